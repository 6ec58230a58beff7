"""YAML that would cost unbounded time or memory is refused before it does."""

import pytest

from exporters.errors import ArticleError
from exporters.yamldoc.document import read_yaml
from exporters.yamldoc.guards import MOST_NESTING


def told(text: str) -> tuple[str, int, int]:
    """Slug, line and column of the one problem of `text`."""
    with pytest.raises(ArticleError) as caught:
        read_yaml(text)
    [problem] = caught.value.diagnostics
    return problem.rule, problem.line, problem.column


def blocks(levels: int) -> str:
    """As deep as one column a level allows: a list stands at the column of its key."""
    return "".join(f"{' ' * level}a:\n{' ' * level}-\n" for level in range(levels // 2)) + " " * (levels // 2) + "x\n"


def depth(value: object) -> int:
    """How many lists and mappings are around the innermost value."""
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0


class TestNesting:
    """64 levels are read, more are refused where the first one too many begins."""

    @pytest.mark.parametrize(
        "text",
        [
            "[" * MOST_NESTING + "]" * MOST_NESTING,
            "{a: " * MOST_NESTING + "1" + "}" * MOST_NESTING,
            "- " * MOST_NESTING + "x",
            "".join(" " * level + "a:\n" for level in range(MOST_NESTING)),
            blocks(MOST_NESTING),
        ],
    )
    def test_sixty_four_levels_are_read(self, text: str) -> None:
        assert depth(read_yaml(text).value) == MOST_NESTING

    @pytest.mark.parametrize(
        ("text", "line", "column"),
        [
            ("[" * 65 + "]" * 65, 1, 65),
            ("a: 1\nb: " + "[" * 64 + "]" * 64, 2, 67),
            ("{a: " * 65 + "1" + "}" * 65, 1, 257),
            ("- " * 65 + "x", 1, 129),
            ("".join(" " * level + "a:\n" for level in range(65)), 65, 65),
            (blocks(66), 65, 33),
            ("[" * 100_000 + "]" * 100_000, 1, 65),
            ("[" * 100_000, 1, 65),
            ("{" * 100_000, 1, 65),
            ("a: " + "[" * 100_000, 1, 67),
            ("- " * 100_000, 1, 129),
            ("? " * 100_000, 1, 129),
            ("[{a: " * 50_000, 1, 161),
            ("[" * 70 + "@", 1, 65),  # what is wrong behind it is read ahead, and is not the first problem
        ],
        ids=lambda value: str(value)[:12],
    )
    def test_the_sixty_fifth_is_refused_where_it_begins(self, text: str, line: int, column: int) -> None:
        assert told(text) == ("yaml-nesting", line, column)

    @pytest.mark.parametrize("text", ["x: '" + "[" * 100_000 + "'", "x: |\n  " + "{" * 1_000, "# " + "[" * 1_000])
    def test_brackets_in_text_nest_nothing(self, text: str) -> None:
        assert depth(read_yaml(text).value) < 2

    def test_indented_text_nests_nothing(self) -> None:
        text = " " * 1_000 + "deep"

        assert read_yaml(f"x: |2\n  {text}\n").value == {"x": text + "\n"}


class TestAliases:
    """What aliases expand to is measured before it is made."""

    BOMB = "".join(
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9) if level else 'x'}]\n" for level in range(12)
    )
    MERGES = "".join(
        f"a{level}: &a{level} {{<<: [{', '.join([f'*a{level - 1}'] * 9) if level else ''}], k{level}: 1}}\n"
        for level in range(12)
    )

    @pytest.mark.parametrize("text", [BOMB, MERGES], ids=["lists", "merges"])
    def test_a_bomb_is_refused(self, text: str) -> None:
        rule, line, _ = told(text)

        assert rule == "yaml-alias"
        assert 1 <= line <= 12

    @pytest.mark.parametrize(
        "text", ["a: &a [*a]", "a: &a {b: *a}", "&a {<<: *a}", "a: &a [[[*a]]]", "&a a: 1\n<<: &b {<<: *b}"]
    )
    def test_what_holds_itself_is_refused(self, text: str) -> None:
        assert told(text)[0] == "yaml-alias"

    def test_nesting_counts_through_aliases(self) -> None:
        text = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 100))

        assert told(text)[0] == "yaml-alias"

    def test_honest_aliases_are_read(self) -> None:
        document = read_yaml("a: &a {x: [1, 2]}\nb: *a\nc: [*a, *a]\nd: &d text\ne: *d\n")

        assert document.value["b"] == {"x": [1, 2]}
        assert document.value["c"] == [{"x": [1, 2]}] * 2
        assert document.value["e"] == "text"
