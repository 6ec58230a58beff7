"""What becomes of each entry and of the feed itself, as values that can be written as JSON."""

from collections import Counter
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, Self

import msgspec
from msgspec import Struct

from exporters.planning.readers.document import FeedItem, Format, tidy, unescaped

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
LABELS: Final[Mapping[Outcome, str]] = {  # in the order in which they are told
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


@dataclass(frozen=True, kw_only=True)
class SiteFacts:
    """What the site knows beyond its documents. Ids are as the documents that are compared write them."""

    withdrawn: Container[str] = frozenset()  # ids of articles that are taken out: removed: true
    ids: Container[str] | None = None  # of all articles that could be exported; None: it is not known which
    shared: Container[str] = frozenset()  # ids that several articles have, of which one is exported
    about: Callable[[str], FeedItem | None] = lambda _: None  # the article that has an id, as far as that is known

    def keeps(self, item: FeedItem) -> bool:
        """Whether the article of an entry still has its id, wherever it stands."""
        if not self.has(item.id):
            return False
        now = self.about(item.id)
        if now is None:
            return True
        is_elsewhere = item.link != now.link and item.date != now.date
        return not is_elsewhere and item.title in (tidy(now.title), unescaped(now.title))

    def has(self, identity: str) -> bool:
        """Whether an article has that id, as far as that is known."""
        return self.ids is not None and identity in self.ids


class PlannedItem(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """An entry, as far as a plan tells of it."""

    id: str
    link: str | None = None
    title: str | None = None
    published: datetime | None = None

    @classmethod
    def of(cls, item: FeedItem) -> Self:
        """That of an item."""
        return cls(id=item.id, link=item.link, title=item.title, published=item.published)


class EntryChange(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What becomes of one entry."""

    outcome: Outcome
    before: PlannedItem | None = None  # in what is published; None: it is not there, or told of in another entry
    after: PlannedItem | None = None  # in what would be published; None: it is not there
    differs: tuple[Differing, ...] = ()
    was: str | None = None  # the id that the article of `after` had; of a merged entry the one it has now
    how: str = ""  # what became of its link or its id: http became https

    @property
    def is_dangerous(self) -> bool:
        """Whether it does subscribers harm that can't be undone."""
        return self.outcome in DANGEROUS

    @property
    def seen(self) -> PlannedItem:
        """The entry as it will be, else as it was."""
        return self.after or self.before or PlannedItem(id="")


class FeedChange(Struct, frozen=True, kw_only=True):
    """What changed of the feed itself."""

    what: Literal["id", "self"]
    before: str
    after: str


class ChangeSummary(Struct, frozen=True, kw_only=True):
    """What many entries have in common."""

    outcome: Outcome
    count: int
    what: str  # http became https


class FeedPlan(Struct, frozen=True, kw_only=True):
    """What publishing would mean for those who subscribe to one feed."""

    is_first: bool = False  # nothing was published before
    changes: tuple[FeedChange, ...] = ()  # all dangerous
    summaries: tuple[ChangeSummary, ...] = ()  # most entries first
    entries: tuple[EntryChange, ...] = ()  # in the order of the feed, then those that are not in it any more
    same: int = 0  # entries of a document that is the same to the byte, and was not read

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many entries have each outcome, in the order of telling; outcomes without entries are left out."""
        counted = Counter(each.outcome for each in self.entries)
        counted["unchanged"] += self.same
        return {outcome: counted[outcome] for outcome in LABELS if counted[outcome]}

    @property
    def dangerous(self) -> list[EntryChange]:
        """The entries that a guard refuses."""
        return [each for each in self.entries if each.is_dangerous]

    @property
    def is_dangerous(self) -> bool:
        """Whether a guard refuses to publish: ids or self URL change."""
        return bool(self.changes) or any(each.is_dangerous for each in self.entries)


def pins(plan: FeedPlan) -> dict[str, str]:
    """Permalink -> old id of each article that would lose its id: what keeps the ids where the site uses it.

    Not of a permalink that several articles have, of which all would get that id.
    """
    links = Counter(each.after.link for each in plan.entries if each.after)
    found = ((each.after.link, each.was) for each in plan.entries if each.after and each.was)
    return {link: was for link, was in found if link and links[link] == 1}


class DocumentPlan(Struct, frozen=True, kw_only=True):
    """The plan of one document of the site."""

    path: str  # below the out folder: topics/ai/rss.xml
    title: str  # of the feed, plain text
    format: Format = "json"  # of the document
    plan: FeedPlan


class SitePlan(Struct, frozen=True, kw_only=True):
    """What publishing now would mean."""

    feeds: tuple[DocumentPlan, ...] = ()
    gone: tuple[str, ...] = ()  # documents that people may subscribe to, and that would be published no longer

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many entries of all feeds have each outcome, in the order of telling."""
        counted = Counter[Outcome]()
        for each in self.feeds:
            counted.update(each.plan.counts)
        return {outcome: counted[outcome] for outcome in LABELS if counted[outcome]}

    @property
    def is_dangerous(self) -> bool:
        """Whether a guard refuses to publish."""
        return any(each.plan.is_dangerous for each in self.feeds)

    @property
    def changes_anything(self) -> bool:
        """Whether subscribers would see anything new, other or gone."""
        is_other = any(each.plan.is_first or each.plan.changes for each in self.feeds)
        return is_other or bool(self.gone) or bool({*self.counts} - {"unchanged"})


def as_json(plan: SitePlan) -> bytes:
    """The plan as JSON, by schemas/plan.schema.json. Entries that are unchanged are only counted."""
    made = {
        "version": 1,
        "dangerous": plan.is_dangerous,
        "counts": plan.counts,
        "feeds": [_feed(each) for each in plan.feeds],
        "gone": plan.gone,
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def _feed(planned: DocumentPlan) -> dict[str, Any]:
    plan = planned.plan
    return {
        "path": planned.path,
        "title": planned.title,
        "first": plan.is_first,
        "dangerous": plan.is_dangerous,
        "counts": plan.counts,
        "changes": plan.changes,
        "summaries": plan.summaries,
        "entries": [each for each in plan.entries if each.outcome != "unchanged"],
    }
