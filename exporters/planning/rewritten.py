"""Warn of articles that took the id of an old one: readers that have the old one never show the new one."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.planning.outcome import EntryChange, FeedPlan, SitePlan
from exporters.planning.refusal import RefusalContext

_FAR: Final = timedelta(days=30)  # between the dates of publication; corrections move a date less
_PARTS: Final = frozenset({"title", "text"})


def find_rewritten(plan: FeedPlan) -> list[EntryChange]:
    """Return the entries with the same id whose title, text and date are others."""
    return [each for each in plan.entries if _is_rewritten(each)]


def _is_rewritten(entry: EntryChange) -> bool:
    before, after = entry.before, entry.after
    if entry.is_dangerous or before is None or after is None or not _PARTS.issubset(entry.differs):
        return False
    if before.published is None or after.published is None:
        return False
    return abs(after.published - before.published) >= _FAR


def warn_of_rewritten(plan: SitePlan, context: RefusalContext) -> Iterator[Diagnostic]:
    """Yield a warning for each such article, once in however many feeds it is."""
    entries = {
        context.site.own_id(each.format, entry.item.id): entry
        for each in reversed(plan.feeds)
        for entry in find_rewritten(each.plan)
    }
    for identity, entry in sorted(entries.items()):
        path, line, column, field, _ = context.article(identity)
        was = entry.before
        if was is None or was.published is None:
            continue
        message = (
            f"its id {quote_value(identity)} is published with another title, text and date: {quote_value(was.title)} "
            f"of {was.published:%Y-%m-%d}; readers that have that one do not show this one"
        )
        fix = "write an id of its own; or, if it is the same article, keep the date and write updatedDateTime"
        yield Diagnostic(
            "article-rewritten", message, fix, Level.WARNING, path=path, line=line, column=column, field=field or "id"
        )
