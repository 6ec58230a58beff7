"""Plan an export for its subscribers, and refuse one that would do them harm."""

from pathlib import Path

from msgspec.structs import replace

from exporters.planning import against, forecast
from exporters.planning.forecast import Candidate
from exporters.planning.outcome import DocumentPlan, SitePlan
from exporters.planning.published import PublishedFolder, PublishedSource
from exporters.planning.refusal import RefusalContext, refusal
from exporters.run import RunOptions
from exporters.settings.values import Settings


def find_published(settings: Settings, options: RunOptions) -> PublishedSource | None:
    """Return what --against names; None without it. Raises UsageError, PublishError."""
    if options.against is None:
        return None
    feed = next((each for each in settings.feeds if "{" not in each.path), settings.feeds[0])
    wanted = options.formats or feed.formats or settings.formats
    names = {name: file for name, file in forecast.documents(feed.path).items() if name in wanted}
    return against.published(options.against, names)


def plan(candidate: Candidate, published: PublishedSource | None, out: Path) -> SitePlan:
    """Return what publishing would mean for those who read `published`, else the feeds in the folder `out`.

    Raises PublishError where what is published can't be had.
    """
    return forecast.forecast(candidate, published or PublishedFolder(out, is_held=candidate.stage.is_held))


def guard(candidate: Candidate, published: PublishedSource | None, options: RunOptions, out: Path) -> None:
    """Raise RefusedError where publishing would do subscribers harm that can't be undone."""
    if options.allow_new_ids:
        return
    there = published or PublishedFolder(out, is_held=candidate.stage.is_held, is_lenient=True)
    found = forecast.guard(candidate, there)
    if options.allow_new_address:
        found = replace(found, feeds=tuple(map(_at_any_address, found.feeds)))
    if found.is_dangerous:
        raise refusal(found, RefusalContext(candidate.site, candidate.locate, candidate.stage.place))


def _at_any_address(planned: DocumentPlan) -> DocumentPlan:
    changes = tuple(each for each in planned.plan.changes if each.what != "self")
    return replace(planned, plan=replace(planned.plan, changes=changes))
