"""Rules about the text constructs of an Atom 1.0 document. Spec: RFC 4287 §3.1, §4.1.3."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.atom import ParsedAtom
from exporters.checks.finding import Finding
from exporters.checks.markup import html_findings, xhtml_findings
from exporters.checks.node import Node
from exporters.checks.values import media_type_findings, plain_text_findings
from exporters.diagnostics.diagnostic import Level, shown

_KINDS: Final = frozenset({"text", "html", "xhtml"})


def summary_missing(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers show a bare title. Spec: RFC 4287 §4.1.1.1, §4.1.2."""
    for entry in feed.entries:
        if entry.first("summary") is None and entry.first("content") is None:
            seen, right = "an entry without summary and content", "write one of them"
            yield entry.finding("atom-summary-missing", seen, right, Level.WARNING)


def title_not_text(feed: ParsedAtom) -> Iterator[Finding]:
    """Some readers show the markup, others cut it. Spec: RFC 4287 §4.2.14, §3.1.1."""
    for holder in feed.holders:
        title = holder.first("title")
        if title and kind(title) != "text":
            seen = f"a title with type={shown(kind(title))}"
            yield title.finding("atom-title-not-text", seen, 'write plain text with type="text"', Level.WARNING)


def type_unknown(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers do not know what to show. Spec: RFC 4287 §3.1.1: text, html or xhtml; §4.1.3.1: or a media type."""
    for node in feed.texts:
        said = kind(node)
        if said in _KINDS:
            continue
        if node.name == "content":
            for found in media_type_findings(said):
                yield node.told(found, "type")
        else:
            yield node.finding("atom-type-unknown", f"type={shown(said)}", "write text, html or xhtml")


def markup_not_escaped(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers lose all behind the first tag. Spec: RFC 4287 §3.1.1.1, §3.1.1.2: MUST NOT contain child elements."""
    for node in feed.texts:
        if node.children and kind(node) in {"text", "html"}:
            seen = f"elements inside type={shown(kind(node))}"
            yield node.finding("atom-markup-unescaped", seen, "escape the HTML and write type=html")


def xhtml_without_div(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers show nothing. Spec: RFC 4287 §3.1.1.3: a single XHTML div."""
    for node in feed.texts:
        if kind(node) == "xhtml" and [child.name for child in node.children] != ["xhtml:div"]:
            seen, right = "type=xhtml without one <div> around it", "put it into one XHTML <div>"
            yield node.finding("atom-xhtml-without-div", seen, right)


def content_elsewhere(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers fetch nothing, so they show an empty page. Spec: RFC 4287 §4.1.2, §4.1.3.2: MUST have a summary."""
    for entry in feed.entries:
        content = entry.first("content")
        if content and content.attributes.get("src") and entry.first("summary") is None:
            seen, right = "content elsewhere without a summary", "write the summary"
            yield content.finding("atom-content-elsewhere", seen, right)


def plain_text_escaped_twice(feed: ParsedAtom) -> Iterator[Finding]:
    """A person reads `AT&amp;T`. Spec: RFC 4287 §3.1.1.1."""
    for node in feed.texts:
        for found in plain_text_findings(node.text) if kind(node) == "text" else ():
            yield node.told(found)


def html_unsafe(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers cut, break or run it. Spec: RFC 4287 §3.1.1.2, §3.1.1.3, §8.1."""
    for node in feed.texts:
        if kind(node) == "html":
            for found in html_findings(node.text):
                yield node.told(found)
        elif kind(node) == "xhtml":
            for div in node.all("xhtml:div"):
                for found in xhtml_findings(div):
                    yield div.told(found)


def kind(node: Node) -> str:
    """The type of a text. Spec: RFC 4287 §3.1.1: text, unless it says otherwise."""
    return node.attributes.get("type", "text")


TEXT_RULES: Final[tuple[Callable[[ParsedAtom], Iterator[Finding]], ...]] = (
    summary_missing,
    title_not_text,
    type_unknown,
    markup_not_escaped,
    xhtml_without_div,
    content_elsewhere,
    plain_text_escaped_twice,
    html_unsafe,
)
