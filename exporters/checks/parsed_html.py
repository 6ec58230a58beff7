"""HTML inside a feed as rules see it: its tags, attributes and what does not close, found in one linear pass."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from exporters.checks.node import Node

_ATTRIBUTE: Final = r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]*+))?+"
_TAG: Final = re.compile(rf"<(/?)([A-Za-z][^\s/>]*+)((?:[\s/]++|{_ATTRIBUTE})*+)>")
_PAIR: Final = re.compile(r"([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|(?![\"'])([^\s>]*+)))?+")
_RAW: Final = {name: re.compile(rf"</{name}[\s/>]", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}
VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
KNOWN: Final = frozenset(  # HTML, and what older HTML knew
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br "
    "button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em "
    "embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe "
    "img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noframes noscript "
    "object ol optgroup option output p param picture pre progress q rb rp rt rtc ruby s samp script search section "
    "select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th "
    "thead time title tr track tt u ul var video wbr".split()
)
# their end tags may be left out: HTML §13.1.2.4
_OPTIONAL: Final = frozenset(
    "p li dt dd tr td th thead tbody tfoot option optgroup colgroup caption rt rp html head body".split()
)


@dataclass(slots=True)
class ParsedHtml:
    """What rules ask about a fragment."""

    names: dict[str, None] = field(default_factory=dict)  # of elements, lower-case, in order of appearance
    attributes: list[tuple[str, str, str]] = field(default_factory=list)  # element, attribute, value
    doctype: bool = False
    unbalanced: str = ""  # the first tag that is not closed, not opened or cut off


def html(text: str) -> ParsedHtml:
    """The fragment `text`, tokenised as browsers do. Spec: HTML §13.2.5."""
    parsed = ParsedHtml()
    opened: list[str] = []
    counts = Counter[str]()
    at = text.find("<")
    while at >= 0:
        tag = _TAG.match(text, at)
        if tag is None:
            end = _after(text, at, parsed)
        else:
            name, end = tag[2].lower(), tag.end()
            if tag[1]:
                _close(name, opened, counts, parsed)
            else:
                _take(name, tag[3], parsed)
                if name not in VOID and (name in KNOWN or not tag[3].endswith("/")):  # <div/> stays open
                    opened.append(name)
                    counts[name] += 1
                    if name in _RAW:
                        close = _RAW[name].search(text, end)
                        end = close.start() if close else len(text)
        at = text.find("<", end)
    for name in reversed(opened):
        if name not in _OPTIONAL:
            parsed.unbalanced = parsed.unbalanced or f"<{name}> is never closed"
    return parsed


def xhtml(div: Node) -> ParsedHtml:
    """The same of inline XHTML, which XML has balanced."""
    parsed = ParsedHtml()
    for node in div.walk():
        name = node.name.removeprefix("xhtml:").lower()
        parsed.names[name] = None
        parsed.attributes.extend((name, key.lower(), value) for key, value in node.attributes.items())
    return parsed


def attributes(written: str) -> Iterator[tuple[str, str]]:
    """Names, lower-case, and values of what stands in a tag after its name."""
    for name, *values in _PAIR.findall(written):
        value = "".join(values)
        yield name.lower(), unescape(value) if "&" in value else value


def _take(name: str, written: str, parsed: ParsedHtml) -> None:
    parsed.names[name] = None
    if written and not written.isspace():
        parsed.attributes.extend((name, key, value) for key, value in attributes(written))


def _close(name: str, opened: list[str], counts: Counter[str], parsed: ParsedHtml) -> None:
    if not counts[name]:
        if name not in VOID and name != "p":  # browsers make </p> an empty paragraph
            parsed.unbalanced = parsed.unbalanced or f"</{name}> closes nothing"
        return
    while (last := opened.pop()) != name:
        counts[last] -= 1
        if last not in _OPTIONAL:
            parsed.unbalanced = parsed.unbalanced or f"<{last}> is not closed before </{name}>"
    counts[name] -= 1


def _after(text: str, at: int, parsed: ParsedHtml) -> int:
    """Where to go on behind a "<" that opens no whole tag: a comment, a doctype, plain text, or a tag cut off."""
    if text.startswith("<!--", at):
        end = text.find("-->", at + 4)
        return end + 3 if end >= 0 else len(text)
    if text.startswith(("<!", "<?"), at):
        parsed.doctype = parsed.doctype or text[at : at + 9].lower() == "<!doctype"
        end = text.find(">", at)
        return end + 1 if end >= 0 else len(text)
    if re.match(r"</?[A-Za-z]", text[at : at + 3]):  # browsers drop everything behind it
        parsed.unbalanced = parsed.unbalanced or f"a tag that never ends: {text[at : at + 20]}"
        return len(text)
    return at + 1
