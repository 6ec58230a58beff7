"""What the page asks for: the state, entries and where their values come from, documents, the plan, frames."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import outfeed_here
from tests.serve.serving import ARTICLE, PreviewClient, after, seeds, serving, site

DRAFT: str = ARTICLE.format(title="A draft", name=7).replace("---\n\n", "published: false\n---\n\n")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewClient]:
    with serving(seeds(tmp_path_factory.mktemp("json"))) as client:
        yield client


@pytest.fixture(scope="module")
def entry(client: PreviewClient) -> dict[str, Any]:
    entries = client.json("feed", path="topics/ai-hardware")["entries"]
    result: dict[str, Any] = client.json("entry", feed="topics/ai-hardware", key=entries[0]["key"])
    return result


class TestState:
    """The feeds and their files."""

    def test_each_feed_has_its_files(self, client: PreviewClient) -> None:
        state = client.json("state")
        root = next(each for each in state["feeds"] if each["path"] == "")

        assert (state["site"]["title"], root["entries"], state["is_shared"]) == ("AI Every Day", 5, False)
        assert [each["name"] for each in root["files"]][:3] == ["rss.xml", "atom.xml", "feed.json"]
        assert "feeds.opml" in {each["name"] for each in state["others"]}


class TestEntries:
    """In the order of the feed, with where each value comes from."""

    def test_a_list_is_in_the_order_of_the_feed(self, client: PreviewClient) -> None:
        published = json.loads(client.get("/feed.json")[1])["items"]
        rows = client.json("feed", path="")["entries"]

        assert [each["id"] for each in rows] == [each["id"] for each in published]
        assert rows[0]["source"] == "Singularity Hub"

    def test_an_entry_has_its_values_and_content(self, client: PreviewClient, entry: dict[str, Any]) -> None:
        items = json.loads(client.get("/feed.json")[1])["items"]
        published = next(each for each in items if each["id"] == entry["row"]["id"])

        assert entry["article"]["title"] == published["title"]
        assert entry["content_html"] == published.get("content_html")

    def test_each_value_has_its_key_and_line(self, entry: dict[str, Any]) -> None:
        title = next(each for each in entry["origins"] if each["field"] == "title")
        lines = Path(title["file"]).read_text(encoding="utf-8").splitlines()

        assert lines[title["line"] - 1].startswith("title:")
        assert entry["outcome"] == "exported"

    def test_repairs_stand_at_their_value(self, tmp_path: Path) -> None:
        source = site(tmp_path)
        (source / "1.md").write_text(ARTICLE.format(title='"Caf&#233;  news"', name=1), encoding="utf-8")
        with serving(source) as client:
            row = next(each for each in client.json("feed", path="")["entries"] if "news" in each["title"])
            origins = client.json("entry", feed="", key=row["key"])["origins"]

        title = next(each for each in origins if each["field"] == "title")
        assert title["value"] == "Café news"
        assert "text-entity" in {each["rule"] for each in title["repairs"]}

    def test_what_is_not_there_is_404(self, client: PreviewClient) -> None:
        assert client.status("/_outfeed/feed?path=nothing") == 404
        assert client.status("/_outfeed/entry?feed=&key=0") == 404
        assert client.status("/_outfeed/nothing") == 404


class TestRaw:
    """A document in pages of lines, with what lint finds."""

    def test_lines_are_those_of_the_document(self, client: PreviewClient) -> None:
        lines = client.get("/rss.xml")[1].decode().split("\n")
        page = client.json("raw", file="rss.xml", **{"from": "3", "count": "2"})

        assert (page["lines"], page["total"], page["from"]) == (lines[2:4], len(lines), 3)

    def test_findings_stand_at_their_line(self, client: PreviewClient) -> None:
        page = client.json("raw", file="rss.xml")

        assert all(1 <= each["line"] <= page["total"] or each["line"] == 0 for each in page["findings"])
        assert not [each for each in page["findings"] if each["level"] == "error"]

    def test_only_rules_that_the_settings_count_are_told(self, tmp_path: Path) -> None:
        source = site(tmp_path)
        early = ARTICLE.format(title="An early one", name=4).replace("2021-08-24", "1985-08-24")
        (source / "4.md").write_text(early, encoding="utf-8")
        settings = source / "outfeed.yaml"
        whole = settings.read_text(encoding="utf-8")
        with serving(source) as client, client.events() as events:
            assert {each["rule"] for each in client.json("raw", file="rss.xml")["findings"]} == {"feed-date-early"}

            ignoring = f"{whole}lint: {{ignore: [feed-date-early]}}\n".replace("A site", "Its site")
            settings.write_text(ignoring, encoding="utf-8")
            after(events, 1)

            assert client.json("raw", file="rss.xml")["findings"] == []

    @pytest.mark.parametrize("query", ["file=nothing.xml", "file=../rss.xml", "file=rss.xml&from=x"])
    def test_what_can_not_be_read_is_refused(self, client: PreviewClient, query: str) -> None:
        assert client.status(f"/_outfeed/raw?{query}") in (400, 404)


class TestPlan:
    """What publishing would mean: new before the first export, then what changes."""

    def test_it_is_what_outfeed_plan_prints(self, tmp_path: Path) -> None:
        source = site(tmp_path)
        with serving(source) as client:
            assert client.json("plan")["counts"] == {"new": 3}

            outfeed_here("export", "articles", cwd=tmp_path)
            assert client.json("plan")["counts"] == {"unchanged": 3}

            with client.events() as events:
                (source / "2.md").write_text(ARTICLE.format(title="Changed", name=2), encoding="utf-8")
                after(events, 1)
            served = client.json("plan")

        printed = outfeed_here("plan", "articles", "--json", cwd=tmp_path)
        assert served == json.loads(printed.out)
        assert served["counts"] == {"updated": 1, "unchanged": 2}


class TestFrames:
    """A document that runs nothing, in a sandbox."""

    @pytest.mark.parametrize("view", ["full", "card", "mail", "text", "podcast"])
    def test_its_policy_admits_neither_scripts_nor_other_hosts(
        self, client: PreviewClient, entry: dict[str, Any], view: str
    ) -> None:
        response, data = client.get(f"/_outfeed/frame?feed=&key={entry['row']['key']}&view={view}")
        policy = response.getheader("Content-Security-Policy", "")

        assert response.getheader("Content-Type") == "text/html; charset=utf-8"
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "http" not in policy
        assert "sandbox allow-popups" in policy
        nonce = re.search(r"'nonce-([\w-]+)'", policy)
        assert nonce is not None
        assert f'<style nonce="{nonce[1]}">'.encode() in data

    def test_remote_pictures_are_behind_a_switch(self, client: PreviewClient, entry: dict[str, Any]) -> None:
        target = f"/_outfeed/frame?feed=&key={entry['row']['key']}&images=1"

        assert "img-src 'self' data: https: http:" in client.get(target)[0].getheader("Content-Security-Policy", "")

    def test_an_unknown_view_is_refused(self, client: PreviewClient, entry: dict[str, Any]) -> None:
        assert client.status(f"/_outfeed/frame?feed=&key={entry['row']['key']}&view=x") == 400


class TestHeldBack:
    """Drafts, future and rejected articles have lists of their own, and no feed has them."""

    def test_each_has_its_list(self, tmp_path: Path) -> None:
        source = site(tmp_path)
        (source / "draft.md").write_text(DRAFT, encoding="utf-8")
        settings = source / "outfeed.yaml"
        text = settings.read_text(encoding="utf-8").replace("path: .}", "path: ., future: hold}")
        settings.write_text(text, encoding="utf-8")
        future = ARTICLE.format(title="To come", name=8).replace("2021-08-28", "2031-08-28")
        (source / "future.md").write_text(future, encoding="utf-8")
        with serving(source, as_of=datetime(2026, 1, 1, tzinfo=UTC), as_of_name="now") as client:
            state, rss = client.json("state"), client.get("/rss.xml")[1]

        assert [each["path"].rpartition("/")[2] for each in state["drafts"]] == ["draft.md"]
        assert [(each["title"], each["published"]) for each in state["held"]] == [("To come", "2031-08-28T07:30:00Z")]
        assert b"A draft" not in rss
        assert b"To come" not in rss

    def test_with_drafts_they_are_in_the_feed(self, tmp_path: Path) -> None:
        source = site(tmp_path)
        (source / "draft.md").write_text(DRAFT, encoding="utf-8")
        with serving(source, drafts=True) as client:
            rows = client.json("feed", path="")["entries"]
            state = client.json("state")

        assert [each["title"] for each in rows if each["is_draft"]] == ["A draft"]
        assert state["drafts"] == []
