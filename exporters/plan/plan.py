"""Plan: what publishing would mean for all feeds of a site, as a value and as JSON."""

from collections import Counter
from typing import Any

import msgspec
from msgspec import Struct

from exporters.plan.outcome import LABELS, FeedPlan, Outcome
from exporters.plan.readers.document import Format


class Planned(Struct, frozen=True, kw_only=True):
    """The plan of one document of the site."""

    path: str  # below the out folder: topics/ai/rss.xml
    title: str  # of the feed, plain text
    format: Format = "json"  # of the document
    plan: FeedPlan


class Plan(Struct, frozen=True, kw_only=True):
    """What publishing now would mean."""

    feeds: tuple[Planned, ...] = ()
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


def as_json(plan: Plan) -> bytes:
    """The plan as JSON, by schemas/plan.schema.json. Entries that are unchanged are only counted."""
    made = {
        "version": 1,
        "dangerous": plan.is_dangerous,
        "counts": plan.counts,
        "feeds": [_feed(each) for each in plan.feeds],
        "gone": plan.gone,
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
