"""A plan as people read it: a table for each feed, what is dangerous first."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from exporters.diagnostics.diagnostic import escaped, shown
from exporters.plan.outcome import LABELS, Entry, FeedPlan, Outcome
from exporters.plan.plan import Plan, Planned

FEW: Final = 10  # entries of each outcome that are shown where not all are asked for
WIDTH: Final = 56  # characters of a title
CHANGES: Final = {"id": "the id of the feed", "self": "the address of the feed"}
_LABEL: Final = max(map(len, LABELS.values()))


def lines(plan: Plan, *, shows_all: bool = False) -> list[str]:
    """The lines of the plan, without colours. Entries that are unchanged are only counted."""
    gone = [escaped(f"{each}: published no longer") for each in plan.gone]
    some = gone if shows_all or len(gone) <= FEW + 1 else [*gone[:FEW], f"and {len(gone) - FEW:,} more"]
    return [*(line for each in plan.feeds for line in _feed(each, shows_all=shows_all)), *some]


def counted(counts: Mapping[Outcome, int]) -> str:
    """`3 new, 47 unchanged`."""
    return ", ".join(f"{count:,} {LABELS[outcome]}" for outcome, count in counts.items()) or "no entries"


def _feed(planned: Planned, *, shows_all: bool) -> Iterator[str]:
    plan = planned.plan
    first = "first publication, " if plan.is_first else ""
    yield escaped(f"{planned.path}: {clip(planned.title)}: {first}{counted(plan.counts)}")
    for change in plan.changes:
        yield f"! {CHANGES[change.what]} changes from {shown(change.before)} to {shown(change.after)}"
    for outcome in LABELS:
        entries = [each for each in plan.entries if each.outcome == outcome]
        if entries and outcome != "unchanged":
            yield from _outcome(outcome, entries, plan, shows_all=shows_all)


def _outcome(outcome: Outcome, entries: list[Entry], plan: FeedPlan, *, shows_all: bool) -> Iterator[str]:
    mark = "!" if entries[0].is_dangerous else " "
    for summary in plan.summaries:
        if summary.outcome == outcome:
            yield f"{mark} {LABELS[outcome]:{_LABEL}}  {summary.count:,} entries: {escaped(summary.what[:200])}"
    some = entries if shows_all else entries[:FEW]
    if len(entries) == len(some) + 1:  # the line that counts it would take as much room
        some = entries
    for each in some:
        title = clip(each.seen.title or each.seen.link or each.seen.id)
        said = "; ".join(_said(each))
        yield f"{mark} {LABELS[outcome]:{_LABEL}}  {title:{WIDTH}}  {said}".rstrip()
    if len(entries) > len(some):
        yield f"{mark} {LABELS[outcome]:{_LABEL}}  and {len(entries) - len(some):,} more"


def _said(entry: Entry) -> Iterator[str]:
    """What there is to say about an entry beside its title."""
    before, after = entry.before, entry.after
    match entry.outcome:
        case "shown-again" if after:
            yield f"its id {shown(entry.was)} becomes {shown(after.id)}"
        case "id-reused" if after:
            yield f"takes the id {shown(after.id)}" + (f" of {shown(before.title or before.link)}" if before else "")
            if entry.was:
                yield f"had {shown(entry.was)}"
        case "link-changed" if before and after:
            yield f"from {shown(before.link)} to {shown(after.link)}"
        case "dates-moved" if before and after and before.published and after.published:
            yield f"from {before.published:%Y-%m-%d %H:%M} to {after.published:%Y-%m-%d %H:%M} UTC"
        case "merged":
            yield f"is now in {shown(entry.was)}"
        case "new" | "returning" if after and after.published:
            yield f"{after.published:%Y-%m-%d}"
    if entry.how:
        yield escaped(entry.how[:200])
    if before and after and before.title != after.title and entry.outcome != "id-reused":
        yield f"title was {shown(before.title)}"
    if differs := list(_others(entry)):
        yield f"{', '.join(differs)} changed" if entry.outcome != "updated" else ", ".join(differs)


def _others(entry: Entry) -> Iterable[str]:
    """What differs and is not told yet."""
    told = {"shown-again": {"link"}, "link-changed": {"link"}, "dates-moved": {"dates"}, "scores": {"scores"}}
    if entry.outcome == "id-reused":
        return []
    return [each for each in entry.differs if each != "title" and each not in told.get(entry.outcome, ())]


def clip(title: str) -> str:
    """At most 56 characters of a title, without control characters."""
    title = escaped(title[: WIDTH + 1])
    return title if len(title) <= WIDTH else title[: WIDTH - 1] + "…"
