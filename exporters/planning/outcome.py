"""The outcome of each entry and feed in a plan, as values that serialise to JSON."""

from collections import Counter
from collections.abc import Callable, Container, Mapping
from datetime import datetime
from typing import Any, Final, Literal, Self

import msgspec
from msgspec import Struct

from exporters.planning.readers.document import FeedItem, Format, tidy, tidy_unescaped

Outcome = Literal[
    "shown-again",
    "id-reused",
    "link-changed",
    "dates-moved",
    "withdrawn",
    "removed",
    "merged",
    "new",
    "returning",
    "updated",
    "scores",
    "gone",
    "unchanged",
]
LABELS: Final[Mapping[Outcome, str]] = {  # in the order of the report
    "shown-again": "shown again as new",
    "id-reused": "id of another article",
    "link-changed": "link changed",
    "dates-moved": "dates moved",
    "withdrawn": "withdrawn",
    "removed": "removed",
    "merged": "merged",
    "new": "new",
    "returning": "returning",
    "updated": "updated",
    "scores": "scores",
    "gone": "gone from the window",
    "unchanged": "unchanged",
}
DANGEROUS: Final = frozenset({"shown-again", "id-reused"})  # it can't be undone

Differing = Literal["title", "link", "text", "dates", "authors", "categories", "media", "scores"]


class SiteFacts(Struct, frozen=True, kw_only=True):
    """What the site knows beyond its documents. Ids are written as in the documents compared."""

    withdrawn: Container[str] = frozenset()  # ids of articles with removed: true
    ids: Container[str] | None = None  # of all articles that could be exported; None: it is not known which
    shared: Container[str] = frozenset()  # ids that several articles have, of which one is exported
    about: Callable[[str], FeedItem | None] = lambda _: None  # the article that has an id, as far as that is known

    def keeps(self, item: FeedItem) -> bool:
        """Return whether the article of an entry still has its id, in any feed."""
        if not self.has(item.id):
            return False
        now = self.about(item.id)
        if now is None:
            return True
        is_elsewhere = item.link != now.link and item.date != now.date
        return not is_elsewhere and item.title in (tidy(now.title), tidy_unescaped(now.title))

    def has(self, identity: str) -> bool:
        """Return whether an article has that id; False if the ids are not known."""
        return self.ids is not None and identity in self.ids


class PlannedItem(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """An entry of a plan."""

    id: str
    link: str | None = None
    title: str | None = None
    published: datetime | None = None

    @classmethod
    def of(cls, item: FeedItem) -> Self:
        """Return the plan's view of a feed item."""
        return cls(id=item.id, link=item.link, title=item.title, published=item.published)


class EntryChange(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The outcome of one entry."""

    outcome: Outcome
    before: PlannedItem | None = None  # in the published document; None: not there, or in another entry
    after: PlannedItem | None = None  # in what would be published; None: it is not there
    differs: tuple[Differing, ...] = ()
    was: str | None = None  # the id that the article of `after` had; of a merged entry the one it has now
    how: str = ""  # what became of its link or its id: http became https

    @property
    def is_dangerous(self) -> bool:
        """Return whether the change harms subscribers for good."""
        return self.outcome in DANGEROUS

    @property
    def item(self) -> PlannedItem:
        """Return the entry as it will be, or else as it was."""
        return self.after or self.before or PlannedItem(id="")


class FeedChange(Struct, frozen=True, kw_only=True):
    """A change of the feed itself."""

    what: Literal["id", "self", "guid"]
    before: str
    after: str


class ChangeSummary(Struct, frozen=True, kw_only=True):
    """A pattern that many entries share."""

    outcome: Outcome
    count: int
    what: str  # http became https


class FeedPlan(Struct, frozen=True, kw_only=True):
    """The plan for the subscribers of one feed."""

    is_first: bool = False  # nothing was published before
    changes: tuple[FeedChange, ...] = ()  # all dangerous
    summaries: tuple[ChangeSummary, ...] = ()  # most entries first
    entries: tuple[EntryChange, ...] = ()  # in the order of the feed, then those that are not in it any more
    same: int = 0  # entries of a document that is the same to the byte, and was not read

    @property
    def counts(self) -> dict[Outcome, int]:
        """Count the entries of each outcome, in the order of LABELS, without zeros."""
        counter = Counter(each.outcome for each in self.entries)
        counter["unchanged"] += self.same
        return {outcome: counter[outcome] for outcome in LABELS if counter[outcome]}

    @property
    def dangerous(self) -> list[EntryChange]:
        """Return the entries that stop an export."""
        return [each for each in self.entries if each.is_dangerous]

    @property
    def is_dangerous(self) -> bool:
        """Return whether an export is refused: ids or the self URL change."""
        return bool(self.changes) or any(each.is_dangerous for each in self.entries)


def pins(plan: FeedPlan) -> dict[str, str]:
    """Return permalink -> old id of each article that would lose its id, for the `ids` file.

    A permalink that several articles share is left out: all of them would get that id.
    """
    links = Counter(each.after.link for each in plan.entries if each.after)
    id_changes = ((each.after.link, each.was) for each in plan.entries if each.after and each.was)
    return {link: was for link, was in id_changes if link and links[link] == 1}


class DocumentPlan(Struct, frozen=True, kw_only=True):
    """The plan of one document of the site."""

    path: str  # below the out folder: topics/ai/rss.xml
    title: str  # of the feed, plain text
    format: Format = "json"  # of the document
    plan: FeedPlan


class SitePlan(Struct, frozen=True, kw_only=True):
    """The plan of the whole site."""

    feeds: tuple[DocumentPlan, ...] = ()
    gone: tuple[str, ...] = ()  # documents that people may subscribe to, and that would be no longer published

    @property
    def counts(self) -> dict[Outcome, int]:
        """Count the entries of all feeds by outcome, in the order of LABELS, without zeros."""
        counter = Counter[Outcome]()
        for each in self.feeds:
            counter.update(each.plan.counts)
        return {outcome: counter[outcome] for outcome in LABELS if counter[outcome]}

    @property
    def is_dangerous(self) -> bool:
        """Return whether an export is refused."""
        return any(each.plan.is_dangerous for each in self.feeds)

    @property
    def changes_anything(self) -> bool:
        """Return whether subscribers would see any change."""
        is_other = any(each.plan.is_first or each.plan.changes for each in self.feeds)
        return is_other or bool(self.gone) or bool({*self.counts} - {"unchanged"})


def as_json(plan: SitePlan) -> bytes:
    """Return the plan as JSON by schemas/plan.schema.json. Unchanged entries are only counted."""
    document = {
        "version": 1,
        "dangerous": plan.is_dangerous,
        "counts": plan.counts,
        "feeds": [_feed(each) for each in plan.feeds],
        "gone": plan.gone,
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _feed(document_plan: DocumentPlan) -> dict[str, Any]:
    plan = document_plan.plan
    return {
        "path": document_plan.path,
        "title": document_plan.title,
        "first": plan.is_first,
        "dangerous": plan.is_dangerous,
        "counts": plan.counts,
        "changes": plan.changes,
        "summaries": plan.summaries,
        "entries": [each for each in plan.entries if each.outcome != "unchanged"],
    }
