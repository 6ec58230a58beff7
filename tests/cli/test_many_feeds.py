"""`outfeed export` of many feeds: their folders, what is told of them, and what goes when it is no longer wanted."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from exporters.build import section, shared_entries
from exporters.checks.run import findings
from exporters.model.article import Article
from tests.cli.running import (
    BESIDE,
    DOCUMENTS,
    EVERY,
    SITE,
    WRITTEN,
    Ran,
    contents,
    outfeed,
    outfeed_here,
    post,
    seen,
    with_many_feeds,
    with_seeds,
)

TOPICS = ("ai", "ai-hardware", "machine-learning", "natural-language-processing")
PROVIDERS = ("forbes", "singularity-hub", "venturebeat", "wired", "zdnet")
FOLDERS = ("most-discussed", *(f"providers/{name}" for name in PROVIDERS), *(f"topics/{name}" for name in TOPICS))
FEED = (*WRITTEN, "index.html")  # the files in the folder of a feed
BY_TOPIC = """\
site: {url: https://example.org/}
source: {path: news}
out: out
feeds:
  - path: ""
  - path: topics/{topic}
"""
MEDIA_TYPES = dict(
    zip(DOCUMENTS, ("application/rss+xml", "application/atom+xml", "application/feed+json", "text/csv"), strict=True)
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    """`outfeed export seeds`, with the settings that lie there, and the folder it ran in."""
    folder = with_many_feeds(tmp_path_factory.mktemp("many"))
    return outfeed_here("export", "seeds", cwd=folder), folder


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """The current folder: three articles of two topics, exported with a feed for each topic."""
    for name, topic in (("a", "Alpha"), ("b", "Alpha"), ("c", "Beta")):
        post(tmp_path / "news", name, topics=f"[{topic}]")
    settings(tmp_path, BY_TOPIC)
    export(tmp_path)
    assert names(tmp_path) == {*EVERY, *below("topics/alpha"), *below("topics/beta")}
    return tmp_path


def settings(folder: Path, text: str) -> None:
    """Let that be the settings in `folder`."""
    (folder / "outfeed.yaml").write_text(text, encoding="utf-8")


def export(folder: Path, *flags: str, status: int = 0) -> Ran:
    """An export in `folder` that ends with `status`."""
    ran = outfeed_here("export", *flags, cwd=folder)
    assert ran.status == status, ran.err
    return ran


def names(folder: Path) -> set[str]:
    """The files in the out folder."""
    return set(contents(folder / "out"))


def below(folder: str) -> set[str]:
    """The files of the feed in that folder."""
    return {f"{folder}/{name}" for name in FEED}


def items(folder: Path) -> list[dict[str, Any]]:
    """The items of the feed in `folder`."""
    made: list[dict[str, Any]] = json.loads((folder / "feed.json").read_bytes())["items"]
    return made


def states(ran: Ran) -> dict[str, str]:
    """What became of each file that is listed."""
    lines = [line.split() for line in ran.out.splitlines() if line.startswith("out/")]
    return {line[0].removeprefix("out/"): line[-1] for line in lines}


class TestSeeds:
    """`outfeed export seeds` as the README shows it: eleven feeds of five articles."""

    def test_each_feed_has_its_folder(self, run: tuple[Ran, Path]) -> None:
        feeds = {name for folder in FOLDERS for name in below(folder)}

        assert names(run[1]) == {*EVERY, *feeds}

    def test_the_report_has_a_line_for_each_path_of_the_settings(self, run: tuple[Ran, Path]) -> None:
        lines = [line.split() for line in run[0].out.splitlines()]

        assert run[0].status == 0
        assert [(line[0], line[1:5], line[-2:]) for line in lines[:4]] == [
            ("out/", "1 feed 5 entries".split(), ["8", "new"]),
            ("out/topics/{topic}/", "4 feeds 11 entries".split(), ["24", "new"]),
            ("out/providers/{provider}/", "5 feeds 5 entries".split(), ["30", "new"]),
            ("out/most-discussed/", "1 feed 5 entries".split(), ["6", "new"]),
        ]
        assert run[0].out.splitlines()[4:] == [
            "5 articles read, 5 exported; newest 2021-08-27T14:16:00Z.",
            "Look at out/index.html.",
        ]

    def test_verbose_lists_every_file(self, run: tuple[Ran, Path]) -> None:
        ran = outfeed_here("export", "seeds", "--verbose", cwd=run[1])

        assert states(ran) == dict.fromkeys(names(run[1]) - {"manifest.json"}, "unchanged")

    def test_topics_and_providers_hold_their_articles(self, run: tuple[Ran, Path]) -> None:
        every = items(run[1] / "out")

        for folder in TOPICS:
            made = items(run[1] / "out/topics" / folder)
            assert made == [each for each in every if folder in map(rule, each["tags"])]
        for folder in PROVIDERS:
            made = items(run[1] / "out/providers" / folder)
            assert made == [each for each in every if folder == rule(each["_outfeed"]["provider"]["name"])]

    def test_most_discussed_goes_by_heat(self, run: tuple[Ran, Path]) -> None:
        heats = [each["_outfeed"]["heat"] for each in items(run[1] / "out/most-discussed")]

        assert heats == sorted(heats, reverse=True)
        assert len(heats) == 5

    @pytest.mark.parametrize("folder", ["", *FOLDERS])
    def test_no_document_has_anything_to_complain_of(self, run: tuple[Ran, Path], folder: str) -> None:
        for name, media_type in MEDIA_TYPES.items():
            data = (run[1] / "out" / folder / name).read_bytes()
            assert [str(each) for each in findings(data, media_type)] == []

    @pytest.mark.parametrize(
        ("zone", "locale", "seed", "jobs"),
        [("Asia/Tokyo", "de_DE.UTF-8", "1", "1"), ("America/St_Johns", "C", "12345", "3")],
    )
    def test_nothing_around_a_run_changes_a_byte(
        self, run: tuple[Ran, Path], tmp_path: Path, zone: str, locale: str, seed: str, jobs: str
    ) -> None:
        around = {"TZ": zone, "LANG": locale, "LC_ALL": locale, "PYTHONHASHSEED": seed}

        ran = outfeed("export", "seeds", "--jobs", jobs, cwd=with_many_feeds(tmp_path), env=around)

        assert ran == run[0]
        assert contents(tmp_path / "out") == contents(run[1] / "out")

    def test_a_second_run_elsewhere_in_the_world_touches_nothing(self, run: tuple[Ran, Path]) -> None:
        before = seen(run[1] / "out")

        ran = outfeed("export", "seeds", cwd=run[1], env={"TZ": "Asia/Tokyo", "LANG": "C", "PYTHONHASHSEED": "7"})

        after = seen(run[1] / "out")
        assert [line.split()[-1] for line in ran.out.splitlines()[:4]] == ["unchanged"] * 4
        assert {**after, ".": b""} == {**before, ".": b""}

    def test_quiet_says_nothing_of_the_page(self, run: tuple[Ran, Path]) -> None:
        ran = outfeed_here("export", "seeds", "--quiet", cwd=run[1])

        assert (ran.status, ran.out) == (0, "")


def rule(name: str) -> str:
    """The folder of a name that has only letters and spaces."""
    return name.lower().replace(" ", "-")


class TestPages:
    """`pages: false`: no page, and no last line that tells of one."""

    def test_they_can_be_left_out(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", topics="[Alpha]")
        settings(tmp_path, f"{BY_TOPIC}pages: false\n")

        ran = export(tmp_path)

        assert names(tmp_path) == {
            *WRITTEN,
            *(f"topics/alpha/{name}" for name in WRITTEN),
            "feeds.opml",
            "snippet.html",
            "manifest.json",
        }
        assert ran.out.splitlines()[-1].startswith("1 article read, 1 exported; ")

    def test_those_that_are_there_go(self, news: Path) -> None:
        settings(news, f"{BY_TOPIC}pages: false\n")

        ran = export(news, "--verbose")

        pages = {name for name, state in states(ran).items() if state == "removed"}
        assert pages == {"index.html", "topics/alpha/index.html", "topics/beta/index.html"}
        assert not pages & names(news)


class TestEmpty:
    """A feed that lost its last article stays, empty and valid: a 404 makes readers give up. `--prune` drops it."""

    @pytest.fixture
    def without(self, news: Path) -> Path:
        """The same, without the only article of the topic Beta."""
        (news / "news/c.md").unlink()
        return news

    def test_it_stays_and_says_that_it_is_empty(self, without: Path) -> None:
        export(without)

        out = without / "out/topics/beta"
        assert names(without) == {*EVERY, *below("topics/alpha"), *below("topics/beta")}
        assert items(out) == []
        assert etree.parse(out / "rss.xml").findall("channel/item") == []
        assert len((out / "feed.csv").read_bytes().splitlines()) == 1

    def test_it_is_valid(self, without: Path) -> None:
        export(without)

        for name, media_type in MEDIA_TYPES.items():
            data = (without / "out/topics/beta" / name).read_bytes()
            assert [str(each) for each in findings(data, media_type)] == []

    def test_it_keeps_its_title_its_id_and_its_moment(self, without: Path) -> None:
        atom = "{http://www.w3.org/2005/Atom}"
        facts = [f"{atom}id", f"{atom}title", f"{atom}updated"]
        path = without / "out/topics/beta/atom.xml"
        before = [etree.parse(path).findtext(each) for each in facts]

        export(without)

        assert [etree.parse(path).findtext(each) for each in facts] == before
        assert before[1] == "example.org: Beta"

    def test_it_stays_for_good(self, without: Path) -> None:
        export(without)
        before = seen(without / "out")

        export(without)
        export(without, "--no-cache")

        assert {**seen(without / "out"), ".": b""} == {**before, ".": b""}

    def test_an_article_that_comes_back_stands_in_it(self, without: Path) -> None:
        before = contents(without / "out")
        export(without)
        post(without / "news", "c", topics="[Beta]")

        export(without)

        assert contents(without / "out") == before

    def test_prune_removes_its_files_and_its_folder(self, without: Path) -> None:
        export(without)

        ran = export(without, "--prune", "--verbose")

        assert names(without) == {*EVERY, *below("topics/alpha")}
        assert not (without / "out/topics/beta").exists()
        assert {name for name, state in states(ran).items() if state == "removed"} == below("topics/beta")

    def test_pruned_once_it_is_gone_for_good(self, without: Path) -> None:
        export(without, "--prune")

        export(without)

        assert names(without) == {*EVERY, *below("topics/alpha")}
        assert b"Beta" not in b"".join(contents(without / "out").values())

    def test_prune_leaves_a_feed_that_is_no_fan_out(self, tmp_path: Path) -> None:
        """The settings ask for it by name, so it is there, with articles or without."""
        post(tmp_path / "news", "a")
        settings(tmp_path, BY_TOPIC.replace("topics/{topic}", "hot\n    where: {topics: Hot}"))

        export(tmp_path, "--prune")

        assert names(tmp_path) == {*EVERY, *below("hot")}
        assert items(tmp_path / "out/hot") == []


class TestUnwanted:
    """Files of feeds and formats that the settings no longer ask for are removed; those of others never are."""

    def test_those_of_a_feed_that_left_the_settings(self, news: Path) -> None:
        (news / "out/topics/CNAME").write_text("mine", encoding="utf-8")
        settings(news, BY_TOPIC.replace("  - path: topics/{topic}\n", ""))

        ran = export(news, "--verbose")

        assert names(news) == {*EVERY, "topics/CNAME"}
        assert {name for name, state in states(ran).items() if state == "removed"} == {
            *below("topics/alpha"),
            *below("topics/beta"),
        }
        assert not (news / "out/topics/alpha").exists()

    def test_the_short_report_counts_them(self, news: Path) -> None:
        settings(news, BY_TOPIC.replace("topics/{topic}", "themes/{topic}"))

        ran = export(news)

        lines = ran.out.splitlines()
        assert f"Removed {2 * len(FEED)} files of 2 former feeds." in lines
        assert any(line.startswith("out/themes/{topic}/ ") and line.endswith(" 12 new") for line in lines)

    def test_those_of_a_format(self, news: Path) -> None:
        settings(news, f"{BY_TOPIC}formats: [rss, atom]\n")

        export(news)

        gone = {"feed.json", "feed.csv", "feed.csv-metadata.json"}
        assert {name for name in names(news) if name.rpartition("/")[2] in gone} == set()
        assert {"rss.xml", "atom.xml", "topics/beta/rss.xml"} <= names(news)

    @pytest.mark.parametrize("flags", [("--format", "rss"), ("--format", "sitemap")])
    def test_a_flag_removes_nothing(self, news: Path, flags: tuple[str, ...]) -> None:
        before = contents(news / "out")
        (news / "news/c.md").unlink()

        export(news, *flags)

        after = contents(news / "out")
        assert before.keys() <= after.keys()
        assert after["topics/alpha/feed.json"] == before["topics/alpha/feed.json"]

    def test_nor_does_a_run_that_leaves_articles_out(self, news: Path) -> None:
        post(news / "news", "c", topics="[Beta]", title="")
        settings(news, BY_TOPIC.replace("topics/{topic}", "themes/{topic}"))

        export(news, "--keep-going")

        assert below("topics/beta") <= names(news)

    def test_what_was_left_then_goes_when_all_is_well_again(self, news: Path) -> None:
        post(news / "news", "c", topics="[Beta]", title="")
        settings(news, BY_TOPIC.replace("topics/{topic}", "themes/{topic}"))
        export(news, "--keep-going")
        post(news / "news", "c", topics="[Beta]")

        export(news)

        assert names(news) == {*EVERY, *below("themes/alpha"), *below("themes/beta")}

    def test_one_that_somebody_edited_stays_with_a_warning(self, news: Path) -> None:
        (news / "out/topics/beta/index.html").write_text("mine", encoding="utf-8")
        settings(news, BY_TOPIC.replace("  - path: topics/{topic}\n", ""))

        ran = export(news)

        assert names(news) == {*EVERY, "topics/beta/index.html"}
        assert (news / "out/topics/beta/index.html").read_text(encoding="utf-8") == "mine"
        (line,) = ran.told("warning")
        assert line == (
            "out/topics/beta/index.html: warning: no longer needed, but edited, so Outfeed leaves it there; remove it, "
            "or export once without --strict to keep it as your own [file-edited]"
        )

    def test_that_warning_stops_a_strict_export_before_anything_is_put_in_place(self, news: Path) -> None:
        (news / "out/topics/beta/index.html").write_text("mine", encoding="utf-8")
        settings(news, BY_TOPIC.replace("  - path: topics/{topic}\n", ""))
        post(news / "news", "d")
        before = contents(news / "out")

        ran = export(news, "--strict", status=1)

        assert contents(news / "out") == before
        assert ran.err.endswith("Nothing was written: 1 warning, and --strict stops on warnings. out/ is as it was.\n")

    def test_a_strict_plan_tells_it_too(self, news: Path) -> None:
        (news / "out/topics/beta/index.html").write_text("mine", encoding="utf-8")
        settings(news, BY_TOPIC.replace("  - path: topics/{topic}\n", ""))

        plan = outfeed_here("plan", "--strict", cwd=news)
        strict = export(news, "--strict", status=1)

        assert (plan.status, plan.told("warning")) == (1, strict.told("warning"))
        assert plan.err.endswith("Nothing to plan: 1 warning, and --strict stops on warnings.\n")

    def test_its_remedy_lets_strict_exports_pass(self, news: Path) -> None:
        (news / "out/topics/beta/index.html").write_text("mine", encoding="utf-8")
        settings(news, BY_TOPIC.replace("  - path: topics/{topic}\n", ""))
        export(news, "--strict", status=1)
        export(news)

        again = export(news, "--strict")

        assert again.told("warning") == []
        assert "topics/beta/index.html" in names(news)

    def test_and_it_is_nobody_elses_business_from_then_on(self, news: Path) -> None:
        (news / "out/topics/beta/index.html").write_text("mine", encoding="utf-8")
        settings(news, BY_TOPIC.replace("  - path: topics/{topic}\n", ""))
        export(news)

        again = export(news)

        assert again.told("warning") == []
        assert "topics/beta/index.html" in names(news)


class TestForeign:
    """What Outfeed did not write is not replaced, unless `--adopt` says so: status 3, and out/ as it was."""

    @pytest.fixture
    def mine(self, tmp_path: Path) -> Path:
        """The current folder: the seeds, and a page of somebody else where ours would go."""
        with_seeds(tmp_path)
        (tmp_path / "out").mkdir()
        (tmp_path / "out/index.html").write_text("mine", encoding="utf-8")
        return tmp_path

    def test_it_is_refused(self, mine: Path) -> None:
        before = seen(mine / "out")

        ran = outfeed_here("export", "seeds", cwd=mine)

        assert (ran.status, ran.out) == (3, "")
        (line,) = ran.told("error")
        assert line == (
            "out/index.html: error: Outfeed did not write it, and would replace it; choose another --out, or "
            "replace it with --adopt [file-foreign]"
        )
        assert {**seen(mine / "out"), ".": b""} == {**before, ".": b""}

    def test_adopt_replaces_it_once_and_for_all(self, mine: Path) -> None:
        adopted = outfeed_here("export", "seeds", "--adopt", cwd=mine)
        again = outfeed_here("export", "seeds", "--limit", "2", cwd=mine)

        assert (adopted.status, again.status) == (0, 0)
        assert states(adopted)["index.html"] == "changed"
        assert names(mine) == set(EVERY)

    def test_a_manifest_of_another_program_is_foreign_too(self, tmp_path: Path) -> None:
        with_seeds(tmp_path)
        (tmp_path / "out").mkdir()
        (tmp_path / "out/manifest.json").write_text('{"name": "An app"}', encoding="utf-8")

        ran = outfeed_here("export", "seeds", cwd=tmp_path)
        adopted = outfeed_here("export", "seeds", "--adopt", cwd=tmp_path)

        assert (ran.status, adopted.status) == (3, 0)
        assert [line.partition(":")[0] for line in ran.told("error")] == ["out/manifest.json"]
        assert "[manifest-broken]" in adopted.err
        assert names(tmp_path) == set(EVERY)

    def test_files_that_hold_what_they_should_are_ours(self, tmp_path: Path) -> None:
        """As in a checkout of what is published, without its manifest."""
        with_seeds(tmp_path)
        outfeed_here("export", "seeds", cwd=tmp_path)
        before = contents(tmp_path / "out")
        (tmp_path / "out/manifest.json").unlink()

        ran = outfeed_here("export", "seeds", cwd=tmp_path)

        assert ran.status == 0
        assert contents(tmp_path / "out") == before

    def test_all_of_them_are_told_at_once(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a")
        for name in BESIDE:
            (tmp_path / "out").mkdir(exist_ok=True)
            (tmp_path / "out" / name).write_text("mine", encoding="utf-8")

        ran = outfeed_here("export", "news", *SITE, cwd=tmp_path)

        assert [line.partition(":")[0] for line in ran.told("error")] == [f"out/{name}" for name in BESIDE]


class TestSharedEntries:
    """An entry that stands in several feeds is rendered once, and copied into each."""

    @pytest.fixture
    def site(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Articles of two topics each, of which one has what a check finds."""
        monkeypatch.setattr(shared_entries, "_LEAST", 100)
        for number in range(120):
            fields = {"id": "7"} if number == 50 else {}
            post(tmp_path / "news", f"a{number:03}", topics=f"[T{number % 3}, U{number % 2}]", **fields)
        settings(tmp_path, BY_TOPIC)
        return tmp_path

    def test_the_bytes_and_the_messages_are_those_of_feeds_on_their_own(
        self, site: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shared = export(site, "--no-cache", "--verbose"), contents(site / "out")
        shutil.rmtree(site / "out")
        monkeypatch.setattr(shared_entries, "_LEAST", 1_000)

        alone = export(site, "--no-cache", "--verbose"), contents(site / "out")

        assert "guid-bare-number" in alone[0].err
        assert shared == alone

    def test_most_are_rendered_once(self, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        rendered = []
        render = section.render_entry

        def count(parts: Any, names: Any, article: Article) -> Any:
            rendered.append(article.id)
            return render(parts, names, article)

        monkeypatch.setattr(section, "render_entry", count)
        monkeypatch.setattr(section, "_MOST", 0)  # bytes that a process remembers
        export(site, "--no-cache", "--jobs", "1")

        twice = {each for each in rendered if rendered.count(each) > 1}
        first_of_feeds = 1 + 5
        beside_a_finding = 100  # the section of the bare number
        assert len(set(rendered)) == 120
        assert len(twice) <= beside_a_finding + first_of_feeds
