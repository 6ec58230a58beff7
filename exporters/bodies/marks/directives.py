"""Blocks between lines of colons, of Docusaurus, VitePress and Quarto: `:::note Title` … `:::`.

Spec: docusaurus.io/docs/markdown-features/admonitions, pandoc.org/MANUAL.html#divs-and-spans.
"""

import re
from collections.abc import Iterator
from typing import Final

from exporters.bodies.marks.arguments import read_arguments
from exporters.bodies.marks.elements import CLOSE_QUOTE, admonition_title, open_quote
from exporters.bodies.marks.marked_text import LEFT_OUT, MarkedText, Replacement
from exporters.support.lazy_regex import lazy_regex

_LINE: Final = lazy_regex(r"(?m)^(?P<indent>[ \t]*)(?P<colons>:{3,})(?P<rest>[^\n]*)$")
_DIRECTIVE: Final = lazy_regex(r"[ \t]*(?P<name>[A-Za-z][\w-]*)(?:\[(?P<label>[^\n]*)\])?(?P<text>[^\n]*)\Z")
_DIV: Final = lazy_regex(r"[ \t]*\{(?P<attributes>[^\n]*)\}[ \t:]*\Z")
_CALLOUT: Final = lazy_regex(r"\.callout-(\w+)")
_HEADING: Final = lazy_regex(r"[ \t]*\n(?:[ \t]*\n)*[ \t]*#{1,6}[ \t]+(?P<title>[^\n]*)(?=\n)")
_KNOWN: Final = frozenset(
    "note tip info warning danger caution important secondary success details quote abstract".split()
)


class DirectiveLanguage:
    """An admonition becomes a quote with its title; of another block the text stays."""

    def __init__(self, *, has_divs: bool) -> None:
        """`has_divs`: another name is that of a class, as Pandoc has it, and no mark of a plugin."""
        self._has_divs = has_divs

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield what takes the place of its lines."""
        open_blocks: list[str] = []  # what closes each
        for found in _LINE.finditer(body.text):
            if body.has_code(found.start("colons"), found.end("colons")):
                continue
            start, stop = found.start("colons"), found.end()
            rest = found["rest"].strip()
            if not rest.strip(":"):
                if open_blocks:
                    text = open_blocks.pop()
                    yield Replacement(start, stop, f"\n{found['indent']}{text}" if text else "", is_block=bool(text))
                continue
            opened = _open(found, body, has_divs=self._has_divs)
            if opened is None:
                continue
            replacement, closing = opened
            open_blocks.append(closing)
            yield replacement
        if any(open_blocks):
            end = len(body.text)
            yield Replacement(end, end, "\n\n" + "\n\n".join(each for each in reversed(open_blocks) if each) + "\n")


def _open(found: re.Match[str], body: MarkedText, *, has_divs: bool) -> tuple[Replacement, str] | None:
    """What takes the place of the first line of a block, and of its last one."""
    start, stop = found.start("colons"), found.end()
    indent = found["indent"]
    if div := _DIV.match(found["rest"]):
        callout = _CALLOUT.search(div["attributes"])
        if callout is None:
            return Replacement(start, stop), ""
        title = read_arguments(div["attributes"]).get("title")
        if not title and (heading := _HEADING.match(body.text, found.end())):
            title, stop = heading["title"], heading.end()
        text = open_quote(title or admonition_title(callout[1]))
    else:
        directive = _DIRECTIVE.match(found["rest"])
        if directive is None:
            return None
        name = directive["name"].lower()
        words = directive["text"].strip()
        title = directive["label"] or ("" if words.startswith("{") else words)
        if name not in _KNOWN:
            return Replacement(start, stop, note="" if has_divs else LEFT_OUT, kind=f":::{name}"), ""
        text = open_quote(title or admonition_title(name))
    return Replacement(start, stop, text.replace("\n\n", f"\n\n{indent}"), is_block=True), CLOSE_QUOTE


DOCUSAURUS: Final = DirectiveLanguage(has_divs=False)
PANDOC: Final = DirectiveLanguage(has_divs=True)
