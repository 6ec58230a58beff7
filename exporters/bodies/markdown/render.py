"""Markdown becomes HTML. HTML inside it stays as it is: `exporters.bodies.html` makes it safe."""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

LONGEST: Final = 1_000_000  # characters; the slowest of 75 hostile inputs tried takes 11 s at that length
MOST_BRACKETS: Final = 20_000  # "[": 1 MB of nothing else would take 30 s, each opening a link that may be
MOST_QUOTED: Final = (
    1_000_000  # lines by levels of quotes: each level looks at each line that may belong to it, for 9 µs
)
_DEEPEST: Final = 40  # levels of blocks, so 20 of lists; the library's 20 would drop the tenth list in a list
_MARKERS: Final = re.compile(r"^[ \t>*+\-0-9.)]*", re.MULTILINE)  # what may open quotes and lists


def render(markdown: str) -> str:
    r"""The HTML of `markdown`: CommonMark with HTML, and two things more.

    Tables and ~~strikethrough~~ are on, since GitHub, Jekyll and Hugo all read them, so the articles were written and
    looked at with them. Nothing that changes plain text is on: no smart quotes, no bare address turned into a link.

    Raises:
        ValueError: rendering would take too long; the sentence says what there is too much of.

    Spec: CommonMark 0.31; GitHub Flavored Markdown §4.10 tables, §6.5 strikethrough.
    """
    if len(markdown) > LONGEST:
        raise ValueError(f"{len(markdown):,} characters of Markdown, more than {LONGEST:,}")
    brackets = markdown.count("[")
    if brackets > MOST_BRACKETS:
        raise ValueError(f'{brackets:,} times "[" in Markdown, more than {MOST_BRACKETS:,}')
    lines = markdown.count("\n") + 1
    quoted = min(_DEEPEST, max(found[0].count(">") for found in _MARKERS.finditer(markdown)))
    if lines * quoted > MOST_QUOTED:
        most = MOST_QUOTED // quoted
        raise ValueError(f"{lines:,} lines of Markdown with quotes {quoted} deep, more than {most:,}")
    return str(_parser().render(markdown.replace("\0", "")))


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.block.ruler.at("code", _indented)
    return parser


def _indented(state: "StateBlock", start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - called by the library
    """Indented text is code, but not an indented tag that follows HTML in a text that begins with HTML.

    That is HTML with blank lines in it: 8 of 118 real articles have some, and showed `<div class=…` to their readers.
    """
    from markdown_it.rules_block import code

    if not (state.is_code_block(start) and _is_html(state, start)):
        return code(state, start, end, silent)
    line = start
    while line < end and not state.isEmpty(line):
        line += 1
    state.line = line
    token = state.push("html_block", "", 0)
    token.map = [start, line]
    token.content = state.getLines(start, line, 0, True)  # noqa: FBT003
    return True


def _is_html(state: "StateBlock", line: int) -> bool:
    if state.level or not state.tokens or not (state.tokens[0].type == state.tokens[-1].type == "html_block"):
        return False
    at = state.bMarks[line] + state.tShift[line]
    return state.src[at] == "<" and (state.src[at + 1 : at + 2].isalpha() or state.src[at + 1 : at + 2] == "/")
