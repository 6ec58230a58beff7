"""Rules about titles, summaries and other text constructs, and about inline text of content. Spec: RFC 4287 §3.1."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.checks.atom_entries import kind
from exporters.checks.finding import Finding
from exporters.checks.markup import html_findings, xhtml_findings
from exporters.checks.parsed_html import HTML_ELEMENTS
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.atom.atom_document import AtomDocument

_DIV: Final = "xhtml:div"
OTHER_VOCABULARIES: Final = ("{http://www.w3.org/2000/svg}:", "{http://www.w3.org/1998/Math/MathML}:")  # of texts
_START_TAG: Final = re.compile(r"<([a-z][a-z0-9]*)(?:\s[^<>]*)?/?>")
_ANY_MARKUP: Final = re.compile(r"<[A-Za-z!/]|&(?:#|[A-Za-z])")


def type_unknown(document: AtomDocument) -> Iterator[Finding]:
    """Readers do not know what to show. Spec: RFC 4287 §3.1.1: MUST be text, html or xhtml."""
    for node in _constructs(document):
        if kind(node) not in {"text", "html", "xhtml"}:
            fix = _type_advice(kind(node))
            yield node.finding("atom-type-unknown", f"type={quote_value(kind(node))} of a <{node.name}>", fix)


def markup_not_escaped(document: AtomDocument) -> Iterator[Finding]:
    """Readers lose all text after the first tag. Spec: RFC 4287 §3.1.1.1, §3.1.1.2, §4.1.3.3: no children."""
    for node in document.atom.texts:
        is_text = node.name == "content" and kind(node).lower().startswith("text/") and not _is_xml_text(kind(node))
        if node.children and (kind(node) in {"text", "html"} or is_text):
            message = f"elements inside type={quote_value(kind(node))}"
            yield node.finding("atom-markup-unescaped", message, "escape the HTML and write type=html")


def xhtml_without_div(document: AtomDocument) -> Iterator[Finding]:
    """Readers show nothing. Spec: RFC 4287 §3.1.1.3: MUST be a single XHTML div."""
    for node in _xhtml(document):
        names = [child.name for child in node.children]
        if names == [_DIV]:
            continue
        if names == ["div"] or names == [":div"]:
            message, fix = "the <div> is not in the XHTML namespace", 'write <div xmlns="http://www.w3.org/1999/xhtml">'
        elif names.count(_DIV) > 1:
            message, fix = "type=xhtml with a second <div>", "put all into one"
        else:
            message, fix = "type=xhtml without one <div> around it", "put it into one XHTML <div>"
        yield node.finding("atom-xhtml-without-div", message, fix)


def text_beside_div(document: AtomDocument) -> Iterator[Finding]:
    """Readers drop it. Spec: RFC 4287 §3.1.1.3, appendix B: white space alone stands around the div."""
    for node in _xhtml(document):
        if node.first(_DIV) and (text := node.text.strip() or document.late_text(node)):
            message = f"the text {quote_value(text)} beside the <div>"
            yield node.finding("atom-text-misplaced", message, "put it into the <div>")


def element_not_xhtml(document: AtomDocument) -> Iterator[Finding]:
    """Readers drop it, or all of the text. Spec: RFC 4287 §3.1.1.3; XHTML Modularization; XML Namespaces §6."""
    for node in _xhtml(document):
        for div in node.all(_DIV):
            wrong = next((each for each in _outside_xhtml(div)), None)
            if wrong is None:
                continue
            name = wrong.name.rpartition(":")[2][:60]
            fix = 'write xmlns="http://www.w3.org/1999/xhtml" at the <div> alone'
            if wrong.name.startswith(":") or ":" not in wrong.name:
                space = "no namespace" if ":" in wrong.name else "the namespace of Atom"
                yield wrong.finding("atom-xhtml-foreign", f"<{name}> in XHTML is in {space}", fix)
            elif wrong.name.startswith("{"):
                message = f"<{name}> in XHTML is in the namespace {quote_value(wrong.name[1:].rpartition('}')[0])}"
                yield wrong.finding("atom-xhtml-foreign", message, "write XHTML, SVG or MathML", Level.WARNING)
            else:
                message, fix = f"<{wrong.name[:60]}> in XHTML", "write it beside the text: it describes the entry"
                yield wrong.finding("atom-xhtml-foreign", message, fix)


def title_not_text(document: AtomDocument) -> Iterator[Finding]:
    """Some readers show the markup, others cut it. Spec: RFC 4287 §4.2.14, §3.1.1."""
    for node in document.atom.texts:
        if node.name == "title" and kind(node) in {"html", "xhtml"}:
            message = f"a title with type={quote_value(kind(node))}"
            yield node.finding("atom-title-not-text", message, 'write plain text with type="text"', Level.NOTE)


def html_unsafe(document: AtomDocument) -> Iterator[Finding]:
    """Readers cut, break or run it. Spec: RFC 4287 §3.1.1.2, §3.1.1.3, §8.1."""
    for node in document.atom.texts:
        if kind(node) == "html":
            for finding in html_findings(node.text):
                yield node.locate(finding)
    for node in _xhtml(document):
        for div in node.all(_DIV):
            is_mixed = any(not each.name.startswith("xhtml:") for each in div.walk())  # other rules judge its elements
            for finding in xhtml_findings(div):
                if not (is_mixed and finding.rule == "html-element-unknown"):
                    yield div.locate(finding)


def html_in_text(document: AtomDocument) -> Iterator[Finding]:
    """People read the tags. Spec: RFC 4287 §3.1.1.1: text is "intended to be presented to humans" as it is."""
    for node in document.atom.texts:
        if kind(node) == "text" and not node.children and (tag := html_tag(node.text)):
            is_markup = node.name != "title" and node.text.lstrip().startswith("<") and node.text.rstrip().endswith(">")
            message = f"the text shows {quote_value(tag)} to people"
            fix = 'write type="html" if it is markup'
            yield node.finding("atom-text-html", message, fix, Level.WARNING if is_markup else Level.NOTE)


def html_without_markup(document: AtomDocument) -> Iterator[Finding]:
    """It costs readers a parser, and `<` or `&` would be lost. Spec: RFC 4287 §3.1.1.2: SHOULD be valid HTML."""
    for node in document.atom.texts:
        if kind(node) == "html" and not node.children and "\n\n" in node.text.strip() and _is_bare(node.text):
            message = 'type="html" holds lines of text without markup'
            fix = "write <p> around each paragraph, or type=text: HTML has no line breaks"
            yield node.finding("atom-html-bare", message, fix, Level.NOTE)


def html_tag(text: str) -> str:
    """Return a start tag of HTML in `text` whose end tag is there too, or <br>; "" if there is none."""
    names = set[str]()
    for found in _START_TAG.finditer(text) if "<" in text else ():
        if found[1] in HTML_ELEMENTS and found[1] not in names:
            names.add(found[1])
            if found[1] in {"br", "img"} or f"</{found[1]}>" in text:
                return found[0]
    return ""


def _constructs(document: AtomDocument) -> Iterator[XmlElement]:
    for node in document.atom.texts:
        if node.name != "content":
            yield node


def _xhtml(document: AtomDocument) -> Iterator[XmlElement]:
    for node in document.atom.texts:
        if kind(node) == "xhtml" and "src" not in node.attributes:
            yield node


def _outside_xhtml(div: XmlElement) -> Iterator[XmlElement]:
    """Yield the elements in the div that are neither XHTML nor within another vocabulary of documents."""
    stack = [*reversed(div.children)]
    while stack:
        node = stack.pop()
        if node.name.startswith("xhtml:"):
            stack.extend(reversed(node.children))
        elif not node.name.startswith(OTHER_VOCABULARIES):
            yield node


def _is_xml_text(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().lower().endswith(("/xml", "+xml"))


def _type_advice(text_type: str) -> str:
    if text_type.strip().lower() in {"text", "html", "xhtml"}:
        return f"write {text_type.strip().lower()}"
    known = {"text/html": "html", "text/plain": "text", "application/xhtml+xml": "xhtml"}.get(text_type.lower())
    return f"write {known}" if known else "write text, html or xhtml"


def _is_bare(text: str) -> bool:
    return _ANY_MARKUP.search(text) is None
