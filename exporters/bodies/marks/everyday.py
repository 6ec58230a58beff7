"""Marks in bodies of no known generator: only what no author can have meant as text is translated or left out.

That is: shortcodes between `{{<` and `>}}` or `{{%` and `%}}`; tags of Liquid by their known names, where they stand
alone on a line, in an address or around code; addresses such as `{{ site.baseurl }}`; `[caption]` around a picture;
modules of MDX; marks of a table of contents; `__GHOST_URL__`. All else between `{{` and `}}` or `{%` and `%}` stays.
"""

from collections.abc import Iterator
from typing import Final

from exporters.bodies.marks import addresses, contents, mdx, shortcodes, wordpress
from exporters.bodies.marks.liquid import LIQUID
from exporters.bodies.marks.marked_text import KEPT, LEFT_OUT, MarkedText, Replacement
from exporters.bodies.marks.tags import Tag, find_marks
from exporters.support.lazy_regex import lazy_regex

_TAGS: Final = frozenset(
    "assign capture case comment else elsif for highlight if include include_relative link post_url raw unless"
    " when".split()
)
_ADDRESS: Final = lazy_regex(
    r"\{\{-?\s*(?:site\.(?:base)?url\b|[\"'][^\"'\n]*[\"']\s*\|\s*(?:relative|absolute)_url\b)"
)
_BEFORE_ADDRESS: Final = lazy_regex(r"(?:\]\(\s*<?|\]:[ \t]*<?|=[\"']?|\}\})\Z")
_MODULE: Final = lazy_regex(
    r"import\s+(?:[\w*{},$\s]+\s+from\s+)?['\"][^'\"\n]+['\"];?|export\s+(?:default\b|(?:const|let|var)\s+\w+\s*=|function\b)"
)
_BRACKETS: Final = lazy_regex(
    r"\[(?:wp_)?caption\b[^\[\]]*\]\s*(?:<a\b[^<>]*>\s*)?<img\b|\[gallery(?:\s+\w+\s*=[^\[\]]*)?\]|\[embed\b[^\[\]]*\]\s*https?://"
)
_BRACKET_SIGNS: Final = ("[caption", "[wp_caption", "[gallery", "[embed")  # with one of which each of those begins
_NEAR: Final = 12  # characters before a mark that show that it stands in an address
_DELIMITERS: Final = {"{%": "%}", "{{": "}}"}


class EverydayLanguage:
    """Several languages, each only where there is no doubt."""

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield what takes the place of marks, and each other one as it is, with a note."""
        text = body.text
        found = list(contents.LANGUAGE.find(body))
        if "__GHOST_URL__" in text:
            found += addresses.GHOST.find(body)
        if "{{<" in text or "{{%" in text:
            found += shortcodes.HUGO.find(body)
        if "{%" in text or "{{" in text:
            found += _liquid(body)
        if any(sign in text for sign in _BRACKET_SIGNS):
            found += (each for each in wordpress.LANGUAGE.find(body) if _BRACKETS.match(text, each.start))
        if "import" in text or "export" in text:
            found += _modules(body)
        yield from found
        taken = sorted((each.start, each.stop) for each in found)
        yield from _find_texts(body, taken)


def _liquid(body: MarkedText) -> Iterator[Replacement]:
    """The marks of Liquid that no author can have meant as text."""

    def is_meant(tag: Tag) -> bool:
        if tag.mark.opener == "{{":
            return _ADDRESS.match(body.text, tag.start) is not None
        if tag.name not in _TAGS:
            return False
        before = body.text[max(0, tag.start - _NEAR) : tag.start]
        is_around_code = tag.is_code and tag.end is not None
        return is_around_code or body.is_alone(tag.start, tag.stop) or _BEFORE_ADDRESS.search(before) is not None

    return LIQUID.find_some(body, is_meant)


def _modules(body: MarkedText) -> Iterator[Replacement]:
    for each in mdx.find_modules(body):
        if _MODULE.match(body.text, each.start, each.stop):
            yield Replacement(each.start, each.stop, note=LEFT_OUT, kind=body.text[each.start : each.start + 6])


def _find_texts(body: MarkedText, taken: list[tuple[int, int]]) -> Iterator[Replacement]:
    """What looks like a mark and stays text, each with a note."""
    ends = iter(taken)
    last = next(ends, None)
    for mark in find_marks(body, _DELIMITERS):
        while last is not None and last[1] <= mark.start:
            last = next(ends, None)
        if last is None or mark.stop <= last[0]:
            yield Replacement(mark.start, mark.stop, body.text[mark.start : mark.stop], KEPT, "", is_final=True)


LANGUAGE: Final = EverydayLanguage()
