"""The tags and attributes that a feed may carry, those that the report names, and a sanitiser for each pass."""

from collections.abc import Set as AbstractSet
from typing import Final

import nh3

from exporters.bodies.html.embeds import LAZY_ATTRIBUTES
from exporters.bodies.html.mathml import MATHML_ATTRIBUTES, MATHML_TAGS, READ_MATHML_TAGS
from exporters.support.lazy_regex import lazy_regex

# The W3C's validator accepts all of them without a warning, also <font> and <center>, but those only wrap.
HTML_TAGS: Final = frozenset(
    "a abbr acronym address article aside b bdi big blockquote br caption cite code col colgroup data dd del details"
    " dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark menu nav"
    " ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot"
    " th thead time tr tt u ul var wbr".split()
)
_ATTRIBUTES: Final = {
    "*": {"title", "lang", "dir", "id"},
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
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "scope", "abbr", "align"},
    "time": {"datetime"},
    **MATHML_ATTRIBUTES,
}
# The first pass keeps these, so that the report can name them.
REPORTED_TAGS: Final = frozenset(
    "applet audio button canvas embed form iframe input map marquee meter object progress script select style svg"
    " textarea video".split()
)
LAZY_SOURCES: Final = frozenset({"data-srcset", "data-lazy-srcset"})
_WATCHED_ATTRIBUTES: Final = {
    "*": {"style", "hidden", "aria-hidden"},
    "a": {"name"},
    "audio": {"src", "aria-label"},
    "base": {"href"},
    "dialog": {"open"},
    "embed": {"src"},
    "iframe": {"src", *LAZY_ATTRIBUTES},
    "img": {*LAZY_SOURCES, *LAZY_ATTRIBUTES},
    "input": {"type", "checked", "disabled"},
    "object": {"data"},
    "source": {"src", *LAZY_SOURCES},
    "video": {"src", "poster", "aria-label"},
    "mfenced": {"open", "close"},
}
# Of an element that HTML does not know: its address, the id of a video, and what a link to them says.
_UNKNOWN_ATTRIBUTES: Final = frozenset(
    "alt aria-label data-gistid data-href data-shortcode data-src data-tweet-id data-tweetid data-url data-video-id"
    " data-videoid height href id label link name playlabel poster sizes src srcset title to tweet-id tweetid url v"
    " video video-id videoid width youtube-id youtubeid".split()
)
_NEVER_TEXT: Final = frozenset({"title", "template", "xml", "noembed", "noframes"})
BREAKING_WRAPPERS: Final = frozenset("center dir fieldset legend listing option optgroup search xmp".split())
WRAPPERS: Final = BREAKING_WRAPPERS | frozenset(  # removed without a note; any other <name> is no HTML, but text
    "area base basefont bdo blink body datalist dialog font frame frameset head html image isindex keygen label link"
    " meta nextid nobr noscript output param plaintext portal rb rtc slot spacer track".split()
)
# Attributes that may stand in a tag without a value, or often do by mistake.
BARE_ATTRIBUTES: Final = frozenset(
    "align allowfullscreen alt async autofocus autoplay border checked class clear code color cols compact content"
    " contenteditable controls crossorigin data default defer dir disabled download draggable face for formnovalidate"
    " height hidden href id inert ismap itemscope label lang loop multiple muted name nofollow nomodule noopener"
    " noreferrer noresize noshade novalidate nowrap open playsinline poster readonly rel required reversed rows scope"
    " scoped seamless selected size span src start style summary tabindex target title translate truespeed type"
    " typemustmatch usemap valign value webkitallowfullscreen mozallowfullscreen width wrap".split()
)

KNOWN_TAGS: Final = HTML_TAGS | REPORTED_TAGS | _NEVER_TEXT | WRAPPERS | {"math"}
SCHEMES: Final = frozenset(
    "http https mailto tel about blob callto cid data facetime feed file ftp geo intent irc itms-apps javascript magnet"
    " market mid ms-word sftp skype slack sms spotify ssh steam tg urn vbscript view-source viber webcal"
    " whatsapp".split()
)
_FRAGMENT: Final = lazy_regex(r"#\S+")  # a link within the entry


def build_first_pass(
    schemes: AbstractSet[str] = frozenset(), unknown_names: AbstractSet[str] = frozenset()
) -> nh3.Cleaner:
    """Return the sanitiser of the first pass: it keeps what the report names, known schemes and `schemes`."""
    tags = {*_ATTRIBUTES, *_WATCHED_ATTRIBUTES}
    return nh3.Cleaner(
        tags={
            *HTML_TAGS,
            *REPORTED_TAGS,
            *READ_MATHML_TAGS,
            *BREAKING_WRAPPERS,
            "base",
            "dialog",
            "nobr",
            *unknown_names,
        },
        clean_content_tags=set(_NEVER_TEXT),
        attributes={
            **{tag: {*_ATTRIBUTES.get(tag, ()), *_WATCHED_ATTRIBUTES.get(tag, ())} for tag in tags},
            **{tag: set(_UNKNOWN_ATTRIBUTES) for tag in unknown_names},
        },
        generic_attribute_prefixes={"on"},
        url_schemes=set(SCHEMES | schemes),
        link_rel=None,
    )


FIRST_PASS: Final = build_first_pass()
LAST_PASS: Final = nh3.Cleaner(
    tags={*HTML_TAGS, *MATHML_TAGS},
    clean_content_tags={*_NEVER_TEXT, "iframe", "script", "select", "style", "svg", "textarea"},
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative=lambda url: url if _FRAGMENT.fullmatch(url) else None,
    link_rel=None,
)
