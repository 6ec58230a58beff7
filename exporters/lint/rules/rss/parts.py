"""Rules about cloud, text input, source, enclosure and guid of RSS. Spec: RSS 2.0."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.rss.document import RssDocument
from exporters.model.url import is_host

_CLOUD: Final = ("domain", "port", "path", "registerProcedure", "protocol")
_PROTOCOLS: Final = frozenset({"xml-rpc", "soap", "http-post"})
_PORTS: Final = 65_535
_SPACE: Final = re.compile(r"\s")
_FORM_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_:.-]*", re.ASCII)


def cloud_incomplete(document: RssDocument) -> Iterator[Finding]:
    """Readers can't register. Spec: RSS 2.0 "<cloud> element": five required attributes."""
    for cloud in document.channel.all("cloud") if not document.is_rdf else ():
        for name in _CLOUD:
            if name not in cloud.attributes or (name != "registerProcedure" and not cloud.attributes[name].strip()):
                yield cloud.finding("rss-cloud-incomplete", f"<cloud> without {name}", f"write its {name}")


def cloud_wrong(document: RssDocument) -> Iterator[Finding]:
    """Readers can't register. Spec: RSS 2.0 "<cloud> element"; rssCloud: port, protocol."""
    for cloud in document.channel.all("cloud") if not document.is_rdf else ():
        port, protocol = cloud.attributes.get("port", "").strip(), cloud.attributes.get("protocol", "").strip()
        if port and not (port.isascii() and port.isdigit() and 0 < int(port[:9]) <= _PORTS):
            message, fix = f"the port {quote_value(port)} of <cloud>", "write a number from 1 to 65535"
            yield cloud.finding("rss-cloud-port-invalid", message, fix)
        domain, path = cloud.attributes.get("domain", "").strip(), cloud.attributes.get("path", "").strip()
        if (domain and not is_host(domain)) or (path and _SPACE.search(path)):
            message = f"no address of a service: {quote_value(domain + path)}"
            yield cloud.finding("rss-cloud-address-invalid", message, "write host name and path", Level.WARNING)
        if protocol and protocol not in _PROTOCOLS:
            message, fix = f"the protocol {quote_value(protocol)} of <cloud>", "write xml-rpc, soap or http-post"
            yield cloud.finding("rss-cloud-protocol-unknown", message, fix, Level.WARNING)


def text_input_used(document: RssDocument) -> Iterator[Finding]:
    """Few readers show it. Spec: RSS Best Practices Profile, textInput."""
    for node in document.text_inputs if not document.is_rdf else ():
        fix = "remove it, and link to a page with the form"
        yield node.finding("rss-textinput-used", f"<{node.name}>", fix, Level.WARNING)


def text_input_name_wrong(document: RssDocument) -> Iterator[Finding]:
    """The form sends nothing. Spec: RSS 2.0 "<textInput> element": name; HTML 4.01 §6.2: begins with a letter."""
    for node in document.text_inputs:
        child = node.first("name")
        if child and (text := child.text.strip()) and not _FORM_NAME.fullmatch(text):
            message, fix = f"the name {quote_value(text)} of a form field", "begin with a letter, without spaces"
            yield child.finding("rss-textinput-name-invalid", message, fix)


def source_without_url(document: RssDocument) -> Iterator[Finding]:
    """Nobody finds the feed that the item comes from. Spec: RSS 2.0 "<source> sub-element": one required attribute."""
    for item in document.items if not document.is_rdf else ():
        for source in item.all("source"):
            if not source.attributes.get("url", "").strip():
                fix = 'write url="…" with the address of the feed'
                yield source.finding("rss-source-url-missing", "<source> without url", fix)


def enclosure_length_zero(document: RssDocument) -> Iterator[Finding]:
    """Players that plan downloads by it skip the file. Spec: RSS Best Practices Profile, enclosure: 0 if unknown."""
    for item in document.items if not document.is_rdf else ():
        for enclosure in item.all("enclosure"):
            length = enclosure.attributes.get("length", "").strip()
            if length and not length.strip("0"):
                fix = "write the number of bytes, if you know it"
                yield enclosure.finding("rss-enclosure-length-zero", "an enclosure of 0 bytes", fix, Level.NOTE)


def guid_empty(document: RssDocument) -> Iterator[Finding]:
    """Readers use the empty text for every such item. Spec: RSS 2.0 <guid>: "uniquely identifies the item"."""
    for item in document.items if not document.is_rdf else ():
        guid = item.first("guid")
        if guid and not guid.text.strip():
            is_link = guid.attributes.get("isPermaLink") != "false"
            level = Level.ERROR if is_link else Level.WARNING
            yield guid.finding("element-empty", "an empty <guid>", "write one that never changes", level)


RULES: Final[tuple[Callable[[RssDocument], Iterator[Finding]], ...]] = (
    cloud_incomplete,
    cloud_wrong,
    text_input_used,
    text_input_name_wrong,
    source_without_url,
    enclosure_length_zero,
    guid_empty,
)
