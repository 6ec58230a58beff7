"""Shortcodes of Hugo, Quarto and Nikola, between `{{<` and `>}}` or `{{%` and `%}}`.

Spec: gohugo.io/content-management/shortcodes, quarto.org/docs/extensions/shortcodes.html,
getnikola.com/handbook.html#shortcodes.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from exporters.bodies.marks import elements, services
from exporters.bodies.marks.links import find_article
from exporters.bodies.marks.marked_text import UNRESOLVED, MarkedText, Replacement
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

_BOTH: Final = {"{{<": ">}}", "{{%": "%}}"}
_NIKOLA: Final = {"{{%": "%}}"}
_NAME: Final = lazy_regex(r"[\w.-]+(?:/[\w.-]+)*")
_CODE: Final = frozenset({"highlight", "code", "codeblock", "mermaid", "comment"})  # tags around what is kept as it is
_PICTURES: Final = lazy_regex(r"(?:\A|[/_-])(?:fig|figure|image|img|picture|photo)(?:[/_-]|\Z)", re.IGNORECASE)
_ESCAPED_QUARTO: Final = lazy_regex(r"\{\{\{< ?(?P<inside>[^{}\n]*?) ?>\}\}\}")


class ShortcodeLanguage:
    """Tags whose end begins with `/`."""

    def __init__(
        self, tags: Mapping[str, TagTranslator], delimiters: Mapping[str, str], code: frozenset[str] = frozenset()
    ) -> None:
        """`tags` translate by name; others are left out, and the text between two stays. `code` are around code."""
        self._tags = tags
        self._delimiters = delimiters
        self._code = _CODE | code
        names = "|".join(sorted(self._code))
        self._blocks = re.compile(rf"\{{\{{[<%][ \t]*(?P<end>/)?[ \t]*(?P<name>{names})\b[^\n]{{0,300}}?[>%]\}}\}}")

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield what takes the place of its marks, in their order."""
        if any(f"/{name}" in body.text or f"/ {name}" in body.text for name in self._code):
            body.hide_code(lambda text: find_blocks(text, self._blocks))
        for tag in self._read(body):
            yield from self._translate(tag, body)

    def _read(self, body: MarkedText) -> list[Tag]:
        marks = find_marks(body, self._delimiters, over_paragraphs=True)
        return pair_tags([tag for mark in marks if (tag := _tag(mark)) is not None], self._code)

    def _translate(self, tag: Tag, body: MarkedText) -> Iterator[Replacement]:
        if tag.name.startswith("/*"):
            yield _show_escaped(tag, self._delimiters[tag.mark.opener])
        elif tag.is_end and tag.opening is not None and (tag.opening.is_code or tag.name in self._tags):
            yield drop(tag)  # unless the beginning of the pair yields what takes its place
        elif tag.name in self._tags and not tag.is_end:
            yield from self._tags[tag.name](tag, body)
        elif not tag.is_end and (html := services.embed(tag.name, tag.arguments) or _picture(tag, body)):
            yield show(tag, body, html)
        elif tag.is_code and tag.end is not None:
            yield from _code(tag, body)
        else:
            yield leave_out(tag)


def _tag(mark: TemplateMark) -> Tag | None:
    """The tag in a mark, None where it has no name."""
    inside = mark.inside
    if inside.startswith("/*"):
        return Tag(mark, "/*", inside) if inside.endswith("*/") else None
    is_end = inside.startswith("/")
    inside = inside.removeprefix("/").strip()
    found = _NAME.match(inside)
    if found is None:
        return None
    return Tag(mark, found[0].removesuffix(".html"), inside[found.end() :].strip().removesuffix("/").strip(), is_end)


def _show_escaped(tag: Tag, closing: str) -> Replacement:
    """`{{</* x */>}}` is how an author writes `{{< x >}}` as text."""
    inside = tag.mark.inside[2:-2].strip()
    text = f"{tag.mark.opener} {inside} {closing}".replace("<", "&lt;").replace(">", "&gt;")
    return Replacement(tag.start, tag.stop, text, is_final=True)


def _picture(tag: Tag, body: MarkedText) -> str:
    if not _PICTURES.search(tag.name):
        return ""
    return elements.picture(tag.arguments, is_alone=body.is_alone(tag.start, tag.stop))


def _figure(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    """Spec: gohugo.io/shortcodes/figure."""
    given = tag.arguments
    address = given.first("src")
    if not address:
        yield leave_out(tag)
        return
    sides = {side: given.get(side) for side in ("width", "height")}
    picture = elements.image(address, given.get("alt") or given.get("caption", "title"), **sides)
    if target := given.get("link"):
        picture = elements.link(target, picture)
    source = given.get("attr")
    if source and given.get("attrlink"):
        source = f"[{source}]({given.get('attrlink')})"
    title = f"**{given.get('title')}**" if given.get("title") and given.get("caption") else given.get("title")
    caption = " ".join(part for part in (title, given.get("caption"), source) if part)
    is_alone = body.is_alone(tag.start, tag.stop)
    yield show(tag, body, elements.figure(picture, caption) if is_alone or caption else picture)


def _reference(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    """The address of another page. Spec: gohugo.io/shortcodes/ref."""
    target = tag.arguments.first("path")
    if not target:
        yield leave_out(tag)
        return
    found = find_article(target, body.rules, body.context)
    yield Replacement(tag.start, tag.stop, found or target, "" if found else UNRESOLVED, target, is_final=True)


def _code(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    """Spec: gohugo.io/shortcodes/highlight."""
    if tag.end is None:
        yield leave_out(tag)
        return
    language = (
        tag.arguments.get("lang", "language") or tag.arguments.at(0) or ("mermaid" if tag.name == "mermaid" else "")
    )
    written = elements.code_block(body.text[tag.stop : tag.end.start], language)
    yield Replacement(tag.start, tag.end.stop, written, is_final=True, is_block=True)


def _comment(tag: Tag, _body: MarkedText) -> Iterator[Replacement]:
    yield Replacement(tag.start, tag.end.stop) if tag.end else leave_out(tag)


def _details(tag: Tag, _body: MarkedText) -> Iterator[Replacement]:
    """Spec: gohugo.io/shortcodes/details. A feed shows the text at once, under its summary."""
    if tag.end is None:
        yield leave_out(tag)
        return
    title = tag.arguments.first("summary", "title") or "Details"
    yield Replacement(tag.start, tag.stop, elements.open_quote(title), is_final=True, is_block=True)
    yield Replacement(tag.end.start, tag.end.stop, f"\n{elements.CLOSE_QUOTE}", is_final=True, is_block=True)


def _value(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    """A setting of the site. Spec: gohugo.io/shortcodes/param, quarto.org/docs/authoring/variables.html."""
    name = tag.arguments.at(0)
    values = dict(body.rules.values)
    found = values.get(name, values.get(name.lower()))
    yield leave_out(tag) if found is None else Replacement(tag.start, tag.stop, found, is_final=True)


def _video(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    """Spec: quarto.org/docs/authoring/videos.html."""
    address = tag.arguments.first("src", "url")
    if not address:
        yield leave_out(tag)
        return
    text = tag.arguments.get("title")
    html = services.embed_address(address, text) or elements.link(address, elements.escape_line(text or address))
    yield show(tag, body, html)


def _raw(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    """Text that the author keeps from Nikola. Spec: getnikola.com/handbook.html#built-in-shortcodes."""
    if tag.end is None:
        yield leave_out(tag)
        return
    yield drop(tag)
    if tag.end.start > tag.stop:
        yield Replacement(tag.stop, tag.end.start, body.text[tag.stop : tag.end.start], is_final=True)
    yield drop(tag.end)


def _thumbnail(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    """`{{% thumbnail "/images/a.jpg" alt="…" %}}caption{{% /thumbnail %}}`."""
    address = tag.arguments.at(0)
    if not address:
        yield leave_out(tag)
        return
    caption = body.text[tag.stop : tag.end.start].strip() if tag.end else ""
    picture = elements.image(address, tag.arguments.get("alt") or caption, title=tag.arguments.get("title"))
    yield show(tag, body, elements.figure(picture, caption), tag.end)


def _article(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    """`{{% doc %}}name{{% /doc %}}` and `{{% doc %}}text <name>{{% /doc %}}` link to a post by its slug."""
    if tag.end is None:
        yield leave_out(tag)
        return
    inside = body.text[tag.stop : tag.end.start].strip()
    text, _, name = inside.removesuffix(">").rpartition("<") if inside.endswith(">") else (inside, "", inside)
    found = find_article(name.strip(), body.rules, body.context)
    label = elements.escape_line(text.strip() or name)
    written = elements.link(found, label) if found else label
    yield Replacement(tag.start, tag.end.stop, written, "" if found else UNRESOLVED, name, is_final=True)


def _media(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    address = tag.arguments.first("url")
    if not address:
        yield leave_out(tag)
        return
    yield show(tag, body, services.embed_address(address) or elements.link(address, elements.escape_line(address)))


_COMMON: Final[Mapping[str, TagTranslator]] = {"comment": _comment, "highlight": _code, "code": _code}
HUGO: Final = ShortcodeLanguage(
    {
        **_COMMON,
        "figure": _figure,
        "ref": _reference,
        "relref": _reference,
        "details": _details,
        "param": _value,
    },
    _BOTH,
)
NIKOLA: Final = ShortcodeLanguage(
    {**_COMMON, "raw": _raw, "thumbnail": _thumbnail, "doc": _article, "media": _media}, _NIKOLA, frozenset({"raw"})
)


class QuartoShortcodes:
    """Those of Quarto, where a further pair of braces keeps a mark as text: `{{{< x >}}}`."""

    _language: Final = ShortcodeLanguage({**_COMMON, "video": _video, "meta": _value, "var": _value}, {"{{<": ">}}"})

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield what takes the place of its marks, in their order."""
        for found in _ESCAPED_QUARTO.finditer(body.text):
            if not body.has_code(found.start(), found.end()):
                text = f"{{{{&lt; {elements.escape_line(found['inside'])} &gt;}}}}"
                yield Replacement(found.start(), found.end(), text, is_final=True)
        yield from self._language.find(body)


QUARTO: Final = QuartoShortcodes()
