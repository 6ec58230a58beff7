"""Compare today's feed with yesterday's, as subscribers have it: ids stay, dates and links do not move."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.facts import EntryFacts, FeedFacts


def earlier_findings(before: FeedFacts, after: FeedFacts) -> Iterator[Finding]:
    """Yield what subscribers notice of the entries that both have."""
    old_by_id = {entry.id: entry for entry in before.entries if entry.id}
    new_ids = {entry.id for entry in after.entries}
    gone_by_url = _by_url(entry for entry in before.entries if entry.id not in new_ids)
    urls = Counter(entry.url for entry in after.entries)
    for entry in after.entries:
        old = old_by_id.get(entry.id)
        if old is not None:
            yield from _same_entry(old, entry)
        elif entry.url and urls[entry.url] == 1 and (was := gone_by_url.get(entry.url)):
            message = f"the id {quote_value(entry.id)}, where the entry of that link had {quote_value(was.id)} before"
            fix = "keep the id: readers show the entry again as new"
            yield _at(entry, Finding(rule="entry-id-changed", message=message, fix=fix))
    yield from _gone(before, after, new_ids)


def _same_entry(old: EntryFacts, entry: EntryFacts) -> Iterator[Finding]:
    if old.published and entry.published and old.published != entry.published:
        way = "back" if entry.published < old.published else "on"
        message = f"the date moved {way} from {old.published.isoformat()} to {entry.published.isoformat()}"
        fix = "keep the date of the first publication"
        yield _at(entry, Finding(rule="entry-date-moved", message=message, fix=fix, level=Level.WARNING))
    if old.url and entry.url and old.url != entry.url:
        message = f"the link {quote_value(entry.url)}, which was {quote_value(old.url)} before"
        fix = "keep it, or redirect the old address"
        yield _at(entry, Finding(rule="entry-link-moved", message=message, fix=fix, level=Level.NOTE))


def _gone(before: FeedFacts, after: FeedFacts, new_ids: set[str]) -> Iterator[Finding]:
    """Yield the entries that left although older ones stayed."""
    oldest = min((moment for entry in after.entries if (moment := _moment(entry))), default=None)
    urls = {entry.url for entry in after.entries if entry.url}
    for entry in before.entries:
        if entry.id in new_ids or entry.url in urls or oldest is None:
            continue
        if (moment := _moment(entry)) and moment > oldest:
            message, fix = f"the entry {quote_value(entry.id)} is gone, though older ones are here", "check why"
            yield Finding(rule="entry-lost", message=message, fix=fix, level=Level.NOTE)


def _moment(entry: EntryFacts) -> datetime | None:
    return entry.published or entry.updated


def _by_url(entries: Iterator[EntryFacts]) -> dict[str, EntryFacts]:
    """Return the entries whose links no other one has, by those."""
    every = [entry for entry in entries if entry.url]
    counts = Counter(entry.url for entry in every)
    return {entry.url: entry for entry in every if counts[entry.url] == 1}


def _at(entry: EntryFacts, finding: Finding) -> Finding:
    return finding.at(entry.field, entry.line, entry.column)
