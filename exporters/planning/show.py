"""Print a plan: a table per feed, dangerous changes first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final

from exporters.diagnostics.diagnostic import escape_controls, quote_value
from exporters.planning.outcome import LABELS, ChangeSummary, DocumentPlan, EntryChange, FeedPlan, Outcome, SitePlan

FEW: Final = 10  # entries of each outcome that are shown where not all are asked for
WIDTH: Final = 56  # characters of a title
CHANGES: Final = {"id": "the id of the feed", "self": "the address of the feed", "guid": "the podcast:guid of the feed"}
_LABEL: Final = max(map(len, LABELS.values()))


def lines(plan: SitePlan, *, shows_all: bool = False) -> list[str]:
    """Return the lines of the plan, without colours. Unchanged entries are only counted."""
    gone_lines = [escape_controls(f"{each}: no longer published") for each in plan.gone]
    listed_part = (
        gone_lines
        if shows_all or len(gone_lines) <= FEW + 1
        else [*gone_lines[:FEW], f"and {len(gone_lines) - FEW:,} more"]
    )
    return [*(line for each in plan.feeds for line in _feed(each, shows_all=shows_all)), *listed_part]


def count_text(counts: Mapping[Outcome, int]) -> str:
    """Return `3 new, 47 unchanged`."""
    return ", ".join(f"{count:,} {LABELS[outcome]}" for outcome, count in counts.items()) or "no entries"


def _feed(document_plan: DocumentPlan, *, shows_all: bool) -> Iterator[str]:
    plan = document_plan.plan
    prefix = "first publication, " if plan.is_first else ""
    yield escape_controls(f"{document_plan.path}: {clip(document_plan.title)}: {prefix}{count_text(plan.counts)}")
    for change in plan.changes:
        yield f"! {CHANGES[change.what]} changes from {quote_value(change.before)} to {quote_value(change.after)}"
    for outcome in LABELS:
        entries = [each for each in plan.entries if each.outcome == outcome]
        if entries and outcome != "unchanged":
            yield from _outcome(outcome, entries, plan, shows_all=shows_all)


def _outcome(outcome: Outcome, entries: list[EntryChange], plan: FeedPlan, *, shows_all: bool) -> Iterator[str]:
    mark = "!" if entries[0].is_dangerous else " "
    for summary in plan.summaries:
        if summary.outcome == outcome:
            yield f"{mark} {LABELS[outcome]:{_LABEL}}  {summary.count:,} entries: {escape_controls(summary.what[:200])}"
    listed_part = entries if shows_all else entries[:FEW]
    if len(entries) == len(listed_part) + 1:  # the line that counts it would take as much room
        listed_part = entries
    for each in listed_part:
        title = clip(each.item.title or each.item.link or each.item.id)
        details = "; ".join(_details(each))
        yield f"{mark} {LABELS[outcome]:{_LABEL}}  {title:{WIDTH}}  {details}".rstrip()
    if len(entries) > len(listed_part):
        yield f"{mark} {LABELS[outcome]:{_LABEL}}  and {len(entries) - len(listed_part):,} more"


def _details(entry: EntryChange) -> Iterator[str]:
    """Yield the details of an entry after its title."""
    before, after = entry.before, entry.after
    match entry.outcome:
        case "shown-again" if after:
            yield f"its id {quote_value(entry.was)} becomes {quote_value(after.id)}"
        case "id-reused" if after:
            yield f"takes the id {quote_value(after.id)}" + (
                f" of {quote_value(before.title or before.link)}" if before else ""
            )
            if entry.was:
                yield f"had {quote_value(entry.was)}"
        case "link-changed" if before and after:
            yield f"from {quote_value(before.link)} to {quote_value(after.link)}"
        case "dates-moved" if before and after and before.published and after.published:
            yield f"from {before.published:%Y-%m-%d %H:%M} to {after.published:%Y-%m-%d %H:%M} UTC"
        case "merged":
            yield f"is now in {quote_value(entry.was)}"
        case "new" | "returning" if after and after.published:
            yield f"{after.published:%Y-%m-%d}"
    if entry.how:
        yield escape_controls(entry.how[:200])
    if before and after and before.title != after.title and entry.outcome != "id-reused":
        yield f"title was {quote_value(before.title)}"
    if differs := list(_other_differences(entry)):
        yield f"{', '.join(differs)} changed" if entry.outcome != "updated" else ", ".join(differs)


def _other_differences(entry: EntryChange) -> Iterable[str]:
    """Return the differences that no other detail names."""
    named_in_details = {
        "shown-again": {"link"},
        "link-changed": {"link"},
        "dates-moved": {"dates"},
        "scores": {"scores"},
    }
    if entry.outcome == "id-reused":
        return []
    return [each for each in entry.differs if each != "title" and each not in named_in_details.get(entry.outcome, ())]


def clip(title: str) -> str:
    """Return at most 56 characters of a title, control characters escaped."""
    title = escape_controls(title[: WIDTH + 1])
    return title if len(title) <= WIDTH else title[: WIDTH - 1] + "…"


FEWEST: Final = 2  # entries that make a pattern
MOST: Final = 5  # patterns of one outcome: after those the list itself tells more
QUARTER: Final = timedelta(minutes=15)  # every time zone is a multiple of it
WIDEST: Final = timedelta(hours=26)  # from the first zone to the last

OutcomePattern = tuple[Outcome, str]


def summaries(entries: Sequence[EntryChange]) -> tuple[ChangeSummary, ...]:
    """Return the patterns of each outcome, in the order of LABELS, most entries first."""
    counts = Counter(pattern for find in (links, dates, exchanges, returns) for pattern in find(entries))
    result = [
        ChangeSummary(outcome=outcome, count=n, what=what) for (outcome, what), n in counts.items() if n >= FEWEST
    ]
    ranks = {outcome: rank for rank, outcome in enumerate(LABELS)}
    result.sort(key=lambda each: (ranks[each.outcome], -each.count))  # stable: then as they were found
    counter = Counter[Outcome]()
    return tuple(each for each in result if not counter.update([each.outcome]) and counter[each.outcome] <= MOST)


def links(entries: Iterable[EntryChange]) -> Iterator[OutcomePattern]:
    """Yield how links changed: http became https, the site moved, slashes were added."""
    return ((each.outcome, each.how) for each in entries if each.how)


def dates(entries: Iterable[EntryChange]) -> Iterator[OutcomePattern]:
    """Yield the offset of each moved date."""
    for each in entries:
        if each.outcome in ("shown-again", "link-changed", "dates-moved") and each.before and each.after:
            before, after = each.before.published, each.after.published
            if before and after and before != after:
                yield each.outcome, f"dates moved by {offset_text(after - before)}"


def offset_text(offset: timedelta) -> str:
    """Return `+2:00 hours, as with another time zone` or `-3 days`."""
    sign, size = ("-", -offset) if offset < timedelta() else ("+", offset)
    if size <= WIDEST and not size % QUARTER:
        minutes = size // timedelta(minutes=1)
        return f"{sign}{minutes // 60}:{minutes % 60:02} hours, as with another time zone"
    days, rest = size.days, timedelta(seconds=size.seconds)
    details = f"{days} day{'s' * (days != 1)}" if days else ""
    return sign + " ".join(part for part in (details, f"{rest} hours" if rest else "") if part)


def exchanges(entries: Iterable[EntryChange]) -> Iterator[OutcomePattern]:
    """Yield articles that took each other's ids, or the next one's."""
    new_ids = {each.was: each.after.id for each in entries if each.outcome == "id-reused" and each.was and each.after}
    for old, new in new_ids.items():
        yield "id-reused", "ids were swapped" if new_ids.get(new) == old else "ids moved from one article to another"


def returns(entries: Sequence[EntryChange]) -> Iterator[OutcomePattern]:
    """Yield where returning entries stand among the old ones: at the end if the limit grew."""
    oldest = min((each.before.published for each in entries if each.before and each.before.published), default=None)
    for each in entries:
        if each.outcome == "returning" and oldest and each.after and each.after.published:
            is_older = each.after.published <= oldest
            yield "returning", "older than all earlier entries" if is_older else "dated between earlier entries"
