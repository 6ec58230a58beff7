"""Tags of Hexo, between `{%` and `%}`. Spec: hexo.io/docs/tag-plugins."""

from collections.abc import Iterator, Mapping
from typing import Final

from exporters.bodies.marks import elements, services
from exporters.bodies.marks.arguments import Arguments
from exporters.bodies.marks.links import find_article
from exporters.bodies.marks.liquid import LiquidLanguage, code
from exporters.bodies.marks.marked_text import UNRESOLVED, MarkedText, Replacement
from exporters.bodies.marks.tags import Tag, TagTranslator, leave_out, show
from exporters.support.lazy_regex import lazy_regex

_OPTION: Final = lazy_regex(r"\blang:(\S+)")
_WEB: Final = ("http://", "https://")


def _code(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    found = _OPTION.search(tag.text)
    yield from code(tag, body, found[1] if found else "")


def _quote(tag: Tag, _body: MarkedText) -> Iterator[Replacement]:
    """`{% blockquote author[, source] [link] [title] %}`; the words after the text name its source."""
    if tag.end is None:
        yield leave_out(tag)
        return
    yield Replacement(tag.start, tag.stop, elements.open_quote(), is_final=True, is_block=True)
    words = tag.text.split()
    link = next((each for each in words if each.startswith(_WEB)), "")
    at = words.index(link) if link else len(words)
    author, title = " ".join(words[:at]), " ".join(words[at + 1 :])
    named = ", ".join(
        part for part in (author, elements.link(link, elements.escape_line(title or link)) if link else "") if part
    )
    footer = f"<footer>{named}</footer>\n" if named else ""
    yield Replacement(tag.end.start, tag.end.stop, f"\n{footer}{elements.CLOSE_QUOTE}", is_final=True, is_block=True)


def _pull_quote(tag: Tag, _body: MarkedText) -> Iterator[Replacement]:
    if tag.end is None:
        yield leave_out(tag)
        return
    yield Replacement(tag.start, tag.stop, elements.open_quote(), is_final=True, is_block=True)
    yield Replacement(tag.end.start, tag.end.stop, f"\n{elements.CLOSE_QUOTE}", is_final=True, is_block=True)


def _note(tag: Tag, _body: MarkedText) -> Iterator[Replacement]:
    """`{% note class title %}` of many themes."""
    if tag.end is None:
        yield leave_out(tag)
        return
    kind, _, title = tag.text.partition(" ")
    text = elements.open_quote(title.strip("\"' ") or elements.admonition_title(kind or "note"))
    yield Replacement(tag.start, tag.stop, text, is_final=True, is_block=True)
    yield Replacement(tag.end.start, tag.end.stop, f"\n{elements.CLOSE_QUOTE}", is_final=True, is_block=True)


def _image(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    """`{% img [classes] /path [width] [height] "title" "alt" %}`, `{% asset_img … %}`."""
    values = list(tag.arguments.values)
    at = next((index for index, each in enumerate(values) if elements.PICTURE.search(each) or "/" in each), None)
    if at is None:
        yield leave_out(tag)
        return
    rest = values[at + 1 :]
    sizes = [each for each in rest[:2] if each.isdecimal()]
    texts = rest[len(sizes) :]
    title, alt = (texts[0], texts[-1]) if texts else ("", "")
    width, height = (*sizes, "", "")[:2]
    yield show(tag, body, elements.image(values[at], alt, title=title, width=width, height=height))


def _post_path(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    target = tag.arguments.at(0)
    found = find_article(target, body.rules, body.context)
    yield Replacement(tag.start, tag.stop, found or target, "" if found else UNRESOLVED, target)


def _post_link(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    """`{% post_link name [title] [escape] %}`."""
    target, *words = tag.arguments.values or ("",)
    text = " ".join(each for each in words if each not in ("true", "false")) or target.partition("#")[0]
    found = find_article(target, body.rules, body.context)
    written = elements.link(found, elements.escape_line(text)) if found else elements.escape_line(text)
    yield Replacement(tag.start, tag.stop, written, "" if found else UNRESOLVED, target, is_final=True)


def _asset_path(tag: Tag, _body: MarkedText) -> Iterator[Replacement]:
    yield Replacement(tag.start, tag.stop, tag.arguments.at(0), is_final=True)


def _asset_link(tag: Tag, _body: MarkedText) -> Iterator[Replacement]:
    name, *words = tag.arguments.values or ("",)
    text = " ".join(each for each in words if each not in ("true", "false")) or name
    yield Replacement(tag.start, tag.stop, elements.link(name, elements.escape_line(text)), is_final=True)


def _link(tag: Tag, _body: MarkedText) -> Iterator[Replacement]:
    """`{% link text… url [external] [title] %}`."""
    values = tag.arguments.values
    at = next((index for index, each in enumerate(values) if "/" in each), None)
    if not at:
        yield leave_out(tag)
        return
    yield Replacement(tag.start, tag.stop, elements.link(values[at], elements.escape_line(" ".join(values[:at]))))


def _address(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    """`{% url_for text path [relative] %}`, `{% full_url_for text path %}`."""
    text, path = tag.arguments.at(0), tag.arguments.at(1)
    address = path if "://" in path else f"{body.context.home.rstrip('/')}/{path.lstrip('/')}"
    yield Replacement(tag.start, tag.stop, elements.link(address, elements.escape_line(text)), is_final=True)


def _frame(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    address = tag.arguments.at(0)
    if not address.startswith(_WEB):
        yield leave_out(tag)
        return
    html = services.embed_address(address) or elements.link(address, elements.escape_line(address))
    yield show(tag, body, html)


def _fiddle(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    html = services.embed("jsfiddle", Arguments((tag.arguments.at(0),)))
    yield show(tag, body, html) if html else leave_out(tag)


TAGS: Final[Mapping[str, TagTranslator]] = {
    "code": _code,
    "codeblock": _code,
    "blockquote": _quote,
    "quote": _quote,
    "pullquote": _pull_quote,
    "note": _note,
    "img": _image,
    "asset_img": _image,
    "post_path": _post_path,
    "post_link": _post_link,
    "asset_path": _asset_path,
    "asset_link": _asset_link,
    "link": _link,
    "url_for": _address,
    "full_url_for": _address,
    "iframe": _frame,
    "jsfiddle": _fiddle,
}
LANGUAGE: Final = LiquidLanguage(TAGS, code=frozenset({"code", "codeblock"}))
