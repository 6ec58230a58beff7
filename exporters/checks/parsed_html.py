"""Parse the HTML in a feed, for the rules: its elements, some attributes and unbalanced tags, in one linear pass."""

import re
from collections import Counter
from html import unescape
from typing import Final

from msgspec import Struct, field

from exporters.checks.parsed_xml import XmlElement
from exporters.support.lazy_regex import lazy_regex

_ATTRIBUTES: Final = (  # stops only at ">" or the end of the text, so no text is read twice
    r"(?>(?:[\s/]++|"
    r"[^\s/>][^\s/>=]*+(?>(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|(?![\"'])[^\s>]*+))?))*)"
)
_RAW: Final = "script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext"  # elements that hold text alone
_TOKEN: Final = lazy_regex(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<(?P<raw>(?i:{_RAW}))(?=[\s/>])({_ATTRIBUTES})(?:>(?:.*?(?=</(?i:(?P=raw))[\s/>])|.*)|\Z)"
    rf"|<(/?)([A-Za-z][^\s/>]*+)({_ATTRIBUTES})(>|\Z)"
    r"|<([!?][^>]*+)>?",
    re.DOTALL,
)
_PAIR: Final = lazy_regex(
    r"([^\s/>][^\s/>=]*+)(?>(?:\s*+=\s*+(?:\"([^\"]*+)(?:\"|\Z)|'([^']*+)(?:'|\Z)|(?![\"'])([^\s>]*+)))?)"
)
ADDRESSES: Final = frozenset("href src poster cite action formaction background data longdesc srcset".split())
VOID: Final = frozenset(  # with those of older HTML; browsers read `image` as `img`
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr".split()
)
_FOREIGN: Final = ("svg", "math")  # elements within them end with />
HTML_ELEMENTS: Final = frozenset(  # elements of HTML and of older HTML
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body "
    "br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em "
    "embed fencedframe fieldset figcaption figure font footer form frame frameset geolocation h1 h2 h3 h4 h5 h6 head "
    "header hgroup hr html i iframe image img input ins kbd keygen label legend li link listing main map mark marquee "
    "math menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup option output p param "
    "picture plaintext pre progress q rb rp rt rtc ruby s samp script search section select selectedcontent slot "
    "small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time "
    "title tr track tt u ul var video wbr xmp".split()
)
# their end tags may be left out: HTML §13.1.2.4
_OPTIONAL: Final = frozenset(
    "p li dt dd tr td th thead tbody tfoot option optgroup colgroup caption rt rp html head body".split()
)


Attribute = tuple[str, str, str]  # element, attribute, value


class ParsedHtml(Struct):
    """The parts of a fragment that have rules."""

    names: dict[str, None] = field(default_factory=dict)  # of elements, lower-case, in order of appearance
    addresses: list[Attribute] = field(default_factory=list)  # without plain https://… and http://…
    handlers: list[Attribute] = field(default_factory=list)  # onclick …
    styles: list[Attribute] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    doctype: bool = False
    unbalanced_tag: str = ""  # the problem of the first tag that is not closed, not opened or cut off

    def add_attribute(self, name: str, key: str, value: str) -> None:
        """Add an attribute, if a rule checks it."""
        if key in ADDRESSES:
            if key == "srcset" or not value.startswith(("https://", "http://")):
                self.addresses.append((name, key, value))
        elif key.startswith("on"):
            self.handlers.append((name, key, value))
        elif key == "id":
            self.ids.add(value)
        elif key == "style":
            self.styles.append((name, key, value))


def html(text: str) -> ParsedHtml:
    """Return the fragment `text`, tokenised as browsers do. Spec: HTML §13.2.5."""
    parsed = ParsedHtml()
    open_names: list[str] = []
    counts = Counter[str]()
    for raw, raw_attributes, slash, tag, attributes, end, declaration in _TOKEN.findall(text):
        name = (tag or raw).lower()
        if not name:
            parsed.doctype = parsed.doctype or declaration[:8].lower() == "!doctype"
        elif tag and not end:  # browsers drop everything behind it
            parsed.unbalanced_tag = parsed.unbalanced_tag or f"a tag that never ends: <{slash}{name[:20]}"
        elif slash:
            _close(name, open_names, counts, parsed)
        else:
            parsed.names[name] = None
            for key, *values in _PAIR.findall(attributes or raw_attributes) if attributes or raw_attributes else ():
                value = values[0] or values[1] or values[2]
                parsed.add_attribute(name, key.lower(), unescape(value) if "&" in value else value)
            if name not in VOID and not (attributes.endswith("/") and _ends_itself(name, counts)):  # <div/> stays open
                open_names.append(name)
                counts[name] += 1
    for name in reversed(open_names):
        if name not in _OPTIONAL:
            parsed.unbalanced_tag = parsed.unbalanced_tag or f"<{name[:40]}> is never closed"
    return parsed


def _ends_itself(name: str, counts: Counter[str]) -> bool:
    """Return whether `/>` ends the element: in SVG and MathML, and where HTML knows no such element."""
    return name not in HTML_ELEMENTS or name in _FOREIGN or any(counts[each] for each in _FOREIGN)


def xhtml(div: XmlElement) -> ParsedHtml:
    """Return the fragment in `div`, inline XHTML; XML guarantees balanced tags."""
    parsed = ParsedHtml()
    for node in div.walk():
        name = node.name.removeprefix("xhtml:").lower()
        parsed.names[name] = None
        for key, value in node.attributes.items():
            parsed.add_attribute(name, key.lower(), value)
    return parsed


def _close(name: str, open_names: list[str], counts: Counter[str], parsed: ParsedHtml) -> None:
    if not counts[name]:
        if name not in VOID and name != "p":  # browsers make </p> an empty paragraph
            parsed.unbalanced_tag = parsed.unbalanced_tag or f"</{name[:40]}> closes nothing"
        return
    while (open_name := open_names.pop()) != name:
        counts[open_name] -= 1
        if open_name not in _OPTIONAL:
            parsed.unbalanced_tag = parsed.unbalanced_tag or f"<{open_name[:40]}> is not closed before </{name[:40]}>"
    counts[name] -= 1
