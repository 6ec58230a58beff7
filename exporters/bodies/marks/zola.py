"""Shortcodes and links of Zola: `{{ name(key="value") }}`, `{% name() %}…{% end %}`, `@/blog/next.md`.

Spec: getzola.org/documentation/content/shortcodes, getzola.org/documentation/content/linking.
"""

import re
from collections.abc import Iterator
from typing import Final

from exporters.bodies.marks import elements, services
from exporters.bodies.marks.links import find_article
from exporters.bodies.marks.marked_text import UNRESOLVED, MarkedText, Replacement
from exporters.bodies.marks.tags import Tag, TemplateMark, drop, find_marks, leave_out, show
from exporters.support.lazy_regex import lazy_regex

_DELIMITERS: Final = {"{{": "}}", "{%": "%}"}
_CALL: Final = lazy_regex(r"(\w+)\s*\((.*)\)\Z", re.DOTALL)
_END: Final = lazy_regex(r"end\w*\Z")
_LINK: Final = lazy_regex(r"(?<=[(<\s\"'])@/([^\s()<>\"']+)")
_BEFORE_LINK: Final = lazy_regex(r"(?:\]\(\s*<?|\]:[ \t]*<?|(?:href|src)=[\"']?)\Z", re.IGNORECASE)
_QUOTES: Final = frozenset({"quote", "blockquote", "aside", "note"})
_PICTURES: Final = lazy_regex(r"(?:\A|_)(?:figure|fig|image|img|picture|photo|resize_image)(?:_|\Z)", re.IGNORECASE)


class ZolaLanguage:
    """Calls between `{{` and `}}`, or around a body between `{%` and `%}`."""

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield what takes the place of its marks."""
        for tag in _read(body):
            yield from _translate(tag, body)
        for found in _LINK.finditer(body.text):
            is_address = _BEFORE_LINK.search(body.text, max(0, found.start() - 20), found.start())
            if is_address and not body.has_code(found.start(), found.end()):
                target = "/" + found[1]
                article = find_article(target, body.rules, body.context)
                yield Replacement(
                    found.start(),
                    found.end(),
                    article or target,
                    "" if article else UNRESOLVED,
                    found[0],
                    is_final=True,
                )


def _read(body: MarkedText) -> list[Tag]:
    """The calls, each joined to its end, and what is escaped."""
    tags: list[Tag] = []
    open_tags: list[Tag] = []
    for mark in find_marks(body, _DELIMITERS, over_paragraphs=True):
        tag = _tag(mark)
        if tag is None:
            continue
        if tag.is_end and not open_tags:
            continue
        if tag.is_end:
            tag.opening = open_tags.pop()
            tag.opening.end, tag.name = tag, tag.opening.name
        elif mark.opener == "{%" and tag.name != "/*":
            open_tags.append(tag)
        tags.append(tag)
    return tags


def _tag(mark: TemplateMark) -> Tag | None:
    inside = mark.inside
    if inside.startswith("/*") and inside.endswith("*/"):
        return Tag(mark, "/*", inside[2:-2].strip())
    inside = inside.removeprefix("-").removesuffix("-").strip()
    if mark.opener == "{%" and _END.match(inside):
        return Tag(mark, "end", is_end=True)
    found = _CALL.match(inside)
    return Tag(mark, found[1], found[2]) if found else None


def _translate(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    if tag.name == "/*":
        text = f"{tag.mark.opener} {tag.text} {_DELIMITERS[tag.mark.opener]}"
        yield Replacement(tag.start, tag.stop, text, is_final=True)
    elif tag.is_end and tag.name in _QUOTES:
        yield drop(tag)  # unless the beginning of the pair yields what takes its place
    elif tag.name in _QUOTES and tag.end is not None:
        yield from _quote(tag, tag.end)
    elif not tag.is_end and (html := services.embed(tag.name, tag.arguments) or _picture(tag, body)):
        yield show(tag, body, html)
    else:
        yield leave_out(tag)


def _picture(tag: Tag, body: MarkedText) -> str:
    if not _PICTURES.search(tag.name):
        return ""
    return elements.picture(tag.arguments, is_alone=body.is_alone(tag.start, tag.stop))


def _quote(tag: Tag, end: Tag) -> Iterator[Replacement]:
    yield Replacement(
        tag.start, tag.stop, elements.open_quote(tag.arguments.get("title")), is_final=True, is_block=True
    )
    author = tag.arguments.get("author", "by", "source")
    footer = f"<footer>{elements.escape_line(author)}</footer>\n" if author else ""
    text = f"\n{footer}{elements.CLOSE_QUOTE}"
    yield Replacement(end.start, end.stop, text, is_final=True, is_block=True)


LANGUAGE: Final = ZolaLanguage()
