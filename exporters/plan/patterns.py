"""What many entries have in common, so that one line tells of a migration."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Final

from exporters.plan.outcome import LABELS, Entry, Outcome, Summary

FEWEST: Final = 2  # entries that make a pattern
MOST: Final = 5  # patterns of one outcome: after those the list itself tells more
QUARTER: Final = timedelta(minutes=15)  # every time zone is a multiple of it
WIDEST: Final = timedelta(hours=26)  # from the first zone to the last

Told = tuple[Outcome, str]


def summaries(entries: Sequence[Entry]) -> tuple[Summary, ...]:
    """The patterns of each outcome, in the order of telling, most entries first."""
    counts = Counter(told for find in (links, dates, exchanges, returns) for told in find(entries))
    made = [Summary(outcome=outcome, count=n, what=what) for (outcome, what), n in counts.items() if n >= FEWEST]
    ranks = {outcome: rank for rank, outcome in enumerate(LABELS)}
    made.sort(key=lambda each: (ranks[each.outcome], -each.count))  # stable: then as they were found
    shown = Counter[Outcome]()
    return tuple(each for each in made if not shown.update([each.outcome]) and shown[each.outcome] <= MOST)


def links(entries: Iterable[Entry]) -> Iterator[Told]:
    """Addresses: http became https, the site moved, slashes came."""
    return ((each.outcome, each.how) for each in entries if each.how)


def dates(entries: Iterable[Entry]) -> Iterator[Told]:
    """All dates moved by the same time."""
    for each in entries:
        if each.outcome in ("shown-again", "link-changed", "dates-moved") and each.before and each.after:
            before, after = each.before.published, each.after.published
            if before and after and before != after:
                yield each.outcome, f"dates moved by {spoken(after - before)}"


def spoken(offset: timedelta) -> str:
    """`+2:00 hours, as with another time zone`, `-3 days`."""
    sign, size = ("-", -offset) if offset < timedelta() else ("+", offset)
    if size <= WIDEST and not size % QUARTER:
        minutes = size // timedelta(minutes=1)
        return f"{sign}{minutes // 60}:{minutes % 60:02} hours, as with another time zone"
    days, rest = size.days, timedelta(seconds=size.seconds)
    said = f"{days} day{'s' * (days != 1)}" if days else ""
    return sign + " ".join(part for part in (said, f"{rest} hours" if rest else "") if part)


def exchanges(entries: Iterable[Entry]) -> Iterator[Told]:
    """Articles that took each other's ids, or the next one's."""
    went = {each.was: each.after.id for each in entries if each.outcome == "id-reused" and each.was and each.after}
    for old, new in went.items():
        yield "id-reused", "ids were exchanged" if went.get(new) == old else "ids went from one article to another"


def returns(entries: Sequence[Entry]) -> Iterator[Told]:
    """Where among the old entries those stand that come in: at the end where a limit grew."""
    oldest = min((each.before.published for each in entries if each.before and each.before.published), default=None)
    for each in entries:
        if each.outcome == "returning" and oldest and each.after and each.after.published:
            is_older = each.after.published <= oldest
            yield "returning", "older than all before" if is_older else "dated among those before"
