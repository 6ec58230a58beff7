"""The documents of one feed, in several formats, say the same."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import Final, NamedTuple

from msgspec.structs import replace

from exporters.checks.agree import atom_id
from exporters.checks.enclosed_files import differ
from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.facts import EntryFacts, FeedFacts
from exporters.lint.json_text.document import find_line, locate_findings
from exporters.lint.recognition import DocumentFormat
from exporters.lint.together.document_set import FEEDS, DocumentGroup, SetDocument, SetFinding

_ORDER: Final = (DocumentFormat.RSS, DocumentFormat.JSON_FEED, DocumentFormat.CSV, DocumentFormat.ATOM)
_SAME_ENTRIES: Final = "write the same entries, with the same ids, in every format"
_NOTHING: Final = frozenset[str]()


class EntryPair(NamedTuple):
    """An entry of a document, and what is the same entry in the reference."""

    there: EntryFacts
    entry: EntryFacts


def format_findings(group: DocumentGroup) -> Iterator[SetFinding]:
    """Yield where the documents differ from the first of RSS, JSON Feed, CSV and Atom.

    What only Outfeed promises is a warning in other people's. Of one format, each document is compared where people
    say that all belong together.
    """
    members = compared_documents(group)
    for document in members[1:]:
        found = list(_FormatComparison(members[0], document).findings())
        if document.format is DocumentFormat.JSON_FEED:
            found = locate_findings(document.data, found)
        for finding in sorted(found, key=lambda each: (each.line, each.column)):
            is_error = group.is_ours and finding.rule != "formats-files-differ"
            yield SetFinding(document.name, finding if is_error else replace(finding, level=Level.WARNING))


def compared_documents(group: DocumentGroup) -> list[SetDocument]:
    """Return the documents of a group that can be compared; the first one is what the others are compared with."""
    readable = [each for each in group.documents if each.facts is not None and each.format in FEEDS]
    members = sorted(readable, key=lambda each: _ORDER.index(each.format))
    return members if group.is_named else list({each.format: each for each in reversed(members)}.values())[::-1]


class _FormatComparison:
    """A document beside another one of the same feed, which is the reference."""

    def __init__(self, reference: SetDocument, document: SetDocument) -> None:
        self._reference = reference
        self._there, self._here = _facts(reference), _facts(document)

    def findings(self) -> Iterator[Finding]:
        """Yield the differences, each at its first entry."""
        here = {entry.id: entry for entry in self._here.entries if entry.id}
        there = {self._as_here(entry.id, here): entry for entry in self._there.entries if entry.id}
        pairs = [EntryPair(entry, here[name]) for name, entry in there.items() if name in here]
        missing = [entry for name, entry in there.items() if name not in here]
        extra = [entry for name, entry in here.items() if name not in there]
        renamed = _pair_by_link(missing, extra)
        if not pairs and not renamed and missing and extra:
            message = f"no entry is in {self._reference.name} too"
            yield Finding(rule="formats-ids-differ", message=message, fix="compare documents of one feed alone")
            return
        yield from self._ids(missing, extra, renamed)
        yield from self._order([each.entry for each in pairs], [*here.values()])
        yield from self._values([*pairs, *renamed])

    def _ids(self, missing: list[EntryFacts], extra: list[EntryFacts], renamed: list[EntryPair]) -> Iterator[Finding]:
        if renamed:
            first = renamed[0]
            message = (
                f"the id {quote_value(first.entry.id)}, where {self._place(first.there)} has "
                f"{quote_value(first.there.id)} for the same link{_more(renamed)}"
            )
            fix = "give an entry the same id in every format"
            yield _at(first.entry, Finding(rule="formats-ids-differ", message=message, fix=fix))
        known = {id(each) for pair in renamed for each in pair}
        if left := [each for each in missing if id(each) not in known]:
            place, name = self._place(left[0]), quote_value(left[0].id)
            message = f"the entry {name} of {place} is missing"
            if len(left) > 1:
                message = f"{len(left):,} entries of {self._reference.name} are missing, first {name} ({place})"
            yield Finding(rule="formats-ids-differ", message=message, fix=_SAME_ENTRIES)
        if left := [each for each in extra if id(each) not in known]:
            name = quote_value(left[0].id)
            message = f"the entry {name} is not in {self._reference.name}"
            if len(left) > 1:
                message = f"{len(left):,} entries are not in {self._reference.name}, first {name}"
            yield _at(left[0], Finding(rule="formats-ids-differ", message=message, fix=_SAME_ENTRIES))

    def _order(self, expected: Sequence[EntryFacts], every: Sequence[EntryFacts]) -> Iterator[Finding]:
        common = {id(each) for each in expected}
        actual = [each for each in every if id(each) in common]
        moved = next(((here, there) for there, here in zip(expected, actual, strict=True) if here is not there), None)
        if moved is not None:
            first, second = (quote_value(each.id) for each in moved)
            message = f"the entry {first} stands before {second}, after it in {self._reference.name}"
            fix = "write the entries of every format in one order"
            yield _at(moved[0], Finding(rule="formats-order-differs", message=message, fix=fix))

    def _values(self, pairs: Sequence[EntryPair]) -> Iterator[Finding]:
        yield from self._value(
            pairs, "formats-dates-differ", "the date", _date, "write the same moment in every format"
        )
        yield from self._value(pairs, "formats-links-differ", "the link", _link, "write the same link in every format")
        has_table = DocumentFormat.CSV in (self._here.format, self._there.format)
        others = []
        for pair in pairs:
            one, two = self._there.files.get(pair.there.id, _NOTHING), self._here.files.get(pair.entry.id, _NOTHING)
            if differ(one, two, may_lack=has_table):
                others.append((pair, _files(two), _files(one)))
        yield from self._different(others, "formats-files-differ", "write the same file in every format")

    def _value(
        self, pairs: Sequence[EntryPair], rule: str, what: str, value: Callable[[EntryFacts], str], fix: str
    ) -> Iterator[Finding]:
        valued = ((pair, value(pair.entry), value(pair.there)) for pair in pairs)
        others = [(pair, f"{what} {here}", there) for pair, here, there in valued if here and there and here != there]
        yield from self._different(others, rule, fix)

    def _different(self, others: list[tuple[EntryPair, str, str]], rule: str, fix: str) -> Iterator[Finding]:
        if others:
            pair, here, there = others[0]
            message = f"{here}, where {self._place(pair.there)} has {there}{_more(others)}"
            yield _at(pair.entry, Finding(rule=rule, message=message, fix=fix))

    def _as_here(self, identity: str, here: Mapping[str, EntryFacts]) -> str:
        """Return an id of the reference as the document has it: Outfeed's Atom has others than IRIs after the site."""
        if self._here.format is not DocumentFormat.ATOM or identity in here:
            return identity
        written = atom_id(identity, self._here.site)
        return written if written in here else identity

    def _place(self, entry: EntryFacts) -> str:
        """Return where an entry of the reference stands: `feeds/rss.xml:12`."""
        line = entry.line
        if not line and self._reference.format is DocumentFormat.JSON_FEED:
            line = find_line(self._reference.data, entry.field)
        return f"{self._reference.name}:{line}" if line else self._reference.name


def _facts(document: SetDocument) -> FeedFacts:
    return document.facts or FeedFacts(document.format, (), ())


def _pair_by_link(missing: Sequence[EntryFacts], extra: Sequence[EntryFacts]) -> list[EntryPair]:
    """Return the entries that have one link and two ids."""
    by_url = {entry.url: entry for entry in missing if entry.url}
    return [EntryPair(by_url.pop(entry.url), entry) for entry in extra if entry.url in by_url]


def _date(entry: EntryFacts) -> str:
    """Return the date of publication in whole seconds, which is all that RSS can say; "" if there is none."""
    moment = entry.published
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if moment else ""


def _link(entry: EntryFacts) -> str:
    """Return the link; "" if it is none that can be compared: relative to something."""
    return quote_value(entry.url) if "://" in entry.url else ""


def _files(addresses: frozenset[str]) -> str:
    named = [quote_value(each) for each in sorted(addresses)[:3]]
    return f"the file{'s' if len(named) > 1 else ''} {', '.join(named)}" if named else "no file"


def _more(cases: Sequence[object]) -> str:
    count = len(cases) - 1
    return f", and {count:,} more entr{'y differs' if count == 1 else 'ies differ'} likewise" if count else ""


def _at(entry: EntryFacts, finding: Finding) -> Finding:
    return finding.at(entry.field, entry.line, entry.column)
