"""HTML as a feed may carry it: known and closed tags, absolute addresses, nothing that runs, nothing that is lost silently."""

import html as entities
import re
from collections.abc import Callable
from typing import Final, NamedTuple

import nh3

from exporters.model.text import UNSAFE, is_visible
from exporters.repair import mojibake
from exporters.repair.addresses import Addresses
from exporters.repair.bounds import DEEPEST, bounded, depth
from exporters.repair.elements import rewritten
from exporters.repair.embeds import LAZY, as_links
from exporters.repair.markup import escaped

# The W3C's validator takes all of them without a warning; <font> and <center> it takes too, but they only wrap.
_TAGS: Final = frozenset(
    "a abbr acronym address article aside b bdi big blockquote br caption cite code col colgroup data dd del details dfn"
    " div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark menu nav ol p"
    " picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th"
    " thead time tr tt u ul var wbr".split()
)
_ATTRIBUTES: Final = {
    "*": {"title", "lang", "dir"},
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "source": {"srcset", "sizes", "media", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope", "abbr"},
    "time": {"datetime"},
}
# Known to the first pass, so that the report can name them.
_WATCHED: Final = frozenset(
    "applet audio button canvas embed form iframe input math map marquee meter object progress script select style svg"
    " textarea video".split()
)
_WATCHED_ATTRIBUTES: Final = {
    "*": {"style"},
    "audio": {"src", "aria-label"},
    "embed": {"src"},
    "iframe": {"src", *LAZY},
    "img": {"data-srcset", *LAZY},
    "object": {"data"},
    "source": {"src", "data-srcset"},
    "video": {"src", "poster", "aria-label"},
}
_NEVER_TEXT: Final = frozenset({"title", "template", "xml", "noembed", "noframes"})
_WRAPPERS: Final = frozenset(  # go without a trace; any other <name> is no HTML, but text that looks like it
    "area base basefont bdo blink body center datalist dialog dir fieldset font frame frameset head html image isindex"
    " keygen label legend link listing meta nextid nobr noscript optgroup option output param plaintext portal rb rtc"
    " search slot spacer track xmp".split()
)

_SCHEMES: Final = frozenset(
    "http https mailto tel about blob callto cid data facetime feed file ftp geo intent irc itms-apps javascript magnet"
    " market mid ms-word sftp skype slack sms spotify ssh steam tg urn vbscript view-source viber webcal whatsapp x-apple".split()
)
_NO_SCRIPT: Final = re.compile(
    r"</?noscript(?![\w-])[^<>]*>", re.IGNORECASE
)  # readers run none, so what is inside shows
_PSEUDO_TAG: Final = re.compile(r"<([A-Za-z][\w.@+$]*)>", re.ASCII)
_END_TAG: Final = re.compile(r"</([A-Za-z][\w.@+$]*)", re.ASCII)
_KNOWN: Final = _TAGS | _WATCHED | _NEVER_TEXT | _WRAPPERS
_SAME_IMAGE: Final = re.compile(r'(<img src="([^"]*)"[^>]*>)\s*<img src="\2"[^>]*>')
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_ADDRESS: Final = re.compile(
    r"""=(?:(?<=href=)|(?<=src=)|(?<=data=)|(?<=poster=)|(?<=cite=))["'\s]*+([A-Z][A-Z0-9+.-]*):""", re.IGNORECASE
)
_RAW: Final = re.compile(r"<(script|select|style|textarea)(?: [^>]*)?>.*?</\1>", re.DOTALL)
_FOUND: Final = re.compile(rf"<({'|'.join(sorted(_WATCHED))})[ >]")
_PRE: Final = re.compile(r"(<pre(?: [^>]*)?>)\n+")  # a parser skips the first, so each pass would lose one
_TEXT: Final = re.compile(r"(<[^>]*>)|[^<]+")
_BLOCK: Final = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header"
    r"|hgroup|hr|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?: [^<>]*)?>"
)
_ANY_TAG: Final = re.compile(r"</?[a-z][^<>]*>")
_ROUNDS: Final = 8  # of the HTML tried, what nests wrongly settles in three

_MOST_NAMED: Final = 30


class Cleaned(NamedTuple):
    """HTML that may be published, and the names of what was taken away."""

    html: str  # "" where nothing is visible: no text and no image
    removed: tuple[str, ...]  # sorted: "iframe", "onclick", "script", "javascript: address" ...


def clean(html: str, resolve: Callable[[str], str | None]) -> Cleaned:
    """`html`, a fragment or a whole document, as a feed may carry it. What is clean already stays byte for byte.

    `resolve` makes an address absolute, or says None where it can't be used; it has to leave what it made as it is.

    Raises:
        ValueError: parsing would take too long, or the result would nest too deep for readers.
    """
    removed: set[str] = set()
    addresses = Addresses(resolve, removed)
    html = _with_pseudo_tags(_SURROGATES.sub("", html))
    html, without_script = _NO_SCRIPT.subn("", html)
    for _ in range(_ROUNDS):
        once = _mended(_without_unsafe(_first(html), addresses, removed)).strip()
        if without_script:
            once = _SAME_IMAGE.sub(r"\1", once)  # the one that waits for a script, and the one for readers without
        html = _LAST.clean(bounded(once))
        if html == once:  # the sanitiser had the last word, and nothing to say
            visible = "<img " in html or is_visible(visible_text(html))
            return Cleaned(html if visible else "", _named(removed))
    raise ValueError("HTML that reads differently each time it is parsed: its elements nest in ways that HTML forbids")


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
    names = {name for name in _PSEUDO_TAG.findall(html) if name.lower() not in _KNOWN}
    if not names:
        return html
    closed = set(_END_TAG.findall(html))
    return _PSEUDO_TAG.sub(
        lambda found: f"&lt;{found[1]}&gt;" if found[1] in names and found[1] not in closed else found[0], html
    )


def _first(html: str) -> str:
    """`html` normalised, with what is watched still in it."""
    html = bounded(html)
    unknown = {scheme.lower() for scheme in _ADDRESS.findall(html)} - _SCHEMES
    normal = (_tolerant(unknown) if unknown else _FIRST).clean(html)
    if depth(normal) > DEEPEST:
        raise ValueError(f"elements nested more than {DEEPEST} deep")
    return normal


def _tolerant(schemes: set[str]) -> nh3.Cleaner:
    """The first pass, for the report: it keeps addresses of these schemes too, and of those that are known."""
    return nh3.Cleaner(
        tags=set(_TAGS | _WATCHED),
        clean_content_tags=set(_NEVER_TEXT),
        attributes={
            tag: _ATTRIBUTES.get(tag, set()) | _WATCHED_ATTRIBUTES.get(tag, set())
            for tag in {*_ATTRIBUTES, *_WATCHED_ATTRIBUTES}
        },
        generic_attribute_prefixes={"on"},
        url_schemes=_SCHEMES | schemes,
        link_rel=None,
    )


def _without_unsafe(html: str, addresses: Addresses, removed: set[str]) -> str:
    watched = set(_FOUND.findall(html))
    if watched:
        removed |= watched
        html = as_links(_RAW.sub("", html), addresses)
    return rewritten(html, addresses, removed)


def _mended(html: str) -> str:
    """Normalised `html` with mojibake in its text repaired, and without characters that XML forbids."""
    if not html.isascii() and mojibake.suspicious(html.replace("&nbsp;", "\xa0")):
        html = _TEXT.sub(lambda found: found[1] or escaped(mojibake.repair(entities.unescape(found[0]))), html)
    html = _PRE.sub(r"\1", UNSAFE.sub("", html.replace("\r\n", "\n").replace("\r", "\n")))
    while "<p></p>" in html:
        html = html.replace("<p></p>", "")
    return html


_FIRST: Final = _tolerant(set())
_LAST: Final = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_NEVER_TEXT | {"iframe", "math", "script", "select", "style", "svg", "textarea"}),
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
    link_rel=None,
)
