"""Refusal: why an export would do subscribers harm that can't be undone, and what to write instead."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.diagnostics import Diagnostic, Level, shown
from exporters.errors import PublishError
from exporters.planning.outcome import Entry
from exporters.planning.plan import Plan, Planned

FEW: Final = 10  # articles of which each is told where it stands
_WHAT: Final = {"id": "the id", "self": "the address"}

Where = Callable[[str], str]  # id of an article, or name of a document -> the path of its file, as messages show it


class RefusedError(PublishError):
    """Publishing would change ids (status 3); `plan` tells all of it."""

    def __init__(self, diagnostics: list[Diagnostic], plan: Plan) -> None:
        """Hold both."""
        super().__init__(diagnostics)
        self.plan = plan


def refusal(plan: Plan, article: Where, document: Where) -> RefusedError:
    """The error of a plan that is dangerous. `article` finds files by ids, `document` by names of documents."""
    told = [*_of_feeds(plan, document), *_of_entries(plan, article, document)]
    return RefusedError(told, plan)


def _of_feeds(plan: Plan, document: Where) -> Iterator[Diagnostic]:
    for each in plan.feeds:
        for change in each.plan.changes:
            seen = f"{_WHAT[change.what]} of the feed would change from {shown(change.before)} to {shown(change.after)}"
            kept = "write id: in its settings" if change.what == "id" else "keep feeds_url and path"
            yield _error("feed-changed", seen, f"{kept}, or publish with --allow-new-ids", document(each.path))


def _of_entries(plan: Plan, article: Where, document: Where) -> Iterator[Diagnostic]:
    """Each article once, however many feeds it stands in; of many the first document tells, with their number."""
    found: dict[tuple[str, str], tuple[Planned, Entry]] = {}
    for each in plan.feeds:
        for entry in each.plan.dangerous:
            found.setdefault((entry.outcome, entry.seen.id), (each, entry))
    for outcome, slug in (("shown-again", "id-changed"), ("id-reused", "id-reused")):
        some = [pair for (kind, _), pair in found.items() if kind == outcome]
        if len(some) <= FEW:
            yield from (_of_entry(slug, entry, article) for _, entry in some)
        else:
            yield _of_many(slug, some, document)


def _of_entry(slug: str, entry: Entry, article: Where) -> Diagnostic:
    new, old = entry.seen.id, entry.was
    if slug == "id-changed":
        seen = f"it was published under the id {shown(old)}, and would come again as {shown(new)}"
    else:
        title = entry.before.title if entry.before else None
        seen = f"its id {shown(new)} is that of another article" + (f", {shown(title)}" if title else "")
    right = f"write id: {shown(old)} in its front matter" if old else "write another id: in its front matter"
    return _error(slug, seen, f"{right}, or publish with --allow-new-ids", article(new), "id")


def _of_many(slug: str, some: list[tuple[Planned, Entry]], document: Where) -> Diagnostic:
    path = document(some[0][0].path)
    if slug == "id-changed":
        seen = f"{len(some):,} articles would come again under other ids"
    else:
        seen = f"{len(some):,} ids would be those of other articles"
    right = "keep them with `outfeed plan --write-ids ids.yaml` and ids: ids.yaml in outfeed.yaml"
    return _error(slug, seen, f"{right}, or publish with --allow-new-ids", path)


def _error(slug: str, seen: str, right: str, path: str, field: str = "") -> Diagnostic:
    return Diagnostic(slug=slug, level=Level.ERROR, seen=seen, right=right, path=path, field=field)
