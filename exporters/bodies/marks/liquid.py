"""Liquid, as Jekyll and Eleventy run it. Spec: jekyllrb.com/docs/liquid, shopify.github.io/liquid."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from exporters.bodies.marks import elements, services
from exporters.bodies.marks.links import find_article
from exporters.bodies.marks.marked_text import LEFT_OUT, RAW, UNRESOLVED, MarkedText, Replacement
from exporters.bodies.marks.tags import (
    Tag,
    TagTranslator,
    TemplateMark,
    drop,
    find_blocks,
    find_marks,
    leave_out,
    pair_tags,
    show,
)
from exporters.support.lazy_regex import lazy_regex

_DELIMITERS: Final = {"{%": "%}", "{{": "}}", "{#": "#}"}  # the last are comments of Nunjucks and Jinja
_NAME: Final = lazy_regex(r"[A-Za-z_][\w.-]*")
_CODE: Final = frozenset({"raw", "verbatim", "highlight", "comment"})  # names of tags around what is kept as it is
_LITERAL: Final = lazy_regex(r"""\s*(?:"([^"]*)"|'([^']*)')\s*\Z""")
_ASSIGNED: Final = lazy_regex(r"""([\w.]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(-?[\d.]+))\s*\Z""")
_RAW: Final = lazy_regex(r"\s*\{%-?\s*raw\s*-?%\}\n?(.*?)\{%-?\s*endraw\s*-?%\}\s*\Z", re.DOTALL)
_SITE_ADDRESSES: Final = ("site.url", "site.baseurl")
_ADDRESS_FILTERS: Final = frozenset({"relative_url", "absolute_url", "url", "htmlBaseUrl", "absoluteUrl"})
_NO_CHANGE: Final = frozenset({"safe", "escape", "strip", "uri_escape", "url_encode", "xml_escape", "trim"})
_PICTURES: Final = lazy_regex(r"(?:\A|[/_-])(?:figure|image|img|picture|photo)(?:[._-]|\Z)", re.IGNORECASE)
_SITE_URL: Final = lazy_regex(r"site\.url\s*-?\}\}\Z")
_WHOLE_ADDRESS: Final = lazy_regex(  # what Outfeed makes an absolute address of, behind the address of the site
    r"(?:\{\{-?\s*site\.baseurl\s*-?\}\})?\{%-?\s*(?:post_url|link)\s"
)
_NEAR: Final = 40  # characters in which {{ site.url }} may stand before {{ site.baseurl }}
_ENDS: Final = ("", *" \t\n\"')>]")  # of an address


class LiquidLanguage:
    """Tags between `{%` and `%}`, values between `{{` and `}}`."""

    def __init__(
        self, tags: Mapping[str, TagTranslator], *, code: frozenset[str] = frozenset(), has_comments: bool = True
    ) -> None:
        """`tags` translate what has a meaning besides what all of these languages have; `code` are around code."""
        self._tags = {**_TAGS, **tags}
        self._code = _CODE | code
        names = "|".join(sorted(self._code - {"raw", "verbatim"}))  # those are around Markdown
        self._blocks = re.compile(rf"\{{%-?[ \t]*(?P<end>end)?(?P<name>{names})\b[^%\n]{{0,300}}%\}}")
        self._delimiters = {each: end for each, end in _DELIMITERS.items() if has_comments or each != "{#"}

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield what takes the place of its marks."""
        yield from self.find_some(body, lambda _tag: True)

    def find_some(self, body: MarkedText, is_meant: Callable[[Tag], bool]) -> Iterator[Replacement]:
        """Yield what takes the place of those marks that are meant as such."""
        if any(f"end{name}" in body.text for name in self._code - {"raw", "verbatim"}):
            body.hide_code(lambda text: find_blocks(text, self._blocks))
        values = dict(body.rules.values)
        for tag in self._read(body):
            if is_meant(tag):
                yield from self._translate(tag, body, values)

    def _read(self, body: MarkedText) -> list[Tag]:
        tags = [tag for mark in find_marks(body, self._delimiters) if (tag := _tag(mark)) is not None]
        return pair_tags(tags, self._code)

    def _translate(self, tag: Tag, body: MarkedText, values: dict[str, str]) -> Iterator[Replacement]:
        if tag.mark.opener == "{#":
            yield drop(tag)
        elif tag.mark.opener == "{{":
            yield _output(tag, body, values)
        elif tag.name in ("assign", "set") and (found := _ASSIGNED.match(tag.text)):
            values[found[1]] = found[2] or found[3] or found[4] or ""
            yield drop(tag)
        elif tag.is_end and tag.opening is not None and (tag.opening.is_code or tag.name in self._tags):
            yield drop(tag)  # unless the beginning of the pair yields what takes its place
        elif tag.name in self._tags and not tag.is_end:
            yield from self._tags[tag.name](tag, body)
        elif video := services.embed(tag.name, tag.arguments):
            yield show(tag, body, video)
        else:
            yield leave_out(tag)


def _tag(mark: TemplateMark) -> Tag | None:
    """The tag or value in a mark, None where it is neither."""
    inside = mark.inside.removeprefix("-").removesuffix("-").strip()
    if mark.opener == "{{":
        return Tag(mark, inside.partition("|")[0].strip(), inside) if inside else None
    if mark.opener == "{#":
        return Tag(mark, "")
    found = _NAME.match(inside)
    if found is None:
        return None
    name, text = found[0], inside[found.end() :].strip()
    is_end = name.startswith("end") and name != "end" and not text.startswith("=")
    return Tag(mark, name[3:] if is_end else name, text, is_end)


def code(tag: Tag, body: MarkedText, language: str) -> Iterator[Replacement]:
    """Yield a block of code in place of a pair of tags."""
    if tag.end is None:
        yield leave_out(tag)
        return
    text = body.text[tag.stop : tag.end.start]
    if wrapped := _RAW.match(text):  # the pair is Liquid's own, as the tag around it
        text = wrapped[1]
    indent = body.text[body.text.rfind("\n", 0, tag.end.start) + 1 : tag.end.start]
    text = text if indent.strip() else text.removesuffix(indent)
    written = elements.code_block(text, language)
    yield Replacement(tag.start, tag.end.stop, written, is_final=True, is_block=True)


def _raw(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    if tag.end is None:
        yield leave_out(tag)
        return
    yield Replacement(tag.start, tag.stop, note=RAW, kind="raw")
    if tag.end.start > tag.stop:
        yield Replacement(tag.stop, tag.end.start, body.text[tag.stop : tag.end.start], is_final=True)
    yield drop(tag.end)


def _comment(tag: Tag, _body: MarkedText) -> Iterator[Replacement]:
    yield Replacement(tag.start, tag.end.stop) if tag.end else leave_out(tag)


def _highlight(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    """Spec: jekyllrb.com/docs/liquid/tags/#code-snippet-highlighting."""
    yield from code(tag, body, tag.text.partition(" ")[0].strip("\"',"))


def _include(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    """A file of the theme. One that shows a picture or a video by its arguments does so in a feed, too."""
    name, _, text = tag.text.partition(" ")
    arguments = Tag(tag.mark, name, text).arguments
    stem = name.strip("\"'").rpartition("/")[2].partition(".")[0]
    provider = arguments.get("provider")
    html = services.embed(provider or stem, arguments)
    if not html and _PICTURES.search(stem):
        html = elements.picture(arguments, is_alone=body.is_alone(tag.start, tag.stop))
    yield show(tag, body, html) if html else leave_out(tag, f"include {name}")


def _post_url(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    yield article_link(tag, body, tag.text)


def _link(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    """Spec: jekyllrb.com/docs/liquid/tags/#links. The path begins at the folder of the site."""
    yield article_link(tag, body, "/" + tag.text.strip("\"'/"))


def article_link(tag: Tag, body: MarkedText, target: str) -> Replacement:
    """Return the address of an article in place of a tag, else the target as it is written, with a note."""
    target = target.strip().strip("\"'")
    found = find_article(target, body.rules, body.context)
    return Replacement(tag.start, tag.stop, found or target, "" if found else UNRESOLVED, target)


def _output(tag: Tag, body: MarkedText, values: Mapping[str, str]) -> Replacement:
    """Return a value where it is known: a literal, a setting of the site, an address."""
    whole = _LITERAL.match(tag.text)
    name, *filters = [tag.text] if whole else [each.strip() for each in tag.text.split("|")]
    literal = whole or _LITERAL.match(name)
    text = (literal[1] or literal[2] or "") if literal else _address(name, tag, body)
    text = values.get(name) if text is None else text
    home = body.context.home.rstrip("/")
    for each in filters:
        text = _filter(text, each, home)
    if text is None:
        return Replacement(tag.start, tag.stop, note=LEFT_OUT, kind=f"{{{{ {name}")
    return Replacement(tag.start, tag.stop, text, is_final=True)


def _address(name: str, tag: Tag, body: MarkedText) -> str | None:
    """The address that a value of Jekyll stands for, None for another value. Spec: jekyllrb.com/docs/variables."""
    home = body.context.home.rstrip("/")
    parts = urlsplit(home)
    if name == "page.url":
        return body.context.page
    if name in _SITE_ADDRESSES and _WHOLE_ADDRESS.match(body.text, tag.stop):
        return ""
    if name == "site.url":
        return f"{parts.scheme}://{parts.netloc}"
    if name != "site.baseurl":
        return None
    if _SITE_URL.search(body.text, max(0, tag.start - _NEAR), tag.start):
        return parts.path
    return home + "/" if body.text[tag.stop : tag.stop + 1] in _ENDS else home


def _filter(text: str | None, written: str, home: str) -> str | None:
    """What a filter makes of a value, None where that is not known."""
    name, _, value = (each.strip() for each in written.partition(":"))
    given = _LITERAL.match(value)
    if text is None or name in _NO_CHANGE:
        return text
    if name in _ADDRESS_FILTERS or (name == "prepend" and value in ("site.baseurl", "site.url")):
        return text if "://" in text else f"{home}/{text.lstrip('/')}"
    if given and name == "prepend":
        return (given[1] or given[2] or "") + text
    if given and name == "append":
        return text + (given[1] or given[2] or "")
    return None


_TAGS: Final[Mapping[str, TagTranslator]] = {
    "raw": _raw,
    "verbatim": _raw,
    "comment": _comment,
    "highlight": _highlight,
    "include": _include,
    "include_relative": _include,
}
LIQUID: Final = LiquidLanguage({"post_url": _post_url, "link": _link}, has_comments=False)
NUNJUCKS: Final = LiquidLanguage({})
