"""Plan an export for subscribers, and refuse one that would harm them."""

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.planning import against, forecast
from exporters.planning.forecast import Candidate
from exporters.planning.outcome import DocumentPlan, SitePlan
from exporters.planning.published_source import PublishedFolder, PublishedSource
from exporters.planning.refusal import RefusalContext, make_refusal
from exporters.planning.rewritten import warn_of_rewritten
from exporters.run import RunOptions
from exporters.settings.values import Settings


def find_published(settings: Settings, options: RunOptions) -> PublishedSource | None:
    """Return the published feeds that --against names; None without it. Raises UsageError, PublishError."""
    if options.against is None:
        return None
    feed = next((each for each in settings.feeds if "{" not in each.path), settings.feeds[0])
    formats = options.formats or feed.formats or settings.formats
    names = {name: file for name, file in forecast.documents(feed.path).items() if name in formats}
    return against.resolve(options.against, names)


def plan(candidate: Candidate, published: PublishedSource | None, out: Path) -> SitePlan:
    """Compare the candidate with `published`, or else with the feeds in the folder `out`.

    Raises PublishError if a published document can't be read.
    """
    return forecast.forecast(candidate, published or _out_folder(candidate, out))


def guard(
    candidate: Candidate, published: PublishedSource | None, options: RunOptions, out: Path
) -> Iterable[Diagnostic]:
    """Return warnings of articles that subscribers might miss.

    Raises RefusedError if publishing would harm subscribers for good.
    """
    if options.allow_new_ids:
        return ()
    source = published or _out_folder(candidate, out, is_lenient=True)
    site_plan = forecast.guard(candidate, source)
    if options.allow_new_address:
        site_plan = replace(site_plan, feeds=tuple(map(_at_any_address, site_plan.feeds)))
    if site_plan.is_dangerous:
        raise make_refusal(site_plan, _context(candidate))
    return warnings(site_plan, candidate)


def _out_folder(candidate: Candidate, out: Path, *, is_lenient: bool = False) -> PublishedFolder:
    stage = candidate.stage
    return PublishedFolder(out, files=stage.published_files, is_reused=stage.is_reused, is_lenient=is_lenient)


def warnings(site_plan: SitePlan, candidate: Candidate) -> Iterable[Diagnostic]:
    """Return warnings of articles in the plan that subscribers might miss."""
    return warn_of_rewritten(site_plan, _context(candidate))


def _context(candidate: Candidate) -> RefusalContext:
    return RefusalContext(candidate.site, candidate.locate, candidate.stage.place)


def _at_any_address(document_plan: DocumentPlan) -> DocumentPlan:
    changes = tuple(each for each in document_plan.plan.changes if each.what != "self")
    return replace(document_plan, plan=replace(document_plan.plan, changes=changes))
