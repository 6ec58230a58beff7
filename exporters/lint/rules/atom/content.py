"""Rules about the content of an entry. Spec: RFC 4287 §4.1.3."""

import re
from binascii import Error, a2b_base64
from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.checks.values import media_type_findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.atom.atom_document import AtomDocument

_TEXT_TYPES: Final = frozenset({"text", "html", "xhtml"})
_WHITE_SPACE: Final = re.compile(r"\s+")


def content_type_invalid(document: AtomDocument) -> Iterator[Finding]:
    """Readers don't know what to show. Spec: RFC 4287 §4.1.3.1: text, html, xhtml or a media type."""
    for node in _contents(document):
        if node.attributes.get("type", "text") not in _TEXT_TYPES:
            for finding in media_type_findings(node.attributes["type"]):
                yield node.locate(finding, "type")


def composite_type(document: AtomDocument) -> Iterator[Finding]:
    """No reader takes a message apart. Spec: RFC 4287 §4.1.3.1: MUST NOT be a composite type."""
    for node in _contents(document):
        if _media_type(node).startswith(("multipart/", "message/")):
            message = f"content of the type {quote_value(node.attributes['type'])}"
            yield node.finding("atom-content-composite", message, "write the type of one of its parts")


def content_src_type(document: AtomDocument) -> Iterator[Finding]:
    """Readers choose by it whether to open the address. Spec: RFC 4287 §4.1.3.2: MUST be a media type."""
    for node in _contents_elsewhere(document):
        text_type = node.attributes.get("type")
        if text_type in _TEXT_TYPES:
            message = f"content elsewhere with type={quote_value(text_type)}"
            yield node.finding("atom-content-src-type", message, "write the media type of what is there: text/html")
        elif text_type is None:
            message, fix = "content elsewhere without a type", "write its media type: text/html"
            yield node.finding("atom-content-src-type", message, fix, Level.WARNING)


def content_src_not_empty(document: AtomDocument) -> Iterator[Finding]:
    """Some readers show the text, others fetch the address. Spec: RFC 4287 §4.1.3.2: MUST be empty."""
    for node in _contents_elsewhere(document):
        if node.children or node.text.strip():
            message = "content elsewhere that also holds something"
            yield node.finding("atom-content-src-not-empty", message, "remove what it holds, or src")


def content_elsewhere(document: AtomDocument) -> Iterator[Finding]:
    """Readers fetch nothing, so they show an empty page. Spec: RFC 4287 §4.1.2, §4.1.3.2: MUST have a summary."""
    for entry in document.atom.entries:
        content = entry.first("content")
        if content and entry.first("summary") is None:
            if "src" in content.attributes:
                message, fix = "content elsewhere without a summary", "write the summary"
                yield content.finding("atom-content-elsewhere", message, fix)
            elif _is_base64(content) and "/" in _media_type(content):
                message, fix = f"content of the type {quote_value(_media_type(content))} without a summary", "write one"
                yield content.finding("atom-content-elsewhere", message, fix)


def base64_invalid(document: AtomDocument) -> Iterator[Finding]:
    """Readers show garbage or nothing. Spec: RFC 4287 §4.1.3.3: other media types MUST be base64."""
    for node in _contents(document):
        if "src" in node.attributes or not _is_base64(node) or media_type_findings(node.attributes["type"]):
            continue
        if _media_type(node).startswith(("multipart/", "message/")):
            continue
        if node.children:
            message = f"elements inside type={quote_value(node.attributes['type'])}"
        elif not _decodes(node.text):
            message = f"type={quote_value(node.attributes['type'])} holds {quote_value(node.text.strip())}"
        else:
            continue
        yield node.finding("atom-content-not-base64", message, "encode it in base64, or write type=html or text")


def xml_content_shape(document: AtomDocument) -> Iterator[Finding]:
    """A program for this type can't parse it. Spec: RFC 4287 §4.1.3.3: one element, which is the root."""
    for node in _contents(document):
        if "src" in node.attributes or not _is_xml(_media_type(node)):
            continue
        text = node.text.strip() or document.late_text(node)
        fix = "write one element, the root of the document"
        message = ""
        if len(node.children) > 1:
            message = f"{len(node.children)} elements side by side in type={quote_value(node.attributes['type'])}"
        elif node.children and text:
            message = f"the text {quote_value(text)} beside the element in type={quote_value(node.attributes['type'])}"
        elif text:
            message = f"text without elements in type={quote_value(node.attributes['type'])}"
            fix = "write the elements unescaped"
        if message:
            yield node.finding("atom-content-not-xml", message, fix)


def _contents(document: AtomDocument) -> Iterator[XmlElement]:
    for entry in document.atom.entries:
        yield from entry.all("content")


def _contents_elsewhere(document: AtomDocument) -> Iterator[XmlElement]:
    for node in _contents(document):
        if "src" in node.attributes:
            yield node


def _media_type(node: XmlElement) -> str:
    return node.attributes.get("type", "text").partition(";")[0].strip().lower()


def _is_xml(media_type: str) -> bool:
    return media_type.endswith(("/xml", "+xml"))


def _is_base64(node: XmlElement) -> bool:
    """Whether the content is base64: of a media type that is neither text nor XML."""
    media_type = _media_type(node)
    return media_type not in _TEXT_TYPES and not media_type.startswith("text/") and not _is_xml(media_type)


def _decodes(text: str) -> bool:
    try:
        a2b_base64(_WHITE_SPACE.sub("", text).encode("ascii", "replace"), strict_mode=True)
    except Error:
        return False
    return True
