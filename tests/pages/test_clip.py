"""Texts of articles on a page: short, and cut where a reader would cut them."""

from hypothesis import given
from hypothesis import strategies as st

from exporters.pages.page import clip


class TestClip:
    """At most so many characters, on one line."""

    def test_a_short_text_stays(self) -> None:
        assert clip("One two", 7) == "One two"

    def test_lines_and_runs_of_spaces_become_single_spaces(self) -> None:
        assert clip(" One\n two\t\u00a0three ", 20) == "One two three"

    def test_a_long_text_is_cut_at_a_word(self) -> None:
        assert clip("One two three four", 12) == "One two…"

    def test_a_cut_that_falls_between_words_loses_none(self) -> None:
        assert clip("One two three four", 14) == "One two three…"

    def test_no_comma_stands_before_the_ellipsis(self) -> None:
        assert clip("One two, three four", 13) == "One two…"

    def test_a_text_without_spaces_is_cut_within(self) -> None:
        assert clip("机器学习的历史", 5) == "机器学习…"

    def test_a_long_word_at_the_end_is_cut_rather_than_left_out(self) -> None:
        assert clip("A " + "b" * 50, 20) == f"A {'b' * 17}…"

    def test_a_text_of_spaces_that_is_cut_off_ends_with_the_ellipsis(self) -> None:
        assert clip("One" + " " * 100 + "two", 5) == "One…"

    @given(st.text(max_size=300), st.integers(min_value=2, max_value=40))
    def test_any_text_is_as_short_as_asked(self, text: str, most: int) -> None:
        made = clip(text, most)

        assert len(made) <= most
        assert made == " ".join(made.split())
        assert made.removesuffix("…") in " ".join(text.split())
