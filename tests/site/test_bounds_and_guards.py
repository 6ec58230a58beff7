"""What must not happen by accident: too many feeds, shared ids, drafts that leave a trace, articles that are lost."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from exporters.feeds import feed_rule
from tests.cli.running import contents, outfeed_here
from tests.site.making import FIRST, exported, run, settings, small, written
from tests.site.published import HOME, Published


def refused(folder: Path, *feeds: Mapping[str, Any], **others: Any) -> str:
    """What an export with these feeds says that ends with status 2 and writes nothing."""
    settings(folder, folder / "news", *feeds, **others)
    ran = outfeed_here("export", cwd=folder)
    assert (ran.status, (folder / "out").exists()) == (2, False)
    return ran.err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an article of two topics and two authors in `news`."""
    people = {"authors": [{"name": "b-c"}, {"name": "c"}]}
    written(tmp_path / "news", "a", small(1, FIRST, topics=["a-b", "a"], provider=people))
    return tmp_path


class TestNumber:
    """More feeds than anybody reads are refused, before memory or the disk is full of them."""

    def test_it_is_bounded(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(feed_rule, "MAX_FEEDS", 4)

        said = refused(folder, {"path": ""}, {"path": "{topic}/{author}"})

        assert "more than 4 feeds and archive documents" in said
        assert said.startswith("outfeed.yaml:1:")
        assert "[feeds-too-many]" in said

    def test_as_many_are_fine(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(feed_rule, "MAX_FEEDS", 5)

        assert len(exported(folder, folder / "news", {"path": ""}, {"path": "{topic}/{author}"}).listed) == 5

    def test_a_product_of_thousands_ends_soon(self, tmp_path: Path) -> None:
        people = {"authors": [{"name": f"Author {number}"} for number in range(1_000)]}
        topics = [f"Topic {number}" for number in range(1_000)]
        written(tmp_path / "news", "a", small(1, FIRST, topics=topics, provider=people))

        assert "more than 20,000 feeds" in refused(tmp_path, {"path": "{topic}/{author}"})


class TestIds:
    """No two feeds have one id, also where only some values make it so."""

    def test_of_one_entry(self, folder: Path) -> None:
        said = refused(folder, {"path": "{topic}/{author}", "id": "https://example.org/{topic}-{author}"})

        assert "[feed-id-shared]" in said
        assert '"https://example.org/a-b-c" is the id of "a-b/c" and of "a/b-c"' in said

    def test_parted_by_a_slash_they_differ(self, folder: Path) -> None:
        feed = {"path": "{topic}/{author}", "id": "https://example.org/{topic}/{author}"}

        assert len({each["id"] for each in exported(folder, folder / "news", feed).listed.values()}) == 4


class TestFormats:
    """Every format that does not exist is told at its name."""

    def test_of_all_feeds_at_once(self, folder: Path) -> None:
        said = refused(folder, {"path": ""}, {"path": "b", "formats": ["rss", "sitemapp"]}, formats=["rss", "nope"])

        lines = said.splitlines()
        assert [line.partition(" error: ")[2] for line in lines[:2]] == [
            "feeds[1].formats[1]: no format sitemapp; did you mean sitemap? [format-unknown]",
            "formats[1]: no format nope; use one of rss, atom, json, csv, sitemap, news-sitemap [format-unknown]",
        ]
        assert all(line.startswith("outfeed.yaml:1:") for line in lines[:2])


class TestDrafts:
    """A feed that only drafts made goes with them: their topics are as private as they are."""

    def test_its_folder_and_its_name_are_gone(self, folder: Path) -> None:
        written(folder / "news", "draft", small(2, FIRST, topics=["Secret Plan"], draft=True))
        settings(folder, folder / "news", {"path": ""}, {"path": "t/{topic}"})

        run(folder, "--drafts")
        assert "t/secret-plan" in Published(contents(folder / "out")).listed
        run(folder)

        assert not [name for name, data in contents(folder / "out").items() if b"Secret" in data or "secret" in name]

    def test_one_that_articles_made_too_stays(self, folder: Path) -> None:
        written(folder / "news", "draft", small(2, FIRST, topics=["Both"], draft=True))
        article = written(folder / "news", "article", small(3, FIRST, topics=["Both"]))
        settings(folder, folder / "news", {"path": ""}, {"path": "t/{topic}"})

        run(folder, "--drafts")
        article.unlink()
        run(folder, "--drafts")
        run(folder)

        assert Published(contents(folder / "out")).ids("t/both") == []


class TestOtherOut:
    """Feeds that were published below the articles once are no articles."""

    def test_another_out_folder_is_not_read(self, folder: Path) -> None:
        settings(folder, folder / "news", {"path": ""})
        run(folder, "--out", "news/preview")

        ran = run(folder)

        assert ran.out.splitlines()[-2].startswith("1 article read, 1 exported")

    def test_templates_are_none_either(self, folder: Path) -> None:
        (folder / "news/templates").mkdir()
        (folder / "news/templates/about.html").write_text("<p>{{ page.name }}</p>", encoding="utf-8")
        settings(folder, folder / "news", {"path": ""}, pages={"templates": "news/templates"})

        run(folder)

        assert b"<p>Every Day</p>" in (folder / "out/index.html").read_bytes()


class TestNarrowed:
    """`--format` writes fewer documents of the same entries."""

    def test_a_budget_counts_every_format(self, tmp_path: Path) -> None:
        for number in range(40):
            written(tmp_path / "news", f"{number}", small(number, FIRST, body="Words and words. " * 20))
        settings(tmp_path, tmp_path / "news", {"path": "", "max_bytes": "9 kB"})
        run(tmp_path)
        before = contents(tmp_path / "out")

        for name in ("json", "csv", "sitemap"):
            run(tmp_path, "--format", name)
            now = contents(tmp_path / "out")
            assert {name: now[name] for name in before if name != "manifest.json"} == {
                name: data for name, data in before.items() if name != "manifest.json"
            }

    def test_a_budget_below_an_empty_feed_is_told(self, folder: Path) -> None:
        settings(folder, folder / "news", {"path": "", "max_bytes": 1_000, "title": "t" * 900})

        ran = run(folder)

        (warning,) = ran.told("warning")
        assert "more than max_bytes, 1,000" in warning
        assert warning.endswith("[feed-too-large]")


class TestBudgetOfNoDocument:
    """`max_bytes` bounds the documents of a feed: where it has none, no entry is cut, and nothing is told."""

    FEED: Final = {"path": "", "max_bytes": 1_000, "formats": ["sitemap", "news-sitemap"]}

    @pytest.fixture
    def many(self, tmp_path: Path) -> Path:
        """A folder whose articles would not fit into any document of 1,000 bytes."""
        for number in range(12):
            written(tmp_path / "news", f"{number}", small(number, FIRST, webUrl=f"{HOME}{number}"))
        settings(tmp_path, tmp_path / "news", self.FEED)
        return tmp_path

    def test_sitemaps_name_every_article(self, many: Path) -> None:
        ran = run(many)

        assert not ran.told("warning")
        assert "feed-cut" not in ran.err
        addresses = re.findall(r"<loc>(.*)</loc>", (many / "out/sitemap.xml").read_text(encoding="utf-8"))
        assert {f"{HOME}{number}" for number in range(12)} < set(addresses)
        assert '"entries": 12' in outfeed_here("feeds", "--json", cwd=many).out

    @pytest.mark.parametrize("command", [["feeds"], ["plan"], ["export", "--check"], ["plan", "--against", "out"]])
    def test_every_command_knows_such_feeds(self, many: Path, command: list[str]) -> None:
        run(many)

        ran = outfeed_here(*command, cwd=many)

        assert (ran.status, ran.told("warning"), ran.told("error")) == (0, [], [])

    def test_a_flag_that_adds_a_document_adds_the_bound(self, many: Path) -> None:
        run(many, "--format", "json")

        assert (many / "out/feed.json").stat().st_size <= 1_000


class TestAdopting:
    """`--adopt` replaces files of other programs, never an article."""

    def test_an_article_in_the_way_stays(self, tmp_path: Path) -> None:
        article = written(tmp_path, "a", small(1, FIRST)).rename(tmp_path / "index.html")
        text = article.read_text(encoding="utf-8")
        settings(tmp_path, tmp_path, {"path": ""}, out=".")

        ran = outfeed_here("export", "--adopt", cwd=tmp_path)

        assert ran.status == 3
        assert "index.html: error: Outfeed did not write it" in ran.err
        assert article.read_text(encoding="utf-8") == text
