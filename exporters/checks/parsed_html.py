"""Parse the HTML in a feed, for the rules: its elements, some attributes and unbalanced tags, in one linear pass."""

import re
from collections import defaultdict
from collections.abc import Iterator
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
_RAW_LETTERS: Final = "SsTtXxIiNnPp"  # their first letters, which spare most tags a look at each of these names
_TOKEN: Final = lazy_regex(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<(?=[{_RAW_LETTERS}])(?P<raw>(?i:{_RAW}))(?=[\s/>])({_ATTRIBUTES})(?:>(?:.*?(?=</(?i:(?P=raw))[\s/>])|.*)|\Z)"
    rf"|<(/?)([A-Za-z][^\s/>]*+)({_ATTRIBUTES})(>|\Z)"
    r"|<([!?][^>]*+|/[^A-Za-z>][^>]*+)>?",
    re.DOTALL,
)
_FOREIGN_TOKEN: Final = lazy_regex(  # the same groups; within SVG and MathML no element holds text alone
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|<(?P<raw>(?!))((?!))"
    rf"|<(/?)([A-Za-z][^\s/>]*+)({_ATTRIBUTES})(>|\Z)"
    r"|<([!?][^>]*+|/[^A-Za-z>][^>]*+)>?",
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
_OPENS_FOREIGN: Final = lazy_regex("<(?:[Ss][Vv][Gg]|[Mm][Aa][Tt][Hh])")
_HTML_INSIDE: Final = frozenset(  # elements of SVG and MathML that hold HTML, and those of HTML that end SVG and MathML
    "foreignobject desc title mi mo mn ms mtext annotation-xml b big blockquote body br center code dd div dl dt em "
    "embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup "
    "table tt u ul var".split()
)
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
_ENDS_FOREIGN: Final = VOID & _HTML_INSIDE  # <br>, <img> …


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
        elif key == "xlink:href" and not value.startswith("#"):  # of SVG; a part of the picture itself is no link
            self.add_attribute(name, "href", value)
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
    counts = defaultdict[str, int](int)  # of open elements
    known_tags = set[tuple[str, str]]()  # rules report first findings alone, so a repeated start tag says nothing new
    tokens = _read_tokens(text, open_names) if _OPENS_FOREIGN.search(text) else _TOKEN.findall(text)
    for raw, raw_attributes, slash, tag, attributes, end, declaration in tokens:
        name = (tag or raw).lower()
        if not name:
            parsed.doctype = parsed.doctype or declaration[:8].lower() == "!doctype"
        elif tag and not end:  # browsers drop everything behind it
            parsed.unbalanced_tag = parsed.unbalanced_tag or f"a tag that never ends: <{slash}{name[:20]}"
        elif slash and open_names and open_names[-1] == name:  # nearly always
            open_names.pop()
            counts[name] -= 1
        elif slash:
            _close(name, open_names, counts, parsed)
        else:
            parsed.names[name] = None
            written = attributes or raw_attributes
            if written and (name, written) not in known_tags:
                known_tags.add((name, written))
                for key, *values in _PAIR.findall(written):
                    value = values[0] or values[1] or values[2]
                    parsed.add_attribute(name, key.lower(), unescape(value) if "&" in value else value)
            if name not in VOID and not (attributes.endswith("/") and _ends_itself(name, counts)):  # <div/> stays open
                open_names.append(name)
                counts[name] += 1
    for name in reversed(open_names):
        if name not in _OPTIONAL:
            parsed.unbalanced_tag = parsed.unbalanced_tag or f"<{name[:40]}> is never closed"
    return parsed


def _read_tokens(text: str, open_names: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the tokens of a fragment with SVG or MathML; its reader opens and closes elements in `open_names`."""
    at, foreign = 0, list[bool]()  # for each open element, whether its content is SVG or MathML
    while True:
        pattern = _FOREIGN_TOKEN if foreign and foreign[-1] else _TOKEN
        found = pattern.search(text, at)
        if found is None:
            return
        at = found.end()
        yield found.groups("")
        del foreign[len(open_names) :]
        if foreign and (found[4] or "").lower() in _ENDS_FOREIGN:
            foreign[-1] = False
        for name in open_names[len(foreign) :]:
            foreign.append(name in _FOREIGN or (bool(foreign) and foreign[-1] and name not in _HTML_INSIDE))


def _ends_itself(name: str, counts: defaultdict[str, int]) -> bool:
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


def _close(name: str, open_names: list[str], counts: defaultdict[str, int], parsed: ParsedHtml) -> None:
    if not counts[name]:
        if name not in VOID and name != "p":  # browsers make </p> an empty paragraph
            parsed.unbalanced_tag = parsed.unbalanced_tag or f"</{name[:40]}> closes nothing"
        return
    while (open_name := open_names.pop()) != name:
        counts[open_name] -= 1
        if open_name not in _OPTIONAL:
            parsed.unbalanced_tag = parsed.unbalanced_tag or f"<{open_name[:40]}> is not closed before </{name[:40]}>"
    counts[name] -= 1
