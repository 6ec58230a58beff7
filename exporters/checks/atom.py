"""Rules about an Atom 1.0 document: elements, ids, dates, people. Spec: RFC 4287."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

from exporters.checks.dates import rfc3339_findings, rfc3339_moment
from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import ParsedXml, UnreadableDocumentError, XmlElement
from exporters.checks.values import CACHE_SIZE, url_findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.model.ids import NORMAL, id_problem
from exporters.model.url import is_iri
from exporters.support.lazy_regex import lazy_regex

_REPEATABLE: Final = frozenset({"author", "category", "contributor", "entry", "link"})
_PICTURES: Final = frozenset({"logo", "icon"})
_ADDRESSES: Final = ("href", "src", "uri", "url")  # attributes
_ANY_ADDRESS: Final = frozenset(_ADDRESSES)
_KINDS: Final = {
    **dict.fromkeys(("updated", "published"), "dates"),
    **dict.fromkeys(("author", "contributor"), "people"),
    "link": "links",
    **dict.fromkeys(("title", "subtitle", "summary", "rights", "content"), "texts"),
}
_EMAIL: Final = lazy_regex(r"[^@\s]+@[^@\s]+")
iri = lru_cache(CACHE_SIZE)(is_iri)


class ParsedAtom(Struct, frozen=True, kw_only=True):
    """An Atom document: the feed and its entries. `holders` are both, in document order."""

    feed: XmlElement
    entries: list[XmlElement]
    holders: list[XmlElement]
    ids: list[XmlElement]  # the first id of each holder, unless it is empty
    dates: list[XmlElement]  # of all holders, like the following fields
    people: list[XmlElement]
    links: list[XmlElement]
    texts: list[XmlElement]


def atom(document: ParsedXml) -> ParsedAtom:
    """Return the feed of a document. Raises UnreadableDocumentError if there is none."""
    root = document.root
    if root.name != "feed":
        fix = 'Atom 1.0 is <feed xmlns="http://www.w3.org/2005/Atom">'
        raise UnreadableDocumentError("atom-root-wrong", f"the root element <{root.name[:60]}>", fix, root.line)
    entries = root.all("entry")
    holders = [root, *entries]
    kinds: dict[str, list[XmlElement]] = {kind: [] for kind in _KINDS.values()}
    for holder in holders:
        for child in holder.children:
            if kind := _KINDS.get(child.name):
                kinds[kind].append(child)
    ids = [node for holder in holders if (node := holder.first("id")) and node.text.strip()]
    return ParsedAtom(feed=root, entries=entries, holders=holders, ids=ids, **kinds)


def element_missing(feed: ParsedAtom) -> Iterator[Finding]:
    """Strict readers refuse the feed. Spec: RFC 4287 §4.1.1, §4.1.2: id, title, updated."""
    for holder in feed.holders:
        for name in ("id", "title", "updated"):
            if holder.first(name) is None:
                yield holder.finding("atom-element-missing", f"no <{name}> in the <{holder.name}>", "write one")


def element_repeated(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers keep the first or the last, each its own way. Spec: RFC 4287 §4.1.1, §4.1.2: MUST NOT."""
    for holder in feed.holders:
        if len(holder.children) == len(holder.firsts):
            continue
        names = set[str]()
        for child in holder.children:
            if child.name in names and child.name not in _REPEATABLE and ":" not in child.name:
                yield child.finding("atom-element-repeated", f"a second <{child.name}>", "keep one")
            names.add(child.name)


def id_not_absolute(feed: ParsedAtom) -> Iterator[Finding]:
    """Validators refuse it. Spec: RFC 4287 §4.2.6: "its content MUST be an IRI"."""
    for node in feed.ids:
        if not iri(node.text):
            message = f"the id {quote_value(node.text)} is not an absolute IRI"
            yield node.finding("atom-id-invalid", message, "write one like https://example.org/1 or urn:uuid:…")


def id_not_normal(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers compare ids letter by letter, but software on the way normalises them. Spec: RFC 4287 §4.2.6.1."""
    for node in feed.ids:
        if problem := id_problem(node.text):
            message = f"the id {quote_value(node.text)}: {problem}"
            yield node.finding("atom-id-not-normal", message, NORMAL, Level.WARNING)


def id_repeated(feed: ParsedAtom) -> Iterator[Finding]:
    """Subscribers lose entries that share an id. Spec: RFC 4287 §4.1.1, §4.2.6."""
    node_by_id: dict[str, XmlElement] = {}
    for node in feed.ids:
        if node.parent_path.startswith("entry["):
            if earlier := node_by_id.get(node.text):
                message, fix = (
                    f"the id {quote_value(node.text)} of {earlier.path} appears again",
                    "give every entry its own",
                )
                yield node.finding("atom-id-repeated", message, fix)
            else:
                node_by_id[node.text] = node


def date_wrong(feed: ParsedAtom) -> Iterator[Finding]:
    """A reader that cannot parse it says "now", or nothing. Spec: RFC 4287 §3.3."""
    for date in feed.dates:
        for finding in rfc3339_findings(date.text) if date.text.strip() else ():
            yield date.locate(finding)


def author_missing(feed: ParsedAtom) -> Iterator[Finding]:
    """Validators refuse it: an entry has an author, or its feed has. Spec: RFC 4287 §4.1.1, §4.1.2."""
    if feed.feed.first("author"):
        return
    if not feed.entries:
        yield feed.feed.finding("atom-author-missing", "no <author> in the feed", "write one")
    for entry in feed.entries:
        source = entry.first("source")
        if not (entry.first("author") or (source and source.first("author"))):
            yield entry.finding("atom-author-missing", "no <author> in the entry or the feed", "write one")


def person_nameless(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers show the name alone. Spec: RFC 4287 §3.2.1: "MUST contain exactly one"."""
    for person in feed.people:
        if person.first("name") is None:
            yield person.finding("atom-person-nameless", f"an <{person.name}> without <name>", "write the name")


def email_invalid(feed: ParsedAtom) -> Iterator[Finding]:
    """Validators refuse it. Spec: RFC 4287 §3.2.3."""
    for person in feed.people:
        email = person.value("email")
        if email and not _EMAIL.fullmatch(email):
            yield person.finding(
                "atom-email-invalid", f"the e-mail address {quote_value(email)}", "write name@example.org"
            )


def url_invalid(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers resolve no relative address. Spec: RFC 4287 §3.2.2, §4.2.4, §4.2.5, §4.2.7.1, §4.2.8."""
    for person in feed.people:
        for uri in person.all("uri"):
            for finding in url_findings(uri.text) if uri.text.strip() else ():
                yield uri.locate(finding)
    for holder in feed.holders:
        for child in holder.children:
            if child.name in _PICTURES and child.text.strip():
                for finding in url_findings(child.text):
                    yield child.locate(finding)
            if not child.attributes or _ANY_ADDRESS.isdisjoint(child.attributes):
                continue
            for key in _ADDRESSES:
                if url := child.attributes.get(key):
                    for finding in url_findings(url):
                        yield child.locate(finding, key)


RULES: Final[tuple[Callable[[ParsedAtom], Iterator[Finding]], ...]] = (
    element_missing,
    element_repeated,
    id_not_absolute,
    id_not_normal,
    id_repeated,
    date_wrong,
    author_missing,
    person_nameless,
    email_invalid,
    url_invalid,
)


_NAME: Final = "at:deleted-entry"


def deleted_incomplete(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers do not know which entry is deleted, or when. Spec: RFC 6721 §3: "ref" and "when" are a MUST."""
    for node in feed.feed.all(_NAME):
        for name in ("ref", "when"):
            if not node.attributes.get(name, "").strip():
                yield node.finding("deleted-entry-incomplete", f"no {name} in the <{_NAME}>", "write it")


def deleted_date_wrong(feed: ParsedAtom) -> Iterator[Finding]:
    """A reader that cannot parse the date keeps the entry. Spec: RFC 6721 §3, RFC 4287 §3.3."""
    for node in feed.feed.all(_NAME):
        when = node.attributes.get("when", "")
        for finding in rfc3339_findings(when) if when.strip() else ():
            yield node.locate(finding, "when")


def deleted_shown(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers remove the entry, unless its update is newer. Spec: RFC 6721 §3."""
    deleted_by_ref: dict[str, list[XmlElement]] = {}
    for node in feed.feed.all(_NAME):
        deleted_by_ref.setdefault(node.attributes.get("ref", ""), []).append(node)
    for entry in feed.entries if deleted_by_ref else ():
        name = entry.first("id")
        if name and not all(_is_newer(entry, node) for node in deleted_by_ref.get(name.text, ())):
            message = f"the entry {quote_value(name.text)} is withdrawn, but still in the feed"
            yield name.finding("deleted-entry-shown", message, f"remove the entry, or its <{_NAME}>")


def _is_newer(entry: XmlElement, deleted: XmlElement) -> bool:
    updated, when = rfc3339_moment(entry.value("updated")), rfc3339_moment(deleted.attributes.get("when", ""))
    return updated is not None and when is not None and updated > when


DELETED_RULES: Final[tuple[Callable[[ParsedAtom], Iterator[Finding]], ...]] = (
    deleted_incomplete,
    deleted_date_wrong,
    deleted_shown,
)
