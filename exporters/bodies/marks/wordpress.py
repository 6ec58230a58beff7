"""Shortcodes of WordPress, in brackets. Spec: codex.wordpress.org/Shortcode_API, wordpress.com/support/shortcodes."""

import html
import re
from collections.abc import Iterator
from typing import Final

from exporters.bodies.marks import elements, services
from exporters.bodies.marks.marked_text import MarkedText, Replacement
from exporters.bodies.marks.tags import Tag, TemplateMark, drop, find_blocks, leave_out, pair_tags, show
from exporters.support.lazy_regex import lazy_regex

_BRACKET: Final = lazy_regex(
    r"\[(?P<extra>\[?)(?P<end>/?)(?P<name>[A-Za-z][\w-]{0,60}+)(?P<text>[^\[\]]{0,2000}+)\](?P<after>\]?)"
)
_ATTRIBUTE: Final = lazy_regex(r"\s+[\w-]+\s*=\s*[\"'\w]")
_VALUE: Final = lazy_regex(
    r"=|:|\s*[\"']|\s*(?:https?:)?//|\s*[\w-]*\d[\w-]*\s*\Z"
)  # an address, or an id with a digit
_CODE: Final = frozenset({"code", "sourcecode"})
_BLOCKS: Final = lazy_regex(r"\[(?P<end>/)?(?P<name>code|sourcecode)\b[^\[\]\n]{0,300}\]")
_KNOWN: Final = frozenset(  # of WordPress, of Jetpack and of the plugins that most sites have
    "audio caption code contact-form contact-form-7 embed gallery gist gravityform instagram jetpack_subscription_form"
    " ninja_form playlist polldaddy slideshow soundcloud sourcecode spotify tweet twitter video vimeo wp_caption"
    " wpforms wpvideo youtube".split()
)
_PICTURE: Final = lazy_regex(r"\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)", re.IGNORECASE)
_BREAKS: Final = lazy_regex(r"<br ?/?>\n?|</p>\n<p>")
_ADDRESS_ALONE: Final = lazy_regex(
    r"(?P<before><p>|wp-block-embed__wrapper\">)(?P<text>\s*(?P<address>https?://[^\s<>\"]+)\s*)(?P<after></p>|</div>)"
)
_PLAYERS: Final = ("audio", "video", "wpvideo")
_MEDIA: Final = ("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "flv")


class WordPressLanguage:
    """Shortcodes that WordPress has, and what is written as one: with attributes, or as a pair."""

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield what takes the place of its marks."""
        if any(f"[/{name}]" in body.text for name in _CODE):
            body.hide_code(lambda text: find_blocks(text, _BLOCKS))
        tags = _read(body)
        for tag in tags:
            if _is_shortcode(tag):
                yield from _translate(tag, body)
        for found in _ADDRESS_ALONE.finditer(body.text):
            if not body.has_code(*found.span("text")):
                address = html.unescape(found["address"])
                text = services.embed_address(address) or elements.link(address, elements.escape_line(address))
                yield Replacement(*found.span("text"), text, is_final=True)


def _read(body: MarkedText) -> list[Tag]:
    tags = []
    for found in _BRACKET.finditer(body.text):
        start, stop = found.span()
        is_escaped = bool(found["extra"] and found["after"]) and found["name"] in _KNOWN
        if body.has_code(start, stop):
            continue
        if not is_escaped:
            start, stop = start + len(found["extra"]), stop - len(found["after"])
        text = found["text"].removesuffix("/")
        if text and not text[0].isspace() and text[0] not in "=:":
            continue
        mark = TemplateMark("[[" if is_escaped else "[", start, stop, body.text[start + 1 : stop - 1])
        tags.append(Tag(mark, "[[" if is_escaped else found["name"].lower(), text, is_end=bool(found["end"])))
    for tag in tags:
        tag.text = html.unescape(tag.text).replace("”", '"').replace("″", '"').replace("“", '"')
    return pair_tags([tag for tag in tags if not tag.name.startswith("[[")], _CODE) + [
        tag for tag in tags if tag.name == "[["
    ]


def _is_shortcode(tag: Tag) -> bool:
    """Whether it is no text in brackets: one of a pair, with attributes, or a known name alone or with a value."""
    if tag.name == "[[" or tag.end is not None or tag.opening is not None or _ATTRIBUTE.match(tag.text):
        return True
    if tag.name not in _KNOWN or tag.name in _PAIRED:
        return False
    return not tag.text.strip() or _VALUE.match(tag.text) is not None


def _translate(tag: Tag, body: MarkedText) -> Iterator[Replacement]:
    if tag.name == "[[":
        yield Replacement(tag.start, tag.stop, tag.mark.inside, is_final=True)
    elif tag.is_end and tag.opening is not None and tag.name in (*_PAIRED, *_PLAYERS):
        yield drop(tag)  # unless the beginning of the pair yields what takes its place
    elif tag.name in _PAIRED and tag.end is not None:
        inside = body.text[tag.stop : tag.end.start]
        yield Replacement(tag.start, tag.end.stop, _PAIRED[tag.name](tag, inside), is_final=True, is_block=True)
    elif tag.is_end:
        yield leave_out(tag)
    elif tag.name in _PLAYERS and (address := tag.arguments.first(*_MEDIA)):
        name = address.rstrip("/").rpartition("/")[2]
        is_empty = tag.end is not None and not body.text[tag.stop : tag.end.start].strip()
        yield show(tag, body, elements.link(address, elements.escape_line(name)), tag.end if is_empty else None)
    elif video := services.embed(tag.name, tag.arguments._replace(values=_values(tag))):
        yield show(tag, body, video)
    else:
        yield leave_out(tag)


def _values(tag: Tag) -> tuple[str, ...]:
    """The values without name; one that begins with `=` is written by old plugins: `[youtube=https://…]`."""
    return (tag.text.strip("=: \"'").partition(" ")[0],) if tag.text[:1] in ("=", ":") else tag.arguments.values


def _caption(tag: Tag, inside: str) -> str:
    found = _PICTURE.match(inside)
    caption = tag.arguments.get("caption") or (inside[found.end() :] if found else inside).strip()
    picture = found[1] if found else ""
    return f"<figure>{picture}<figcaption>{caption}</figcaption></figure>" if caption else f"<figure>{picture}</figure>"


def _embed(_tag: Tag, inside: str) -> str:
    address = html.unescape(re.sub(r"<[^<>]*>", "", inside)).strip()
    if not address.startswith(("http://", "https://")):
        return inside
    return f"<p>{services.embed_address(address) or elements.link(address, elements.escape_line(address))}</p>"


def _code(tag: Tag, inside: str) -> str:
    """What stands in it is text that the editor has escaped, with the line breaks of paragraphs."""
    text = _BREAKS.sub(lambda found: "\n\n" if "p>" in found[0] else "\n", inside)
    return elements.code_block(html.unescape(text), tag.arguments.get("language", "lang") or tag.arguments.at(0))


_PAIRED: Final = {"caption": _caption, "wp_caption": _caption, "embed": _embed, "code": _code, "sourcecode": _code}
LANGUAGE: Final = WordPressLanguage()
