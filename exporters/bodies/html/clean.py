"""Clean HTML for feeds: known and closed tags, absolute addresses, no scripts; report what is removed."""

import html as entities
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from exporters.bodies.html.addresses import AddressResolver
from exporters.bodies.html.allowed_html import (
    FIRST_PASS,
    KNOWN_TAGS,
    LAST_PASS,
    REPORTED_TAGS,
    SCHEMES,
    build_first_pass,
)
from exporters.bodies.html.elements import rewrite
from exporters.bodies.html.embeds import link_embeds
from exporters.bodies.html.linear_sanitiser import sanitise
from exporters.bodies.html.markup import escape
from exporters.model.text import UNSAFE, is_visible
from exporters.repair import mojibake

MAX_LENGTH: Final = 1_000_000  # characters; several intakes of publishers stop at 1 MB for a whole feed
MAX_TAGS: Final = 40_000  # "<": 2.7 s when all are open at once; the longest real article seen has 1,000
MAX_DEPTH: Final = 256  # levels; libxml2, which many readers use, drops what lies deeper
_MAX_WORDS: Final = 50_000  # 1.3 s when all are attributes of one tag: each is compared with each
_MAX_COPIES: Final = 2_000_000  # 2 s: a parser repeats every unclosed <b x=1> in every paragraph that follows

_INLINE_IMAGE: Final = re.compile(r"(data:[\w.+/-]{1,99}(?:;[\w=.-]{1,99}){0,9};base64,)[A-Za-z0-9+/=%\s]+", re.ASCII)
_FORMATTING: Final = r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/]"
_FORMATTING_START: Final = re.compile(_FORMATTING, re.IGNORECASE)
_WHOLE_TAG: Final = re.compile(
    _FORMATTING + r"""(?>(?:[^<>"'=]++|=\s*"[^<>"]*"|=\s*'[^<>']*'|=(?!\s*["']))*)>""", re.IGNORECASE
)
_TAG: Final = re.compile("<(/?)([a-z][a-z0-9]*)")
_VOID: Final = frozenset({"br", "col", "embed", "hr", "img", "input", "source", "wbr"})


def limit_size(html: str) -> str:
    """Return `html`; empty its inline images if they make it too long.

    Raises:
        ValueError: parsing it would take longer than seconds; the message names what there is too much of.
    """
    if len(html) > MAX_LENGTH:
        html = _INLINE_IMAGE.sub(r"\1", html)
    if len(html) > MAX_LENGTH:
        raise ValueError(f"{len(html):,} characters of HTML, more than {MAX_LENGTH:,}")
    tags = html.count("<")
    if tags > MAX_TAGS:
        raise ValueError(f"{tags:,} tags, more than {MAX_TAGS:,}")
    if len(html) > 5 * _MAX_WORDS and len(set(re.split(r"[\s/=>]+", html))) > _MAX_WORDS:
        raise ValueError(f"HTML with more than {_MAX_WORDS:,} different words, which may be one endless tag")
    if tags * tags > _MAX_COPIES and _count_copies(html) * tags > _MAX_COPIES:
        raise ValueError(f"too many different <b>, <i> or <font> tags for {tags:,} tags in all")
    return html


def _count_copies(html: str) -> int:
    """Return how many formatting elements can be open at once, three of identical ones. Spec: HTML §13.2.4.3."""
    tags = _WHOLE_TAG.findall(html)
    return len(_FORMATTING_START.findall(html)) - len(tags) + 3 * len(set(tags))


def measure_depth(html: str) -> int:
    """Return how deep the elements of `html` nest, at least; a serialiser has closed every element in it."""
    if html.count("<") <= MAX_DEPTH:
        return html.count("<")  # a bound is enough
    deepest = level = 0
    for slash, name in _TAG.findall(html):
        if slash:
            level -= 1
        elif name not in _VOID:
            level += 1
            deepest = max(deepest, level)
    return deepest


# Readers run no script, so they show the content of these.
_NO_SCRIPT: Final = re.compile(r"</?noscript(?![\w-])[^<>]*>", re.IGNORECASE)
_PSEUDO_TAG: Final = re.compile(r"<([A-Za-z][\w.@+$]*)>", re.ASCII)
_END_TAG: Final = re.compile(r"</([A-Za-z][\w.@+$]*)", re.ASCII)
_SAME_IMAGE: Final = re.compile(r'(<img src="([^"]*)"[^>]*>)\s*<img src="\2"[^>]*>')
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_ADDRESS: Final = re.compile(
    r"""=(?:(?<=href=)|(?<=src=)|(?<=data=)|(?<=poster=)|(?<=cite=))["'\s]*+([A-Z][A-Z0-9+.-]*):""", re.IGNORECASE
)
_RAW: Final = re.compile(r"<(script|select|style|textarea)(?: [^>]*)?>.*?</\1>", re.DOTALL)
_REPORTED_TAG: Final = re.compile(rf"<({'|'.join(sorted(REPORTED_TAGS))})[ >]")
_PRE: Final = re.compile(r"(<pre(?: [^>]*)?>)\n+")  # a parser skips the first line break, so each pass would lose one
_TEXT: Final = re.compile(r"(<[^>]*>)|[^<]+")
_BLOCK: Final = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header"
    r"|hgroup|hr|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?: [^<>]*)?>"
)
_ANY_TAG: Final = re.compile(r"</?[a-z][^<>]*>")
_ROUNDS: Final = 8  # of all HTML tried, wrong nesting settles in two
_MAX_NAMES: Final = 30  # in a report


class CleanedHtml(NamedTuple):
    """HTML that may be published, and the names of what was removed."""

    html: str  # "" if nothing is visible: no text and no image
    removed_parts: tuple[str, ...]  # sorted: "iframe", "onclick", "script", "javascript: address" ...


def clean(html: str, resolve: Callable[[str], str | None]) -> CleanedHtml:
    """Return `html`, a fragment or a whole document, as a feed may carry it. Clean HTML keeps its bytes.

    `resolve` returns the absolute form of an address, or None if it can't be used; its result must resolve to itself.

    Raises:
        ValueError: parsing would take too long, or the result would nest too deep for readers.
    """
    removed_parts: set[str] = set()
    addresses = AddressResolver(resolve, removed_parts)
    html = _escape_pseudo_tags(_SURROGATES.sub("", html))
    html, noscript_tags = _NO_SCRIPT.subn("", html)
    for _ in range(_ROUNDS):
        candidate = _clean_text(_remove_unsafe(_normalise(html), addresses, removed_parts)).strip()
        if noscript_tags:
            candidate = _SAME_IMAGE.sub(r"\1", candidate)  # an image that a script loads, and the same for readers
        html = sanitise(LAST_PASS, limit_size(candidate))
        if html == candidate:  # the sanitiser changed nothing, so the result is stable
            is_shown = "<img " in html or is_visible(extract_text(html))
            return CleanedHtml(html if is_shown else "", _list_names(removed_parts))
    raise ValueError(
        "HTML whose elements are nested in ways that HTML forbids: each time it is parsed it reads differently"
    )


def extract_text(html: str) -> str:
    """Return the text of clean HTML on one line: entities decoded, a space between block elements."""
    if "<" in html:
        html = _ANY_TAG.sub("", _BLOCK.sub(" ", html))
    return " ".join(entities.unescape(html).split())


def _list_names(removed_parts: set[str]) -> tuple[str, ...]:
    names = sorted(removed_parts)
    rest = len(names) - _MAX_NAMES
    return (*names[:_MAX_NAMES], f"{rest:,} more") if rest > 0 else tuple(names)


def _escape_pseudo_tags(html: str) -> str:
    """Escape the tags of `Microsoft Corp <MSFT.O>` and `List<String>`: unknown tags that nothing closes are text."""
    names = {name for name in _PSEUDO_TAG.findall(html) if name.lower() not in KNOWN_TAGS}
    if not names:
        return html
    closed_names = set(_END_TAG.findall(html))
    return _PSEUDO_TAG.sub(
        lambda match: f"&lt;{match[1]}&gt;" if match[1] in names and match[1] not in closed_names else match[0], html
    )


def _normalise(html: str) -> str:
    """Return `html` normalised; the tags that the report names are still in it."""
    html = limit_size(html)
    unknown = {scheme.lower() for scheme in _ADDRESS.findall(html)} - SCHEMES
    normal = sanitise(build_first_pass(unknown) if unknown else FIRST_PASS, html)
    if measure_depth(normal) > MAX_DEPTH:
        raise ValueError(f"elements nested more than {MAX_DEPTH} deep")
    return normal


def _remove_unsafe(html: str, addresses: AddressResolver, removed_parts: set[str]) -> str:
    names = set(_REPORTED_TAG.findall(html))
    if names:
        removed_parts |= names
        html = link_embeds(_RAW.sub("", html), addresses)
    return rewrite(html, addresses, removed_parts)


def _clean_text(html: str) -> str:
    """Return normalised `html` with mojibake in its text repaired, and without characters that XML forbids."""
    for _ in range(_ROUNDS):  # removed characters may have stood inside mojibake
        result = _PRE.sub(r"\1", UNSAFE.sub("", _repair_mojibake(html).replace("\r\n", "\n").replace("\r", "\n")))
        while "<p></p>" in result:
            result = result.replace("<p></p>", "")
        if result == html:
            break
        html = result
    return html


def _repair_mojibake(html: str) -> str:
    if html.isascii() or not mojibake.is_suspicious(html.replace("&nbsp;", "\xa0")):
        return html
    return _TEXT.sub(lambda match: match[1] or escape(mojibake.repair(entities.unescape(match[0]))), html)
