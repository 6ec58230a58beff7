"""The plan of a whole site: counts, pins, JSON."""

import json
from typing import Any, Final

import jsonschema
from hypothesis import given
from msgspec.structs import replace

from exporters.planning.compare import compare
from exporters.planning.outcome import LABELS, DocumentPlan, FeedPlan, SitePlan, as_json
from exporters.planning.pins import pins
from exporters.planning.readers.document import FeedDocument
from tests.cli.running import ROOT
from tests.planning.making import document, item, published, stories
from tests.planning.test_compare import documents

SCHEMA: Final = json.loads((ROOT / "schemas/plan.schema.json").read_text(encoding="utf-8"))
QUIET: Final = compare(document(item(1)), document(item(1)))
DANGER: Final = compare(document(item(1)), document(item(1, id="x"), item(2)))


def plan(*plans: FeedPlan) -> SitePlan:
    """The plan of several feeds."""
    return SitePlan(
        feeds=tuple(DocumentPlan(path=f"{n}/rss.xml", title="Site", plan=each) for n, each in enumerate(plans))
    )


def written(made: SitePlan) -> dict[str, Any]:
    """The JSON, which the schema accepts."""
    whole = json.loads(as_json(made))
    jsonschema.Draft202012Validator(SCHEMA).validate(whole)
    assert isinstance(whole, dict)
    return whole


class TestPlan:
    """What holds for all feeds together."""

    def test_counts_are_sums_in_the_order_of_telling(self) -> None:
        made = plan(QUIET, DANGER, DANGER)

        assert list(made.counts.items()) == [("shown-again", 2), ("new", 2), ("unchanged", 1)]

    def test_one_dangerous_feed_is_enough(self) -> None:
        assert plan(QUIET, DANGER).is_dangerous
        assert not plan(QUIET, QUIET).is_dangerous
        assert not plan().is_dangerous

    def test_it_changes_something_or_nothing(self) -> None:
        other_address = compare(FeedDocument(format="rss", self_url="a"), FeedDocument(format="rss", self_url="b"))

        assert not plan(QUIET).changes_anything
        assert plan(QUIET, DANGER).changes_anything
        assert plan(compare(None, FeedDocument(format="rss"))).changes_anything
        assert plan(other_address).changes_anything
        assert plan(other_address).is_dangerous

    def test_where_feeds_disagree_the_first_pins(self) -> None:
        other = compare(document(item(1, id="old"), item(3, id="z")), document(item(1, id="x"), item(3, id="y")))

        assert pins(plan(DANGER, other), "https://example.org/") == {item(1).link: item(1).id, item(3).link: "z"}


class TestJson:
    """JSON by schemas/plan.schema.json."""

    def test_what_it_says(self) -> None:
        whole = written(plan(DANGER, QUIET))

        assert whole["version"] == 1
        assert whole["dangerous"] is True
        assert whole["counts"] == {"shown-again": 1, "new": 1, "unchanged": 1}
        assert [each["dangerous"] for each in whole["feeds"]] == [True, False]
        assert whole["feeds"][0]["entries"] == [
            {
                "outcome": "shown-again",
                "before": {
                    "id": item(1).id,
                    "link": item(1).link,
                    "title": "Title 1",
                    "published": "2024-01-02T09:30:00Z",
                },
                "after": {"id": "x", "link": item(1).link, "title": "Title 1", "published": "2024-01-02T09:30:00Z"},
                "was": item(1).id,
                "how": "the id is no longer the permalink",
            },
            {
                "outcome": "new",
                "after": {
                    "id": item(2).id,
                    "link": item(2).link,
                    "title": "Title 2",
                    "published": "2024-01-03T09:30:00Z",
                },
            },
        ]

    def test_people_can_read_it(self) -> None:
        made = as_json(plan(QUIET))

        assert made.startswith(b'{\n  "version": 1,\n  "dangerous": false,\n')
        assert made.endswith(b"\n}\n")

    def test_unchanged_entries_are_only_counted(self) -> None:
        (feed,) = written(plan(QUIET))["feeds"]

        assert (feed["counts"], feed["entries"]) == ({"unchanged": 1}, [])

    def test_changes_and_summaries(self) -> None:
        old, new = published(stories(3)), published([replace(each, id=f"x:{each.id}") for each in stories(3)])

        (feed,) = written(plan(compare(old, replace(new, self_url="https://example.net/x"))))["feeds"]

        assert feed["changes"] == [
            {"what": "self", "before": "https://example.org/feeds/rss.xml", "after": "https://example.net/x"}
        ]
        assert feed["summaries"] == [
            {"outcome": "shown-again", "count": 3, "what": "the id is no longer the permalink"}
        ]

    @given(documents, documents)
    def test_the_schema_takes_any_plan(self, before: FeedDocument, after: FeedDocument) -> None:
        written(plan(compare(before, after), compare(None, after)))

    def test_the_schema_knows_every_outcome_in_the_order_of_telling(self) -> None:
        assert SCHEMA["$defs"]["outcome"]["enum"] == list(LABELS)

    def test_the_page_describes_every_outcome_in_the_order_of_telling(self) -> None:
        page = (ROOT / "docs/plan.md").read_text(encoding="utf-8")
        rows = [line.split("|")[1].strip().strip("`") for line in page.splitlines() if line.startswith("| `")]

        assert [row for row in rows if row in LABELS] == list(LABELS)
