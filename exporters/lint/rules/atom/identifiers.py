"""Rules about the ids of a feed and its entries. Spec: RFC 4287 §4.2.6; RFC 4151; RFC 8141."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.atom.atom_document import AtomDocument
from exporters.lint.rules.atom.iri import iri_problem, scheme_of, tag_problem, urn_problem

_RIGHT: Final = "write one like https://example.org/1 or urn:uuid:…"
_HTTP: Final = re.compile(r"(?P<scheme>https?)://(?P<authority>[^/?#]*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_DEFAULT_PORTS: Final = {"http": "80", "https": "443"}
_ENCODED: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED: Final = re.compile(r"[A-Za-z0-9._~-]", re.ASCII)
_MOST_LIKELY_COPIES: Final = 2  # entries with one id that may be versions of one
_DOTS: Final = re.compile(r"/\.\.?(?:/|$)")


def id_spaced(document: AtomDocument) -> Iterator[Finding]:
    """Some readers compare ids with the space, others without. Spec: RFC 4287 §2: no white space in an IRI."""
    for node in _ids(document):
        if node.text != node.text.strip():
            message = f"white space around the id {quote_value(node.text.strip())}"
            yield node.finding("atom-white-space", message, "remove it")


def id_invalid(document: AtomDocument) -> Iterator[Finding]:
    """Validators and some intakes refuse it. Spec: RFC 4287 §4.2.6: "its content MUST be an IRI"."""
    for node in _ids(document):
        text = node.text.strip()
        problem = iri_problem(text) or ("" if scheme_of(text) else "not an absolute IRI")
        if problem:
            yield node.finding("atom-id-invalid", f"the id {quote_value(text)}: {problem}", _RIGHT)


def tag_uri_invalid(document: AtomDocument) -> Iterator[Finding]:
    """Nothing says that it is unique: its authority and date do. Spec: RFC 4151 §2.1."""
    for node, text in _valid_ids(document):
        if problem := tag_problem(text):
            fix = "write tag:example.org,2024:1, but keep an id that is published"
            yield node.finding("atom-tag-invalid", f"the id {quote_value(text)}: {problem}", fix)


def urn_invalid(document: AtomDocument) -> Iterator[Finding]:
    """Software that stores URNs or UUIDs refuses it. Spec: RFC 8141 §2; RFC 9562 §4."""
    for node, text in _valid_ids(document):
        if problem := urn_problem(text):
            fix = "write urn:uuid: and 32 hexadecimal digits, but keep an id that is published"
            yield node.finding("atom-urn-invalid", f"the id {quote_value(text)}: {problem}", fix)


def id_not_normal(document: AtomDocument) -> Iterator[Finding]:
    """Readers compare ids letter by letter, but software on the way normalises them. Spec: RFC 4287 §4.2.6.1."""
    for node, text in _valid_ids(document):
        if problem := normal_form_problem(text):
            fix = "write it in normal form, but keep an id that is published"
            yield node.finding("atom-id-not-normal", f"the id {quote_value(text)}: {problem}", fix, Level.WARNING)


def id_repeated(document: AtomDocument) -> Iterator[Finding]:
    """Readers show one of the entries. Spec: RFC 4287 §4.1.1: one entry, whose updated SHOULD differ."""
    ids = [(node, entry) for entry in document.atom.entries if (node := entry.first("id")) and node.text.strip()]
    if len(ids) > _MOST_LIKELY_COPIES and len({node.text.strip() for node, _ in ids}) == 1:
        message = f"all {len(ids)} entries have the id {quote_value(ids[0][0].text.strip())}"
        yield ids[1][0].finding("atom-id-repeated", message, "give every entry its own: readers show one of them")
        return
    first_by_id: dict[str, XmlElement] = {}
    dates_by_id: dict[str, set[str]] = {}
    for node, entry in ids:
        text, date = node.text.strip(), entry.value("updated")
        dates = dates_by_id.setdefault(text, set())
        if first := first_by_id.get(text):
            message = f"the id {quote_value(text)} of {first.path} appears again"
            if date in dates:
                fix = "give every entry its own, or each version its own updated"
                yield node.finding("atom-id-repeated", f"{message}, with the same updated", fix, Level.WARNING)
            else:
                message = f"{message}, with another updated"
                yield node.finding("atom-id-repeated", message, "keep the newest version alone", Level.NOTE)
        else:
            first_by_id[text] = node
        dates.add(date)


def id_of_the_feed(document: AtomDocument) -> Iterator[Finding]:
    """Software that stores feeds and entries together takes one for the other. Spec: RFC 4287 §4.2.6: unique."""
    text = document.feed.value("id") if document.feed else ""
    for entry in document.atom.entries if text else ():
        node = entry.first("id")
        if node and node.text.strip() == text:
            message = f"the entry has the id of the feed, {quote_value(text)}"
            yield node.finding("atom-id-of-feed", message, "give the entry its own")


def normal_form_problem(text: str) -> str:
    """Return why an IRI is not in normal form; "" for one that is. Spec: RFC 4287 §4.2.6.1."""
    scheme = text.partition(":")[0]
    if scheme != scheme.lower():
        return "its scheme is not in lower case"
    for found in _ENCODED.finditer(text):
        if found[1] != found[1].upper():
            return f"{found[0]} is not in upper case"
        if _UNRESERVED.fullmatch(chr(int(found[1], 16))):
            return f"{found[0]} is needless: it is {chr(int(found[1], 16))}"
    match = _HTTP.fullmatch(text)
    return _authority_problem(match["scheme"].lower(), match["authority"], match["rest"]) if match else ""


def _authority_problem(scheme: str, authority: str, rest: str) -> str:
    user, at, host_and_port = authority.rpartition("@")
    host, colon, port = host_and_port.rpartition(":") if host_and_port[-1:] != "]" else (host_and_port, "", "")
    host = host if colon else host_and_port
    if host != host.lower():
        return "its host is not in lower case"
    if at and user in {"", ":"}:
        return "an empty user name before its host"
    if colon and port in {"", _DEFAULT_PORTS[scheme]}:
        return "its port is needless"
    if not rest.startswith("/"):
        return "no slash after its host"
    if _DOTS.search(re.split(r"[?#]", rest, maxsplit=1)[0]):
        return "/./ or /../ in its path"
    return ""


def _valid_ids(document: AtomDocument) -> Iterator[tuple[XmlElement, str]]:
    """Yield the ids that are absolute IRIs, with their text."""
    for node in _ids(document):
        text = node.text.strip()
        if scheme_of(text) and not iri_problem(text):
            yield node, text


def _ids(document: AtomDocument) -> Iterator[XmlElement]:
    """Yield the first id of each feed, entry and source, unless it is empty."""
    for container in document.containers:
        if (node := container.first("id")) and node.text.strip():
            yield node
