"""Where code stands in Markdown."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from exporters.bodies.code_ranges import code_ranges
from tests.deadline import deadline
from tests.profiles import examples

COMMONMARK = MarkdownIt("commonmark")


def pieces(text: str) -> list[str]:
    """The source of each piece of code."""
    return [text[each.start : each.stop] for each in code_ranges(text)]


def letters(code: str) -> str:
    """The letters of code, which are all that stays where lines begin with the marks of quotes and lists."""
    return re.sub(r"[^aé]", "", code)


class TestCodeRanges:
    """CommonMark §4.4, §4.5 and §6.1."""

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("no code at all", []),
            ("a `b` c", ["`b`"]),
            ("é `b` ü `c`", ["`b`", "`c`"]),
            ("``a ` b`` `c`", ["``a ` b``", "`c`"]),
            ("`a\nb`", ["`a\nb`"]),
            ("`a\n\nb`", []),
            (r"\`a\` `b`", ["`b`"]),
            ("<a title='`'>`", []),
            ("```py\na\n```\nb", ["```py\na\n```"]),
            ("~~~\n```\n~~~\nb `c`", ["~~~\n```\n~~~", "`c`"]),
            ("````\n```\n````", ["````\n```\n````"]),
            ("```\nnever closed\n\nat all", ["```\nnever closed\n\nat all"]),
            ("> ```\n> a\n> ```\nb", ["```\n> a\n> ```"]),
            ("- a\n\n  ~~~\n  b\n  ~~~\n- c", ["~~~\n  b\n  ~~~"]),
            ("a\n\n    b\n\n    c\n\nd", ["b\n\n    c\n"]),
            ("a\n    goes on", []),
            ("- a\n\n    goes on", []),
            ("- a\n\n      code", ["code"]),
            ("\tcode\n", ["code\n"]),
            ("[^1]: a\n\n    goes on", []),
            ("a\n: b\n\n    goes on", []),
            ("| a | b |\n|---|---|\n| `c` | `d` |\n", ["`c`", "`d`"]),
            ("<pre>\n`a`\n</pre>\n", []),
            ("<p>a</p>\n\n    <div>\n    b\n\n    </div>\n", []),
            ("<p>a</p>\n\n    <div>\n\n    b `c` é\n\n    </div>\n", ["    b `c` é\n\n    </div>\n"]),
            ("a\r\n\r\n    b\r\nc `d`", ["b\r\n", "`d`"]),
            ("\ud800 `a`", ["`a`"]),
        ],
    )
    def test_code_is_found(self, text: str, code: list[str]) -> None:
        assert pieces(text) == code

    @examples(10)
    @given(
        st.lists(
            st.sampled_from(
                [
                    "a",
                    "é",
                    "`",
                    "``",
                    "```\n",
                    "\n",
                    "\n\n",
                    "    ",
                    "> ",
                    "- ",
                    "1. ",
                    "\\",
                    " ",
                    "~~~\n",
                    "# ",
                    "*",
                    "<b>",
                ]
            ),
            max_size=30,
        )
        .map("".join)
        .filter(
            lambda text: not re.search(r"\n {4,}>", text)
        )  # a quote for the other parser, and code by the specification
    )
    @example("> ```\na `b`\n")
    def test_it_is_the_code_that_another_parser_shows(self, text: str) -> None:
        blocks = COMMONMARK.parse(text)
        tokens = [token for block in blocks for token in (block, *(block.children or ()))]
        expected = [token.info + token.content for token in tokens if token.tag == "code"]
        found = code_ranges(text)

        assert [letters(piece) for piece in pieces(text)] == [letters(each) for each in expected]
        assert all(one.stop <= other.start for one, other in pairwise(found))

    @pytest.mark.parametrize("text", ["`" * 500_000, "` `` " * 100_000, "```\n" * 125_000, "    a\n\n" * 70_000])
    def test_a_million_marks_end(self, text: str) -> None:
        with deadline(10):
            code_ranges(text)
