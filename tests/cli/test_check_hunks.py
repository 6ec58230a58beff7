"""Hunks: the stretches in which two texts differ, for any two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.cli import difference
from exporters.cli.difference import DiffHunk

TEXTS = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n"]), max_size=30)


def found(before: list[str], after: list[str], most: int = 1_000) -> tuple[list[DiffHunk], bool]:
    """The hunks, and whether there are more."""
    made = list(difference.find_hunks(before, after, most))
    return [each for each in made if each is not None], None in made


def applied(before: list[str], made: list[DiffHunk]) -> list[str]:
    """`before` with the hunks, each of which has to fit."""
    text, at = list[str](), 0
    for hunk in made:
        text += before[at : hunk.before]
        assert len(text) == hunk.after
        old = [line.text for line in hunk.lines if line.mark != "+"]
        assert before[hunk.before : hunk.before + len(old)] == old
        text += [line.text for line in hunk.lines if line.mark != "-"]
        at = hunk.before + len(old)
    return text + before[at:]


class TestHunks:
    """They lead from one text to the other, and are about what differs."""

    @given(TEXTS, TEXTS)
    def test_for_any_texts_they_make_one_of_the_other(self, before: list[str], after: list[str]) -> None:
        made, goes_on = found(before, after)

        assert applied(before, made) == after
        assert not goes_on

    @given(TEXTS, TEXTS)
    def test_three_lines_around_are_alike_so_that_patch_finds_the_place(
        self, before: list[str], after: list[str]
    ) -> None:
        for hunk in found(before, after)[0]:
            changed = [at for at, line in enumerate(hunk.lines) if line.mark != " "]
            end = hunk.before + sum(line.mark != "+" for line in hunk.lines)

            assert changed[0] >= min(3, hunk.before + changed[0])
            assert len(hunk.lines) - 1 - changed[-1] >= min(3, len(before) - end + len(hunk.lines) - 1 - changed[-1])

    @given(TEXTS, TEXTS, st.integers(1, 12))
    def test_for_any_bound_what_is_shown_fits(self, before: list[str], after: list[str], most: int) -> None:
        made, goes_on = found(before, after, most)

        applied(before, made)
        assert sum(len(each.lines) for each in made) <= most
        assert goes_on == (applied(before, made) != after or made != found(before, after)[0])

    def test_of_long_texts_the_end_of_the_stretch_is_no_difference(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(difference, "_MAX_LINES", 100)
        before = [f"{number}\n" for number in range(1_000)]
        after = [*before[:10], "new\n", *before[10:900], "other\n", *before[900:]]

        made, goes_on = found(before, after)

        assert [line.text for hunk in made for line in hunk.lines if line.mark != " "] == ["new\n"]
        assert goes_on

    def test_two_far_apart_are_two(self) -> None:
        before = [f"{number}\n" for number in range(100)]
        after = [*before[:10], *before[11:50], "new\n", *before[50:]]

        made, _ = found(before, after)

        assert [each.head for each in made] == ["@@ -8,7 +8,6 @@", "@@ -48,6 +47,7 @@"]

    def test_a_line_knows_the_one_in_its_place(self) -> None:
        made, _ = found(["a\n", "b\n"], ["c\n", "d\n", "e\n"])

        assert [(line.mark, line.text, line.other) for line in made[0].lines] == [
            *(("-", "a\n", "c\n"), ("-", "b\n", "d\n")),
            *(("+", "c\n", "a\n"), ("+", "d\n", "b\n"), ("+", "e\n", "")),
        ]
