"""The tags and attributes that a feed may carry, those that the report names, and a sanitiser for each pass."""

from collections.abc import Set as AbstractSet
from typing import Final

import nh3

from exporters.bodies.html.embeds import LAZY_ATTRIBUTES

# The W3C's validator accepts all of them without a warning, also <font> and <center>, but those only wrap.
_TAGS: Final = frozenset(
    "a abbr acronym address article aside b bdi big blockquote br caption cite code col colgroup data dd del details"
    " dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark menu nav"
    " ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot"
    " th thead time tr tt u ul var wbr".split()
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
# The first pass keeps these, so that the report can name them.
REPORTED_TAGS: Final = frozenset(
    "applet audio button canvas embed form iframe input math map marquee meter object progress script select style svg"
    " textarea video".split()
)
_WATCHED_ATTRIBUTES: Final = {
    "*": {"style"},
    "audio": {"src", "aria-label"},
    "embed": {"src"},
    "iframe": {"src", *LAZY_ATTRIBUTES},
    "img": {"data-srcset", *LAZY_ATTRIBUTES},
    "object": {"data"},
    "source": {"src", "data-srcset"},
    "video": {"src", "poster", "aria-label"},
}
_NEVER_TEXT: Final = frozenset({"title", "template", "xml", "noembed", "noframes"})
_WRAPPERS: Final = frozenset(  # removed without a note; any other <name> is no HTML, but text
    "area base basefont bdo blink body center datalist dialog dir fieldset font frame frameset head html image isindex"
    " keygen label legend link listing meta nextid nobr noscript optgroup option output param plaintext portal rb rtc"
    " search slot spacer track xmp".split()
)

KNOWN_TAGS: Final = _TAGS | REPORTED_TAGS | _NEVER_TEXT | _WRAPPERS
SCHEMES: Final = frozenset(
    "http https mailto tel about blob callto cid data facetime feed file ftp geo intent irc itms-apps javascript magnet"
    " market mid ms-word sftp skype slack sms spotify ssh steam tg urn vbscript view-source viber webcal"
    " whatsapp".split()
)


def build_first_pass(schemes: AbstractSet[str] = frozenset()) -> nh3.Cleaner:
    """Return the sanitiser of the first pass: it keeps the tags that the report names, and these and known schemes."""
    return nh3.Cleaner(
        tags=set(_TAGS | REPORTED_TAGS),
        clean_content_tags=set(_NEVER_TEXT),
        attributes={
            tag: _ATTRIBUTES.get(tag, set()) | _WATCHED_ATTRIBUTES.get(tag, set())
            for tag in {*_ATTRIBUTES, *_WATCHED_ATTRIBUTES}
        },
        generic_attribute_prefixes={"on"},
        url_schemes=set(SCHEMES | schemes),
        link_rel=None,
    )


FIRST_PASS: Final = build_first_pass()
LAST_PASS: Final = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_NEVER_TEXT | {"iframe", "math", "script", "select", "style", "svg", "textarea"}),
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
    link_rel=None,
)
