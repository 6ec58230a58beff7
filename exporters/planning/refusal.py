"""Refusal: why an export would do subscribers harm that can't be undone, and what to write instead."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic, Level, shown
from exporters.errors import PublishError
from exporters.planning.outcome import DocumentPlan, EntryChange, SitePlan
from exporters.planning.pins import has_moved
from exporters.planning.show import CHANGES, FEW
from exporters.planning.site_ids import SiteIds
from exporters.yamldoc.quoted import quoted

_PINS: Final = "`outfeed plan --write-ids ids.yaml`"
_SITE: Final = "keep url: of the site as it was, since Atom writes it into these ids"


class MessageLocation(NamedTuple):
    """Where a message leads."""

    path: str  # as messages show it
    line: int = 0
    column: int = 0


class RefusalContext(NamedTuple):
    """What is known around a plan."""

    site: SiteIds
    article: Callable[[str], MessageLocation]  # where the article with an id stands
    document: Callable[[str], str]  # name of a document -> where it will lie, as messages show it


class RefusedError(PublishError):
    """Publishing would change ids (status 3); `plan` tells all of it."""

    def __init__(self, diagnostics: list[Diagnostic], plan: SitePlan) -> None:
        """Hold both."""
        super().__init__(diagnostics)
        self.plan = plan


def refusal(plan: SitePlan, around: RefusalContext) -> RefusedError:
    """The error of a plan that is dangerous."""
    return RefusedError([*_of_feeds(plan, around), *_of_entries(plan, around)], plan)


def _of_feeds(plan: SitePlan, around: RefusalContext) -> Iterator[Diagnostic]:
    for each in plan.feeds:
        for change in each.plan.changes:
            seen = f"{CHANGES[change.what]} would change from {shown(change.before)} to {shown(change.after)}"
            if change.what == "id":
                right = f"write id: {quoted(change.before)} in its settings, or publish with --allow-new-ids"
            else:
                right = (
                    "keep feeds_url and path; or let the old address lead there, and publish with --allow-new-address"
                )
            yield _error("feed-changed", seen, right, MessageLocation(around.document(each.path)))


def _of_entries(plan: SitePlan, around: RefusalContext) -> Iterator[Diagnostic]:
    """Each article once, however many feeds it stands in; of many the first document tells, with their number."""
    found: dict[tuple[str, str], tuple[DocumentPlan, EntryChange]] = {}
    for each in plan.feeds:
        for entry in each.plan.dangerous:
            found.setdefault((entry.outcome, around.site.own(each.format, entry.seen.id)), (each, entry))
    for outcome, rule in (("shown-again", "id-changed"), ("id-reused", "id-reused")):
        some = [pair for (kind, _), pair in found.items() if kind == outcome]
        if len(some) <= FEW:  # each is told where it stands
            yield from (_of_entry(rule, planned, entry, around) for planned, entry in some)
        else:
            yield _of_many(rule, some, around)


def _of_entry(rule: str, planned: DocumentPlan, entry: EntryChange, around: RefusalContext) -> Diagnostic:
    has_kept = has_moved(planned, entry)
    own = around.site.own(planned.format, entry.seen.id)
    new = entry.seen.id if has_kept else own
    old = entry.was and (entry.was if has_kept else around.site.own(planned.format, entry.was))
    if rule == "id-changed":
        seen = f"it was published under the id {shown(old)}, and would come again as {shown(new)}"
    else:
        title = entry.before.title if entry.before else None
        seen = f"its id {shown(new)} is that of another article" + (f", {shown(title)}" if title else "")
    if has_kept:
        right = _SITE
    elif old:
        right = f"write id: {quoted(old)} in its front matter, keep all of them with {_PINS}"
    else:
        right = "write another id: in the front matter of the new one"
    return _error(rule, seen, f"{right}, or publish with --allow-new-ids", around.article(own), "id")


def _of_many(rule: str, some: list[tuple[DocumentPlan, EntryChange]], around: RefusalContext) -> Diagnostic:
    if rule == "id-changed":
        seen = f"{len(some):,} articles would come again under other ids"
    else:
        seen = f"{len(some):,} ids would be those of other articles"
    right = (
        _SITE if all(has_moved(*each) for each in some) else f"keep them with {_PINS} and ids: ids.yaml in outfeed.yaml"
    )
    spot = MessageLocation(around.document(some[0][0].path))
    return _error(rule, seen, f"{right}, or publish with --allow-new-ids", spot)


def _error(rule: str, message: str, fix: str, spot: MessageLocation, field: str = "") -> Diagnostic:
    return Diagnostic(rule=rule, level=Level.ERROR, message=message, fix=fix, field=field, **spot._asdict())
