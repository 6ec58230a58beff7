"""Compare the documents of one feed: all formats must have the same ids, order, dates, links and files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote, unquote

from msgspec import Struct, field

from exporters.checks.atom import atom, iri
from exporters.checks.atom_entries import relation
from exporters.checks.csvfile import ParsedCsv, remove_guards
from exporters.checks.dates import rfc822_moment, rfc3339_moment
from exporters.checks.enclosed_files import EntryFiles, differ, of_atom, of_csv, of_json, of_rss
from exporters.checks.finding import Finding
from exporters.checks.jsonfeed import ParsedJsonFeed
from exporters.checks.parsed_xml import ParsedXml, UnreadableDocumentError, XmlElement
from exporters.checks.rss import rss
from exporters.checks.run import ATOM_TYPE, CSV_TYPE, JSON_FEED_TYPE, RSS_TYPE, apply_rules, kind_of, parse
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.model.ids import shared_id

Entry = tuple[str, datetime | None, str]  # what every format has of an article: id, published, url


class DocumentListing(Struct, frozen=True, kw_only=True):
    """The entries of one document, in its order."""

    media_type: str
    name: str  # of the format, as messages have it
    entries: list[Entry]
    site: str = ""  # in Atom: the prefix of ids that are no IRI
    files: EntryFiles = field(default_factory=dict)  # of entries that have some


def disagreements(documents: Mapping[str, bytes]) -> list[Finding]:
    """Return where `documents`, by media type, differ from the first of RSS, JSON Feed, CSV and Atom.

    It skips unreadable documents, which `findings` reports, and other media types. `field` is the media type.
    """
    listings: list[DocumentListing] = []
    for kind in _LISTINGS.keys() & documents.keys():
        with suppress(UnreadableDocumentError):
            listings += list_entries(parse(documents[kind], kind), kind)
    return compare_listings(listings)


def list_entries(parsed: Any, kind: str) -> list[DocumentListing]:
    """Return the entries of a document that `parse` returned; [] if it is no feed, or has no format to compare."""
    try:
        return [_LISTINGS[kind](parsed)] if kind in _LISTINGS else []
    except UnreadableDocumentError:
        return []


def shared_atom_ids(ids: Iterable[str], is_id: Callable[[str], bool], site: str) -> Iterator[tuple[str, Finding]]:
    """Yield each of `ids` that Atom also writes for the id of another article; `is_id` knows the ids of articles."""
    for identity in ids:
        original = unquote(identity.removeprefix(f"{site}#id="))
        if atom_id(original, site) == identity and is_id(original):
            message, fix = shared_id(identity, original)
            yield identity, Finding(rule="atom-id-repeated", message=message, fix=fix)


def compare_listings(listings: list[DocumentListing]) -> list[Finding]:
    """Return where the other listings differ from the first of RSS, JSON Feed, CSV and Atom."""
    in_order = sorted(listings, key=lambda listing: [*_LISTINGS].index(listing.media_type))
    return [finding for other in in_order[1:] for finding in _compare(in_order[0], other)]


def atom_id(name: str, site: str) -> str:
    """Return the id in Atom: `name`, after the site's address if it is no absolute IRI. Spec: RFC 4287 §4.2.6."""
    return name if iri(name) else f"{site}#id={quote(name, safe='')}"


def _compare(reference: DocumentListing, other: DocumentListing) -> Iterator[Finding]:
    entries = [(_common(name, other), published, url) for name, published, url in reference.entries]
    yield from _compare_files(reference, other)
    if entries == other.entries:
        return
    expected = {entry[0]: entry for entry in entries}
    actual = {entry[0]: entry for entry in other.entries}
    missing_ids = [name for name in expected if name not in actual]
    extra_ids = [name for name in actual if name not in expected]
    if missing_ids:
        one, many = "{} of {} is missing", "{} of {} are missing, first {}"
        yield _finding(other, "formats-ids-differ", _count_entries(missing_ids, reference, one, many))
    if extra_ids:
        yield _finding(
            other,
            "formats-ids-differ",
            _count_entries(extra_ids, reference, "{} is not in {}", "{} are not in {}, first {}"),
        )
    if len(reference.entries) != len(other.entries) and not (missing_ids or extra_ids):
        message = f"{len(other.entries)} entries, where {reference.name} has {len(reference.entries)}"
        yield _finding(other, "formats-ids-differ", message)
    common = [name for name in expected if name in actual]
    order = [name for name in actual if name in expected]
    if common != order:
        here, there = next((b, a) for a, b in zip(common, order, strict=True) if a != b)
        message = f"the entry {quote_value(here)} stands before {quote_value(there)}, after it in {reference.name}"
        yield _finding(other, "formats-order-differs", message)
    dates = [name for name in common if expected[name][1] != actual[name][1]]
    if dates:
        one, many = "{} has another date than in {}", "{} have other dates than in {}, first {}"
        yield _finding(other, "formats-dates-differ", _count_entries(dates, reference, one, many))
    links = [name for name in common if expected[name][2] != actual[name][2]]
    if links:
        one, many = "{} has another link than in {}", "{} have other links than in {}, first {}"
        yield _finding(other, "formats-links-differ", _count_entries(links, reference, one, many))


def _compare_files(reference: DocumentListing, other: DocumentListing) -> Iterator[Finding]:
    """Yield a finding if entries in both have different files. A picture as a file is in no CSV."""
    if not reference.files and not other.files:
        return
    files = {_common(name, other): each for name, each in reference.files.items()}
    names = {_common(name, other) for name, *_ in reference.entries} & {name for name, *_ in other.entries}
    nothing = frozenset[str]()
    found = [
        name
        for name, *_ in other.entries
        if name in names
        and differ(
            files.get(name, nothing),
            other.files.get(name, nothing),
            may_lack=CSV_TYPE in (other.media_type, reference.media_type),
        )
    ]
    if found:
        one, many = "{} has other files than in {}", "{} have other files than in {}, first {}"
        message = _count_entries(found, reference, one, many)
        fix = "write the same file in every format"
        yield Finding(
            rule="formats-files-differ", message=message, fix=fix, field=other.media_type, level=Level.WARNING
        )


def _common(name: str, other: DocumentListing) -> str:
    return atom_id(name, other.site) if other.media_type == ATOM_TYPE else name


def _count_entries(names: list[str], reference: DocumentListing, one: str, many: str) -> str:
    """Return `one` with an entry and the name of the other format, or `many` with their number and the first, too."""
    first = quote_value(names[0])
    if len(names) == 1:
        return one.format(f"the entry {first}", reference.name)
    return many.format(f"{len(names):,} entries", reference.name, first)


def _finding(other: DocumentListing, rule: str, message: str) -> Finding:
    return Finding(rule=rule, message=message, fix="write the same entries in every format", field=other.media_type)


def _rss(parsed: ParsedXml) -> DocumentListing:
    entries = [
        (_text_of(item, "guid"), rfc822_moment(item.value("pubDate")), item.value("link")) for item in rss(parsed).items
    ]
    return DocumentListing(media_type=RSS_TYPE, name="RSS", entries=entries, files=of_rss(rss(parsed).items))


def _json(parsed: ParsedJsonFeed) -> DocumentListing:
    entries = [
        (str(item.get("id", "")), rfc3339_moment(str(item.get("date_published", ""))), str(item.get("url", "")))
        for _, item in parsed.items
    ]
    return DocumentListing(media_type=JSON_FEED_TYPE, name="JSON Feed", entries=entries, files=of_json(parsed))


def _csv(parsed: ParsedCsv) -> DocumentListing:
    columns = (parsed.column(name) for name in ("id", "published", "url"))
    entries = [(remove_guards(name), rfc3339_moment(date), url) for name, date, url in zip(*columns, strict=True)]
    return DocumentListing(media_type=CSV_TYPE, name="CSV", entries=entries, files=of_csv(parsed))


def _atom(parsed: ParsedXml) -> DocumentListing:
    feed = atom(parsed)
    entries = [
        (_text_of(entry, "id"), rfc3339_moment(entry.value("published")), alternate(entry)) for entry in feed.entries
    ]
    site, files = alternate(feed.feed), of_atom(feed.entries)
    return DocumentListing(media_type=ATOM_TYPE, name="Atom", entries=entries, site=site, files=files)


def _text_of(node: XmlElement, name: str) -> str:
    child = node.first(name)
    return child.text if child else ""


def alternate(holder: XmlElement) -> str:
    """Return the address of the page of a feed or an entry in Atom; "" if there is none. Spec: RFC 4287 §4.2.7.2."""
    links = [link for link in holder.all("link") if relation(link) == "alternate"]
    pages = [link for link in links if link.attributes.get("type", "text/html") == "text/html"]
    return next((link.attributes.get("href", "") for link in pages or links), "")


_LISTINGS: Final[dict[str, Callable[[Any], DocumentListing]]] = {
    RSS_TYPE: _rss,
    JSON_FEED_TYPE: _json,
    CSV_TYPE: _csv,
    ATOM_TYPE: _atom,
}


class FeedFindings(Struct, frozen=True, kw_only=True):
    """The results of `findings` and `disagreements` for the documents of one feed."""

    findings: dict[str, list[Finding]]  # by media type, each in document order
    disagreements: list[Finding]


def check_documents(documents: Mapping[str, bytes]) -> FeedFindings:
    """Return the findings of `documents`, by media type, and where they differ. It parses each document once."""
    findings: dict[str, list[Finding]] = {}
    listings: list[DocumentListing] = []
    for media_type, data in documents.items():
        kind = kind_of(media_type)
        try:
            parsed = parse(data, kind)
            findings[media_type] = apply_rules(parsed, kind)
            listings += list_entries(parsed, media_type)
        except UnreadableDocumentError as error:
            findings[media_type] = [error.finding]
    return FeedFindings(findings=findings, disagreements=compare_listings(listings))
