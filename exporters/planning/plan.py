"""Plan: what publishing would mean for all feeds of a site, as a value and as JSON."""

from collections import Counter
from typing import Any

import msgspec
from msgspec import Struct

from exporters.planning.outcome import LABELS, FeedPlan, Outcome, pins


class Planned(Struct, frozen=True, kw_only=True):
    """The plan of one document of the site."""

    path: str  # below the out folder: topics/ai/rss.xml
    title: str  # of the feed, plain text
    plan: FeedPlan


class Plan(Struct, frozen=True, kw_only=True):
    """What publishing now would mean."""

    feeds: tuple[Planned, ...] = ()

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
        return any(each.plan.is_first or each.plan.changes for each in self.feeds) or bool(
            {*self.counts} - {"unchanged"}
        )

    @property
    def pins(self) -> dict[str, str]:
        """Permalink -> old id, of all feeds; where two disagree, that of the first."""
        made: dict[str, str] = {}
        for each in self.feeds:
            for link, identity in pins(each.plan).items():
                made.setdefault(link, identity)
        return made


def as_json(plan: Plan) -> bytes:
    """The plan as JSON, by schemas/plan.schema.json. Entries that are unchanged are only counted."""
    made = {
        "version": 1,
        "dangerous": plan.is_dangerous,
        "counts": plan.counts,
        "feeds": [_feed(each) for each in plan.feeds],
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def _feed(planned: Planned) -> dict[str, Any]:
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
