"""The sites below tests/sites: expected.json agrees with the sources and with what the generator wrote."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest

from tests.sites.facts import ARTICLES, FeedEntry, decoded, path_is_content, read_feed, read_pages

FOLDER: Final = Path(__file__).resolve().parent
SITES: Final = sorted(path.parent.name for path in FOLDER.glob("*/expected.json"))
BUILT: Final = [name for name in SITES if (FOLDER / name / "built").is_dir()]
KEYS: Final = set("file link title published updated authors tags categories summary state feed_id".split())
STATES: Final = {"published", "hidden", "draft", "future", "expired"}
MOST_BYTES: Final = 1_500_000


def expected_of(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / name / "expected.json").read_text(encoding="utf-8"))
    return loaded


def feeds_of(name: str) -> dict[str, FeedEntry]:
    return {
        decoded(entry.link): entry for path in (FOLDER / name / "built").rglob("*.xml") for entry in read_feed(path)
    }


def test_every_site_has_an_expectation() -> None:
    assert sorted(path.parent.name for path in FOLDER.glob("*/source")) == SITES


def test_the_sites_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < MOST_BYTES


@pytest.mark.parametrize("name", SITES)
class TestExpectation:
    """A fixture of a site: expected.json and source/."""

    def test_each_article_in_the_sources_is_a_post_or_no_article(self, name: str) -> None:
        expected = expected_of(name)
        source = FOLDER / name / "source"
        paths = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.suffix in ARTICLES}

        named = [post["file"] for post in expected["posts"]] + expected["no_articles"]

        assert sorted(named) == sorted(set(named))
        assert set(named) - paths <= {post["file"] for post in expected["posts"]}
        assert [file for file in named if not (source / file).is_file()] == []
        assert {path for path in paths if path_is_content(path)} - set(named) == set()

    def test_each_post_has_all_fields(self, name: str) -> None:
        for post in expected_of(name)["posts"]:
            assert KEYS <= post.keys() <= KEYS | {"date", "rule"}, post["file"]
            assert post["state"] in STATES, post["file"]
            for moment in filter(None, (post["published"], post["updated"], post.get("date"))):
                assert datetime.fromisoformat(moment).tzinfo, post["file"]

    def test_published_posts_have_addresses_of_their_own(self, name: str) -> None:
        links = [post["link"] for post in expected_of(name)["posts"] if post["state"] == "published"]

        assert all(links)
        assert len(links) == len(set(links))


@pytest.mark.parametrize("name", BUILT)
class TestBuilt:
    """A fixture of a site that its generator built: expected.json and built/."""

    def test_published_posts_are_in_a_feed_and_on_a_page(self, name: str) -> None:
        feeds = feeds_of(name)
        pages = {decoded(facts["link"]): facts for _, facts in read_pages(FOLDER / name / "built")}
        published = [post for post in expected_of(name)["posts"] if post["state"] == "published"]

        assert {decoded(post["link"]) for post in published} <= pages.keys() & feeds.keys()
        assert [post["feed_id"] for post in published] == [feeds[decoded(post["link"])].id for post in published]
        assert [post["title"] for post in published] == [pages[decoded(post["link"])]["title"] for post in published]

    def test_what_is_not_published_is_in_no_feed(self, name: str) -> None:
        assert (
            feeds_of(name).keys()
            & {post["link"] for post in expected_of(name)["posts"] if post["state"] != "published"}
            == set()
        )


@pytest.mark.parametrize("name", sorted(set(SITES) - set(BUILT)))
def test_an_expectation_written_by_hand_quotes_a_rule_for_each_post(name: str) -> None:
    assert [post["file"] for post in expected_of(name)["posts"] if not post.get("rule")] == []
