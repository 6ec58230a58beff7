"""Rules about links. Spec: RFC 4287 §4.2.7; RFC 4685 §4; RFC 8288."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from exporters.checks.atom_entries import relation, repeated_alternates
from exporters.checks.dates import rfc3339_findings
from exporters.checks.finding import Finding
from exporters.checks.values import language_findings, media_type_findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.atom.atom_document import AtomDocument
from exporters.lint.rules.atom.iri import iri_problem, scheme_of

_NAME: Final = re.compile(r"[^\s:/?#\[\]<>\"{}|\\^`]+")  # isegment-nz-nc, RFC 3987 §2.2
_FEED_TYPES: Final = frozenset({"application/atom+xml", "application/xml", "text/xml"})


@cache
def registered_relations() -> frozenset[str]:
    """Return the link relations that IANA registers, in lower case."""
    text = files("exporters.lint.rules.atom").joinpath("link_relations.json").read_text(encoding="utf-8")
    return frozenset(json.loads(text)["relations"])


def href_missing(document: AtomDocument) -> Iterator[Finding]:
    """A link without address leads nowhere. Spec: RFC 4287 §4.2.7.1: MUST."""
    for link in document.links:
        if "href" not in link.attributes:
            yield link.finding("atom-link-without-href", "a link without href", "write its address")


def relation_invalid(document: AtomDocument) -> Iterator[Finding]:
    """Readers ignore the link. Spec: RFC 4287 §4.2.7.2: MUST be a name without colon or slash, or an IRI."""
    for link in document.links:
        name = link.attributes.get("rel")
        if name is None or _NAME.fullmatch(name) or (scheme_of(name) and not iri_problem(name)):
            continue
        message = f"the relation {quote_value(name)} is no name and no absolute IRI"
        fix = "write one relation: a link for each" if len(name.split()) > 1 else "write a name such as alternate"
        yield link.finding("atom-relation-invalid", message, fix)


def relation_unregistered(document: AtomDocument) -> Iterator[Finding]:
    """Readers ignore a relation that they do not know. Spec: RFC 4287 §4.2.7.2, §7.1; RFC 8288 §2.1.1."""
    for link in document.links:
        name = relation(link)
        if _NAME.fullmatch(name) and name.lower() not in registered_relations():
            message, fix = f"the relation {quote_value(name)}", "write a registered one, or an address that defines it"
            yield link.finding("atom-relation-unregistered", message, fix, Level.WARNING)


def alternate_repeated(document: AtomDocument) -> Iterator[Finding]:
    """Readers open the first or the last. Spec: RFC 4287 §4.1.1, §4.1.2: MUST NOT for one type and hreflang."""
    yield from repeated_alternates(document.containers)


def self_link_missing(document: AtomDocument) -> Iterator[Finding]:
    """Readers and hubs learn from it where the feed lives. Spec: RFC 4287 §4.1.1: SHOULD."""
    if document.feed and not any(relation(link) == "self" for link in document.feed.all("link")):
        fix = 'write <link rel="self" href="…"/> with the address of the feed'
        yield document.feed.finding("self-link-missing", "no self link", fix, Level.WARNING)


def self_link_repeated(document: AtomDocument) -> Iterator[Finding]:
    """Readers subscribe to the first or the last. Spec: RFC 4287 §4.1.1: one self link."""
    for link in [link for link in document.feed.all("link") if relation(link) == "self"][1:] if document.feed else ():
        message, fix = "a second self link in the feed", "keep the address that people subscribe to"
        yield link.finding("atom-self-repeated", message, fix, Level.WARNING)


def self_link_of_another_type(document: AtomDocument) -> Iterator[Finding]:
    """A reader that follows it expects the feed. Spec: RFC 4287 §4.2.7.2: a resource equivalent to the feed."""
    for link in document.feed.all("link") if document.feed else ():
        media_type = link.attributes.get("type", "").partition(";")[0].strip().lower()
        if (
            relation(link) == "self"
            and media_type
            and media_type not in _FEED_TYPES
            and not media_type_findings(media_type)
        ):
            message = f"the self link has the type {quote_value(link.attributes['type'])}"
            yield link.finding("atom-self-type", message, "write application/atom+xml", Level.WARNING)


def attribute_invalid(document: AtomDocument) -> Iterator[Finding]:
    """Players and readers choose by them. Spec: RFC 4287 §4.2.7.3, §4.2.7.4, §4.2.7.6."""
    for link in document.links:
        attributes = link.attributes
        for finding in media_type_findings(attributes["type"]) if "type" in attributes else ():
            yield link.locate(finding, "type")
        for finding in language_findings(attributes["hreflang"]) if "hreflang" in attributes else ():
            yield link.locate(finding, "hreflang")
        if "length" in attributes and not (attributes["length"].isascii() and attributes["length"].isdigit()):
            message = f"the length {quote_value(attributes['length'])} of a link"
            yield link.finding("length-invalid", message, "write the number of bytes")


def enclosure_incomplete(document: AtomDocument) -> Iterator[Finding]:
    """Players show neither kind nor size of the file. Spec: RFC 4287 §3.1.1, §4.2.7.6: length is advice to them."""
    for link in document.links:
        if relation(link) == "enclosure":
            for name in ("type", "length"):
                if name not in link.attributes:
                    message = f"an enclosure without {name}"
                    fix = "write its media type" if name == "type" else "write its number of bytes"
                    yield link.finding("atom-enclosure-incomplete", message, fix, Level.WARNING)


def reply_count_misplaced(document: AtomDocument) -> Iterator[Finding]:
    """Readers look for the number of comments at the link to them. Spec: RFC 4685 §4: links to replies."""
    for link in document.links:
        for name in ("thr:count", "thr:updated"):
            if name in link.attributes and relation(link) != "replies":
                message = f"{name} of a link with the relation {quote_value(relation(link))}"
                fix = 'write it at the link with rel="replies"'
                yield link.finding("atom-replies-misplaced", message, fix, Level.WARNING)


def reply_count_invalid(document: AtomDocument) -> Iterator[Finding]:
    """Readers show it as the number of comments. Spec: RFC 4685 §4: a whole number, and a date."""
    for link in document.links:
        count, updated = link.attributes.get("thr:count"), link.attributes.get("thr:updated")
        if count is not None and not (count.isascii() and count.isdigit()):
            message = f"the thr:count {quote_value(count)} is no number"
            yield link.finding("atom-replies-wrong", message, "write how many replies there are")
        for finding in rfc3339_findings(updated) if updated is not None else ():
            yield link.locate(finding, "thr:updated")


def edit_link_repeated(document: AtomDocument) -> Iterator[Finding]:
    """An editor sends the change to one of them. Spec: RFC 5023 §11.1: MUST NOT contain more than one."""
    for entry in document.atom.entries:
        counts = Counter[tuple[str, str, str]]()
        for link in entry.all("link"):
            name, attributes = relation(link), link.attributes
            if name in {"edit", "edit-media"}:
                kind = (
                    (attributes.get("type", ""), attributes.get("hreflang", "")) if name == "edit-media" else ("", "")
                )
                counts[name, *kind] += 1
                if counts[name, *kind] > 1:
                    message = f"a second {name} link in the entry"
                    yield link.finding("atom-edit-repeated", message, "keep one", Level.ERROR)
