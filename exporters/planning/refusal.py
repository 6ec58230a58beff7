"""Explain why an export is refused, and what to write instead."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.errors import PublishError
from exporters.planning.outcome import DocumentPlan, EntryChange, SitePlan
from exporters.planning.pins import has_moved
from exporters.planning.show import CHANGES, FEW
from exporters.planning.site_ids import SiteIds
from exporters.yamldoc.flow_style import quote

_PINS: Final = "`outfeed plan --write-ids ids.yaml`"
_SITE: Final = "keep the url of the site, since Atom includes it in these ids"


class MessageLocation(NamedTuple):
    """The file, line, column and field of a message."""

    path: str  # as messages show it
    line: int = 0
    column: int = 0
    field: str = ""
    is_item: bool = False  # whether the article is an item of the file, and has no front matter


class RefusalContext(NamedTuple):
    """Lookups used to phrase a refusal."""

    site: SiteIds
    article: Callable[[str], MessageLocation]  # where the article with an id stands
    document: Callable[[str], str]  # name of a document -> where it will lie, as messages show it


class RefusedError(PublishError):
    """Publishing would change ids (status 3); `plan` holds the whole plan."""

    def __init__(self, diagnostics: list[Diagnostic], plan: SitePlan) -> None:
        """Store the diagnostics and the plan."""
        super().__init__(diagnostics)
        self.plan = plan


def make_refusal(plan: SitePlan, context: RefusalContext) -> RefusedError:
    """Return the error for a dangerous plan."""
    return RefusedError([*_of_feeds(plan, context), *_of_entries(plan, context)], plan)


def _of_feeds(plan: SitePlan, context: RefusalContext) -> Iterator[Diagnostic]:
    for each in plan.feeds:
        for change in each.plan.changes:
            message = (
                f"{CHANGES[change.what]} would change from {quote_value(change.before)} to {quote_value(change.after)}"
            )
            if change.what == "guid":
                fix = f"write podcast: {{guid: {change.before}}} in its settings, or publish with --allow-new-ids"
            elif change.what == "id":
                fix = f"write id: {quote(change.before)} in its settings, or publish with --allow-new-ids"
            else:
                fix = "keep feeds_url and path; or redirect the old address, and publish with --allow-new-address"
            yield _error("feed-changed", message, fix, MessageLocation(context.document(each.path)))


def _of_entries(plan: SitePlan, context: RefusalContext) -> Iterator[Diagnostic]:
    """Yield each article once, in however many feeds it is; many are counted at the first document."""
    dangerous_entries: dict[tuple[str, str], tuple[DocumentPlan, EntryChange]] = {}
    for each in plan.feeds:
        for entry in each.plan.dangerous:
            dangerous_entries.setdefault(
                (entry.outcome, context.site.own_id(each.format, entry.item.id)), (each, entry)
            )
    for outcome, rule in (("shown-again", "id-changed"), ("id-reused", "id-reused")):
        group = [pair for (kind, _), pair in dangerous_entries.items() if kind == outcome]
        if len(group) <= FEW:  # few: one message at the place of each
            yield from (_of_entry(rule, document_plan, entry, context) for document_plan, entry in group)
        else:
            yield _of_many(rule, group, context)


def _of_entry(rule: str, document_plan: DocumentPlan, entry: EntryChange, context: RefusalContext) -> Diagnostic:
    has_kept = has_moved(document_plan, entry)
    own_id = context.site.own_id(document_plan.format, entry.item.id)
    new = entry.item.id if has_kept else own_id
    old = entry.was and (entry.was if has_kept else context.site.own_id(document_plan.format, entry.was))
    if rule == "id-changed":
        message = f"it is published under the id {quote_value(old)}, and would appear again as {quote_value(new)}"
    else:
        title = entry.before.title if entry.before else None
        message = f"its id {quote_value(new)} belongs to another published article" + (
            f", {quote_value(title)}" if title else ""
        )
    location = context.article(own_id)
    if has_kept:
        fix = _SITE
    elif location.is_item:
        fix = (
            f"keep all of them with {_PINS} and ids: ids.yaml in outfeed.yaml" if old else "give the new one another id"
        )
    elif old:
        fix = f"write id: {quote(old)} in its front matter, keep all of them with {_PINS}"
    else:
        fix = "write another id: in the front matter of the new one"
    return _error(
        rule, message, f"{fix}, or publish with --allow-new-ids", location._replace(field=location.field or "id")
    )


def _of_many(rule: str, group: list[tuple[DocumentPlan, EntryChange]], context: RefusalContext) -> Diagnostic:
    if rule == "id-changed":
        message = f"{len(group):,} articles would appear again under other ids"
    else:
        message = f"{len(group):,} ids belong to other published articles"
    fix = (
        _SITE
        if all(has_moved(*each) for each in group)
        else f"keep them with {_PINS} and ids: ids.yaml in outfeed.yaml"
    )
    location = MessageLocation(context.document(group[0][0].path))
    return _error(rule, message, f"{fix}, or publish with --allow-new-ids", location)


def _error(rule: str, message: str, fix: str, location: MessageLocation) -> Diagnostic:
    path, line, column, field, _ = location
    return Diagnostic(rule, message, fix, Level.ERROR, path=path, line=line, column=column, field=field)
