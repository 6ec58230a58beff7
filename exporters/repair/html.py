"""HTML as a feed may carry it: known and closed tags, absolute addresses, nothing that runs; what goes is named."""

import html as entities
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from exporters.model.text import UNSAFE, is_visible
from exporters.repair import mojibake
from exporters.repair.addresses import AddressResolver
from exporters.repair.elements import rewritten
from exporters.repair.embeds import as_links
from exporters.repair.markup import escaped
from exporters.repair.sanitise import sanitise
from exporters.repair.vocabulary import FIRST, KNOWN, LAST, SCHEMES, WATCHED, tolerant

LONGEST: Final = 1_000_000  # characters; several intakes of publishers stop at 1 MB for a whole feed
MOST_TAGS: Final = 40_000  # "<": 2.7 s when all are open at once; the longest real article seen has 1,000
DEEPEST: Final = 256  # levels; libxml2, which many readers use, drops what lies deeper
_MOST_NAMES: Final = 50_000  # 1.3 s when all are attributes of one tag: each is compared with each
_MOST_COPIES: Final = 2_000_000  # 2 s: every unclosed <b x=1> is made again in every paragraph that follows

_INLINE_IMAGE: Final = re.compile(r"(data:[\w.+/-]{1,99}(?:;[\w=.-]{1,99}){0,9};base64,)[A-Za-z0-9+/=%\s]+", re.ASCII)
_FORMATTING: Final = r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/]"
_FORMATTING_START: Final = re.compile(_FORMATTING, re.IGNORECASE)
_WHOLE_TAG: Final = re.compile(
    _FORMATTING + r"""(?>(?:[^<>"'=]++|=\s*"[^<>"]*"|=\s*'[^<>']*'|=(?!\s*["']))*)>""", re.IGNORECASE
)
_TAG: Final = re.compile("<(/?)([a-z][a-z0-9]*)")
_VOID: Final = frozenset({"br", "col", "embed", "hr", "img", "input", "source", "wbr"})


def bounded(html: str) -> str:
    """`html`, with inline images emptied where they make it long.

    Raises:
        ValueError: it would take more than seconds to parse; the sentence says what there is too much of.
    """
    if len(html) > LONGEST:
        html = _INLINE_IMAGE.sub(r"\1", html)
    if len(html) > LONGEST:
        raise ValueError(f"{len(html):,} characters of HTML, more than {LONGEST:,}")
    tags = html.count("<")
    if tags > MOST_TAGS:
        raise ValueError(f"{tags:,} tags, more than {MOST_TAGS:,}")
    if len(html) > 5 * _MOST_NAMES and len(set(re.split(r"[\s/=>]+", html))) > _MOST_NAMES:
        raise ValueError(f"HTML with more than {_MOST_NAMES:,} different words, which may be one endless tag")
    if tags * tags > _MOST_COPIES and _copied(html) * tags > _MOST_COPIES:
        raise ValueError(f"too many different <b>, <i> or <font> tags for {tags:,} tags in all")
    return html


def _copied(html: str) -> int:
    """How many formatting elements may be open at once at most: of identical ones it is three. Spec: HTML §13.2.4.3."""
    whole = _WHOLE_TAG.findall(html)
    return len(_FORMATTING_START.findall(html)) - len(whole) + 3 * len(set(whole))


def depth(html: str) -> int:
    """How deep `html` nests, where every element in it is closed: what a serialiser wrote."""
    if html.count("<") <= DEEPEST:
        return html.count("<")  # no need to know better
    deepest = level = 0
    for slash, name in _TAG.findall(html):
        if slash:
            level -= 1
        elif name not in _VOID:
            level += 1
            deepest = max(deepest, level)
    return deepest


# Readers run no script, so they show what is inside these.
_NO_SCRIPT: Final = re.compile(r"</?noscript(?![\w-])[^<>]*>", re.IGNORECASE)
_PSEUDO_TAG: Final = re.compile(r"<([A-Za-z][\w.@+$]*)>", re.ASCII)
_END_TAG: Final = re.compile(r"</([A-Za-z][\w.@+$]*)", re.ASCII)
_SAME_IMAGE: Final = re.compile(r'(<img src="([^"]*)"[^>]*>)\s*<img src="\2"[^>]*>')
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_ADDRESS: Final = re.compile(
    r"""=(?:(?<=href=)|(?<=src=)|(?<=data=)|(?<=poster=)|(?<=cite=))["'\s]*+([A-Z][A-Z0-9+.-]*):""", re.IGNORECASE
)
_RAW: Final = re.compile(r"<(script|select|style|textarea)(?: [^>]*)?>.*?</\1>", re.DOTALL)
_FOUND: Final = re.compile(rf"<({'|'.join(sorted(WATCHED))})[ >]")
_PRE: Final = re.compile(r"(<pre(?: [^>]*)?>)\n+")  # a parser skips the first, so each pass would lose one
_TEXT: Final = re.compile(r"(<[^>]*>)|[^<]+")
_BLOCK: Final = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header"
    r"|hgroup|hr|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?: [^<>]*)?>"
)
_ANY_TAG: Final = re.compile(r"</?[a-z][^<>]*>")
_ROUNDS: Final = 8  # of the HTML tried, what nests wrongly settles in two
_MOST_NAMED: Final = 30  # in a report


class CleanedHtml(NamedTuple):
    """HTML that may be published, and the names of what was taken away."""

    html: str  # "" where nothing is visible: no text and no image
    removed: tuple[str, ...]  # sorted: "iframe", "onclick", "script", "javascript: address" ...


def clean(html: str, resolve: Callable[[str], str | None]) -> CleanedHtml:
    """`html`, a fragment or a whole document, as a feed may carry it. What is clean already stays byte for byte.

    `resolve` makes an address absolute, or says None where it can't be used; it has to leave what it made as it is.

    Raises:
        ValueError: parsing would take too long, or the result would nest too deep for readers.
    """
    removed: set[str] = set()
    addresses = AddressResolver(resolve, removed)
    html = _with_pseudo_tags(_SURROGATES.sub("", html))
    html, without_script = _NO_SCRIPT.subn("", html)
    for _ in range(_ROUNDS):
        once = _mended(_without_unsafe(_first(html), addresses, removed)).strip()
        if without_script:
            once = _SAME_IMAGE.sub(r"\1", once)  # the one that waits for a script, and the one for readers without
        html = sanitise(LAST, bounded(once))
        if html == once:  # the sanitiser had the last word, and nothing to say
            visible = "<img " in html or is_visible(visible_text(html))
            return CleanedHtml(html if visible else "", _named(removed))
    raise ValueError(
        "HTML whose elements are nested in ways that HTML forbids: each time it is parsed it reads differently"
    )


def visible_text(html: str) -> str:
    """The text of clean HTML on one line: entities decoded, block elements apart."""
    if "<" in html:
        html = _ANY_TAG.sub("", _BLOCK.sub(" ", html))
    return " ".join(entities.unescape(html).split())


def _named(removed: set[str]) -> tuple[str, ...]:
    names = sorted(removed)
    more = len(names) - _MOST_NAMED
    return (*names[:_MOST_NAMED], f"{more:,} more") if more > 0 else tuple(names)


def _with_pseudo_tags(html: str) -> str:
    """`Microsoft Corp <MSFT.O>` and `List<String>` arrive as written: unknown tags that nothing closes are text."""
    names = {name for name in _PSEUDO_TAG.findall(html) if name.lower() not in KNOWN}
    if not names:
        return html
    closed = set(_END_TAG.findall(html))
    return _PSEUDO_TAG.sub(
        lambda found: f"&lt;{found[1]}&gt;" if found[1] in names and found[1] not in closed else found[0], html
    )


def _first(html: str) -> str:
    """`html` normalised, with what is watched still in it."""
    html = bounded(html)
    unknown = {scheme.lower() for scheme in _ADDRESS.findall(html)} - SCHEMES
    normal = sanitise(tolerant(unknown) if unknown else FIRST, html)
    if depth(normal) > DEEPEST:
        raise ValueError(f"elements nested more than {DEEPEST} deep")
    return normal


def _without_unsafe(html: str, addresses: AddressResolver, removed: set[str]) -> str:
    watched = set(_FOUND.findall(html))
    if watched:
        removed |= watched
        html = as_links(_RAW.sub("", html), addresses)
    return rewritten(html, addresses, removed)


def _mended(html: str) -> str:
    """Normalised `html` with mojibake in its text repaired, and without characters that XML forbids."""
    for _ in range(_ROUNDS):  # what goes may have stood in the middle of what is to be repaired
        mended = _PRE.sub(r"\1", UNSAFE.sub("", _repaired(html).replace("\r\n", "\n").replace("\r", "\n")))
        while "<p></p>" in mended:
            mended = mended.replace("<p></p>", "")
        if mended == html:
            break
        html = mended
    return html


def _repaired(html: str) -> str:
    if html.isascii() or not mojibake.suspicious(html.replace("&nbsp;", "\xa0")):
        return html
    return _TEXT.sub(lambda found: found[1] or escaped(mojibake.repair(entities.unescape(found[0]))), html)
