"""Rules about the addresses in an Atom document: links, people, pictures, bases. Spec: RFC 4287 §2."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.atom.atom_document import AtomDocument
from exporters.lint.rules.atom.iri import iri_problem, scheme_of
from exporters.model.url import encode_url

_PICTURES: Final = ("icon", "logo")
_PROGRAMS: Final = re.compile(r"javascript:|vbscript:", re.IGNORECASE)
_LONGEST_FIX: Final = 160  # characters of an address that a message names


class Address(NamedTuple):
    """An address, and the element and the attribute that hold it."""

    node: XmlElement
    attribute: str  # "": the text of the element
    value: str
    is_absolute: bool  # whether Atom requires it: a scheme of categories

    def finding(self, rule: str, message: str, fix: str, level: Level = Level.ERROR) -> Finding:
        """Return a finding at its place."""
        return self.node.locate(Finding(rule=rule, message=message, fix=fix, level=level), self.attribute)


def addresses(document: AtomDocument) -> Iterator[Address]:
    """Yield all addresses but ids, without those that are empty."""
    for container in document.containers:
        for name in _PICTURES:
            for node in container.all(name):
                yield Address(node, "", node.text, is_absolute=False)
        for node in container.all("content"):
            yield Address(node, "src", node.attributes.get("src", ""), is_absolute=False)
    for person in document.persons:
        for node in person.all("uri"):
            yield Address(node, "", node.text, is_absolute=False)
    for node in document.links:
        yield Address(node, "href", node.attributes.get("href", ""), is_absolute=False)
    for node in document.categories:
        yield Address(node, "scheme", node.attributes.get("scheme", ""), is_absolute=True)
    for node in document.generators:
        yield Address(node, "uri", node.attributes.get("uri", ""), is_absolute=False)
    for node in document.parsed.with_attribute("xml:base"):
        yield Address(node, "xml:base", node.attributes["xml:base"], is_absolute=False)


def address_spaced(document: AtomDocument) -> Iterator[Finding]:
    """Readers request it with the space, and get nothing. Spec: RFC 4287 §2: no white space in an IRI."""
    for address in addresses(document):
        if address.value.strip() and address.value != address.value.strip():
            message = f"white space around the address {quote_value(address.value.strip())}"
            yield address.finding("atom-white-space", message, "remove it")


def address_invalid(document: AtomDocument) -> Iterator[Finding]:
    """Readers can't open it, and some refuse the feed. Spec: RFC 4287 §2; RFC 3987 §2.2."""
    for address in addresses(document):
        value = address.value.strip()
        if problem := iri_problem(value) if value else "":
            encoded = encode_url(value)
            right = encoded if len(encoded) <= _LONGEST_FIX else ""
            fix = f"write {right or 'an absolute address, percent-encoded'}"
            yield address.finding("feed-url-invalid", f"{quote_value(value)}: {problem}", fix)
        elif address.is_absolute and value and not scheme_of(value):
            message = f"{quote_value(value)}: not an absolute address"
            yield address.finding("feed-url-invalid", message, "write an absolute IRI: it is a name, not a link")
        elif _PROGRAMS.match(value):
            yield address.finding("feed-url-invalid", f"{quote_value(value)} runs a program", "link to a page")


def address_relative(document: AtomDocument) -> Iterator[Finding]:
    """Many readers resolve none, or against their own page. Spec: RFC 4287 §2; RFC 3986 §5.1; XML Base §3."""
    for address in addresses(document):
        value = address.value.strip()
        if address.attribute in {"xml:base", "scheme"} or iri_problem(value) or scheme_of(value):
            continue
        if value or (address.attribute and address.attribute in address.node.attributes):
            message = f"{quote_value(value)} is relative" if value else f"an empty {address.attribute}"
            fix = "write the absolute address: many readers don't resolve it"
            yield address.finding("atom-address-relative", message, fix, Level.WARNING)


def address_not_ascii(document: AtomDocument) -> Iterator[Finding]:
    """Some readers request the letters unencoded, and get an error. Spec: RFC 3987 §3.1; RFC 9110 §4.2."""
    for address in addresses(document):
        if not address.value.isascii() and not iri_problem(address.value.strip()):
            message = f"{quote_value(address.value.strip())} has letters that are not ASCII"
            yield address.finding("atom-address-not-ascii", message, "percent-encode them", Level.NOTE)
