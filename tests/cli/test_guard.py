"""The guard of `outfeed export`: no article comes back under another id unless somebody wants that."""

import json
import os
from pathlib import Path

import pytest

from exporters.planning.published_source import PublishedFolder
from exporters.publishing import contents as file_contents
from tests.cli.running import SITE, Ran, contents, outfeed_here, post

NEW_IDS = "--allow-new-ids"


def export(folder: Path, *flags: str | Path) -> Ran:
    """An export of the articles in `folder`/news."""
    return outfeed_here("export", "news", *SITE, *flags, cwd=folder)


def ids(folder: Path) -> list[str]:
    """The ids that are published."""
    return [each["id"] for each in json.loads((folder / "out/feed.json").read_text())["items"]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three articles, exported."""
    for day, name in enumerate(("a", "b", "c"), 1):
        post(tmp_path / "news", name, publishedDateTime=f"2024-01-0{day}T03:04:05Z")
    assert export(tmp_path).status == 0
    return tmp_path


def moved(folder: Path, name: str = "a", **fields: str) -> None:
    """Article a as it was, but for `fields`."""
    post(folder / "news", name, **({"publishedDateTime": "2024-01-01T03:04:05Z"} | fields))


class TestNothingChanged:
    """The usual run."""

    def test_no_document_is_looked_at_again(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object) -> bool:
            raise AssertionError

        def note(path: Path) -> bytes:
            hashed.append(path)
            return digest_of(path)

        export(folder)
        hashed: list[Path] = []
        digest_of = file_contents.digest
        monkeypatch.setattr(PublishedFolder, "open", fail)
        monkeypatch.setattr(PublishedFolder, "document", fail)
        monkeypatch.setattr(file_contents, "digest", note)

        assert export(folder).status == 0
        assert len(hashed) == len(set(hashed)) > 0


class TestRefused:
    """Status 3, with the plan, and `out/` as it was."""

    def test_an_article_that_comes_under_another_id(self, folder: Path) -> None:
        before = contents(folder / "out")
        moved(folder, webUrl="http://example.org/a")

        ran = export(folder)

        assert ran.status == 3
        assert ran.err.splitlines() == [
            "Nothing was published, since subscribers would see this:",
            "feed.json: example.org: 1 shown again as new, 2 unchanged",
            (
                '! shown again as new     About a                                                   its id "https://example.org/a"'
                ' becomes "http://example.org/a"; https became http'
            ),
            (
                'news/a.md:4:1: error: id: it is published under the id "https://example.org/a", and would appear '
                'again as "http://example.org/a"; write id: "https://example.org/a" in its front matter, keep all of '
                "them with `outfeed plan --write-ids ids.yaml`, or publish with --allow-new-ids [id-changed]"
            ),
        ]
        assert contents(folder / "out") == before

    def test_the_next_run_refuses_it_too_whatever_the_cache_holds(self, folder: Path) -> None:
        moved(folder, webUrl="http://example.org/a")

        assert [export(folder).status for _ in range(3)] == [3, 3, 3]

    def test_what_the_message_says_helps(self, folder: Path) -> None:
        before = ids(folder)
        moved(folder, webUrl="http://example.org/a", id='"https://example.org/a"')

        assert export(folder).status == 0
        assert ids(folder) == before

    def test_an_id_that_goes_to_another_article(self, folder: Path) -> None:
        moved(folder, title="Quite another story", webUrl="https://example.org/z", id="https://example.org/b")
        (folder / "news/b.md").unlink()

        ran = export(folder)

        assert ran.status == 3
        assert "[id-reused]" in ran.err

    def test_ids_that_were_exchanged(self, folder: Path) -> None:
        moved(folder, "a", id="https://example.org/b")
        moved(folder, "b", id="https://example.org/a", publishedDateTime="2024-01-02T03:04:05Z")

        ran = export(folder)

        assert ran.status == 3
        assert ran.err.count("[id-reused]") == 2

    def test_another_address_of_the_feeds(self, folder: Path) -> None:
        ran = outfeed_here("export", "news", "--site-url", "https://example.net/", cwd=folder)

        assert ran.status == 3
        assert "the id of the feed would change" in ran.err
        assert "[feed-changed]" in ran.err

    def test_another_id_of_the_feed_alone(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a")
        settings = tmp_path / "outfeed.yaml"
        settings.write_text("site: {url: https://example.org/}\nsource: {path: news}\n")
        assert outfeed_here("export", cwd=tmp_path).status == 0
        settings.write_text(f"{settings.read_text()}feeds: [{{id: 'tag:example.org,2024:new'}}]\n")

        ran = outfeed_here("export", cwd=tmp_path)

        assert ran.status == 3
        assert 'from "https://example.org/feeds/" to "tag:example.org,2024:new"' in ran.err

    def test_a_site_that_is_there_twice(self, folder: Path) -> None:
        fields = {"title": "About a", "webUrl": "https://example.org/a/"}
        post(folder / "news", "double", publishedDateTime="2024-01-01T03:04:05Z", **fields)

        assert export(folder).status == 3

    def test_many_are_told_in_one_line(self, tmp_path: Path) -> None:
        for number in range(30):
            post(tmp_path / "news", f"n{number}")
        export(tmp_path)
        for number in range(30):
            post(tmp_path / "news", f"n{number}", webUrl=f"http://example.org/n{number}")

        ran = export(tmp_path)

        assert ran.told("error") == [
            (
                "out/feed.json: error: 30 articles would appear again under other ids; keep them with `outfeed plan "
                "--write-ids ids.yaml` and ids: ids.yaml in outfeed.yaml, or publish with --allow-new-ids [id-changed]"
            )
        ]
        assert "30 entries: https became http" in ran.err

    @pytest.mark.parametrize("formats", [["rss"], ["atom"], ["json"], ["rss", "csv"]])
    def test_whatever_the_format(self, tmp_path: Path, formats: list[str]) -> None:
        flags = [flag for name in formats for flag in ("--format", name)]
        post(tmp_path / "news", "a")
        export(tmp_path, *flags)
        post(tmp_path / "news", "a", webUrl="http://example.org/a")

        assert export(tmp_path, *flags).status == 3

    def test_programs_are_told_too(self, folder: Path) -> None:
        moved(folder, webUrl="http://example.org/a")

        ran = export(folder, "--diagnostics", "json")

        (told,) = json.loads(ran.err)["diagnostics"]
        assert (told["rule"], told["path"], told["line"], told["column"]) == ("id-changed", "news/a.md", 4, 1)

    def test_the_id_that_is_told_is_whole_and_can_be_written_so(self, tmp_path: Path) -> None:
        old = f'{"long " * 30}"quoted" \\ and: #'
        post(tmp_path / "news", "a", id=json.dumps(old))
        export(tmp_path)
        post(tmp_path / "news", "a")

        ran = export(tmp_path)
        post(tmp_path / "news", "a", id=ran.err.partition("; write id: ")[2].partition(" in its front matter")[0])

        assert (ran.status, export(tmp_path).status) == (3, 0)
        assert ids(tmp_path) == [old]

    def test_what_atom_alone_publishes_is_told_with_the_ids_of_articles(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", id="seven of nine")
        export(tmp_path, "--format", "atom")
        post(tmp_path / "news", "a", id="eight")

        ran = export(tmp_path, "--format", "atom")

        assert ran.err.splitlines()[-1].startswith(
            'news/a.md:5:1: error: id: it is published under the id "seven of nine", and would appear again as '
            '"eight"; write id: "seven of nine" in its front matter'
        )


class TestEveryFormat:
    """Each document has subscribers of its own."""

    @pytest.mark.parametrize("formats", ["rss, atom, json", "rss, atom", "atom, csv"])
    def test_the_address_of_the_site_stands_in_ids_of_atom(self, tmp_path: Path, formats: str) -> None:
        settings = tmp_path / "outfeed.yaml"
        site = "site: {url: 'URL', feeds_url: https://example.org/feeds/}"
        text = f"{site}\nsource: {{path: news}}\nformats: [{formats}]\n"
        settings.write_text(text.replace("URL", "https://example.org/"))
        for name in ("a", "b"):
            post(tmp_path / "news", name, id=f"post-{name}")
        assert outfeed_here("export", cwd=tmp_path).status == 0
        settings.write_text(text.replace("URL", "https://www.example.org/"))

        planned = outfeed_here("plan", "--write-ids", "ids.yaml", cwd=tmp_path)
        ran = outfeed_here("export", cwd=tmp_path)

        assert planned.out.startswith("atom.xml: www.example.org: 2 shown again as new\n")
        assert planned.err == "No article would lose its id, so ids.yaml was not written.\n"
        assert ran.status == 3
        assert "keep the url of the site, since Atom includes it in these ids" in ran.err

    def test_one_that_was_written_alone_does_not_speak_for_the_others(self, tmp_path: Path) -> None:
        for day in range(1, 6):
            post(tmp_path / "news", f"n{day}", publishedDateTime=f"2024-01-0{day}T03:04:05Z")
        export(tmp_path)
        assert export(tmp_path, "--format", "json", "--limit", "2").status == 0
        moved(tmp_path, "n1", id="other", title="About n1")

        ran = export(tmp_path)

        assert ran.status == 3
        assert ran.err.splitlines()[1].startswith("rss.xml: ")

    def test_new_ids_that_one_may_have_are_no_leave_for_the_others(self, folder: Path) -> None:
        moved(folder, id="other")
        assert export(folder, "--format", "json", NEW_IDS).status == 0

        assert export(folder).status == 3

    def test_ids_that_differ_in_white_space_alone(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", id="'a  b'")
        export(tmp_path)
        post(tmp_path / "news", "a", id="'a b'")

        assert export(tmp_path).status == 3

    def test_the_id_of_a_feed_counts_where_a_format_writes_it(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a")
        settings = tmp_path / "outfeed.yaml"
        settings.write_text("site: {url: https://example.org/}\nsource: {path: news}\nformats: [rss, json]\n")
        assert outfeed_here("export", cwd=tmp_path).status == 0
        settings.write_text(f"{settings.read_text()}feeds: [{{id: 'tag:example.org,2024:new'}}]\n")

        assert outfeed_here("export", cwd=tmp_path).status == 0


class TestBeyond:
    """What a document doesn't show is known all the same."""

    def test_a_copied_file_whose_id_was_forgotten(self, folder: Path) -> None:
        post(folder / "news", "copy", webUrl="https://example.org/a", publishedDateTime="2024-01-09T03:04:05Z")

        ran = export(folder)

        assert ran.status == 3
        assert ran.err.splitlines()[-1] == (
            'news/copy.md:4:1: error: id: its id "https://example.org/a" belongs to another published article, '
            '"About a"; write another id: in the front matter of the new one, or publish with '
            "--allow-new-ids [id-reused]"
        )

    def test_one_that_does_not_take_its_place_is_told_and_left_out(self, folder: Path) -> None:
        post(folder / "news", "copy", webUrl="https://example.org/a", publishedDateTime="2023-01-09T03:04:05Z")

        ran = export(folder)

        assert (ran.status, "[id-repeated]" in ran.err) == (0, True)

    def test_permalinks_swapped_with_an_article_outside_of_the_window(self, folder: Path) -> None:
        assert export(folder, "--limit", "1").status == 0
        moved(folder, webUrl="https://example.org/c")
        post(folder / "news", "c", webUrl="https://example.org/a", publishedDateTime="2024-01-03T03:04:05Z")

        ran = export(folder, "--limit", "1")

        assert ran.status == 3
        assert 'news/c.md:4:1: error: id: it is published under the id "https://example.org/c"' in ran.err

    def test_one_that_leaves_the_window_is_no_harm(self, folder: Path) -> None:
        assert export(folder, "--limit", "1").status == 0
        post(folder / "news", "d", publishedDateTime="2024-01-09T03:04:05Z")

        assert export(folder, "--limit", "1").status == 0

    def test_an_archive_is_guarded_too(self, tmp_path: Path) -> None:
        (tmp_path / "outfeed.yaml").write_text(
            "site: {url: https://example.org/}\nsource: {path: news}\nfeeds: [{archive: month, limit: 1}]\n"
        )
        for month in range(1, 5):
            post(tmp_path / "news", f"n{month}", publishedDateTime=f"2024-0{month}-01T03:04:05Z")
        assert outfeed_here("export", cwd=tmp_path).status == 0
        post(tmp_path / "news", "n1", webUrl="http://example.org/n1", publishedDateTime="2024-01-01T03:04:05Z")

        ran = outfeed_here("export", cwd=tmp_path)

        assert ran.status == 3
        assert "feed-2024-01.json: example.org: 1 shown again as new" in ran.err

    def test_an_article_that_is_retold_under_its_own_id(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", id="one", excerpt="What happened.")
        export(tmp_path)
        post(tmp_path / "news", "a", id="one", excerpt="How.", title="Retold", webUrl="https://example.org/retold")

        assert export(tmp_path).status == 0


class TestAddress:
    """Another address of a feed can be wanted where new ids are not."""

    @pytest.fixture
    def moved_site(self, tmp_path: Path) -> Path:
        """A site whose feeds move to another folder."""
        post(tmp_path / "news", "a")
        settings = "site: {url: https://example.org/, feeds_url: https://example.org/FOLDER/}\nsource: {path: news}\n"
        (tmp_path / "outfeed.yaml").write_text(settings.replace("FOLDER", "old"))
        assert outfeed_here("export", cwd=tmp_path).status == 0
        id_ = "feeds: [{id: https://example.org/old/}]\n"
        (tmp_path / "outfeed.yaml").write_text(settings.replace("FOLDER", "new") + id_)
        return tmp_path

    def test_it_is_refused(self, moved_site: Path) -> None:
        ran = outfeed_here("export", cwd=moved_site)

        assert ran.status == 3
        assert ran.err.splitlines()[-1] == (
            'out/feed.json: error: the address of the feed would change from "https://example.org/old/feed.json" to '
            '"https://example.org/new/feed.json"; keep feeds_url and path; or redirect the old address, and '
            "publish with --allow-new-address [feed-changed]"
        )

    def test_it_is_published_where_it_is_wanted(self, moved_site: Path) -> None:
        assert outfeed_here("export", "--allow-new-address", cwd=moved_site).status == 0

    def test_ids_are_guarded_then_as_ever(self, moved_site: Path) -> None:
        post(moved_site / "news", "a", webUrl="http://example.org/a")

        assert outfeed_here("export", "--allow-new-address", cwd=moved_site).status == 3


class TestStrangeFiles:
    """What stands in the place of a published document."""

    @pytest.mark.parametrize("command", ["export", "plan"])
    def test_a_pipe_is_not_waited_for(self, folder: Path, command: str) -> None:
        (folder / "out/feed.json").unlink()
        os.mkfifo(folder / "out/feed.json")
        moved(folder, title="Other words")

        ran = outfeed_here(command, "news", *SITE, cwd=folder)

        assert ran.status == (3 if command == "export" else 0)  # nor replaced

    def test_one_that_is_too_large_is_not_read(self, folder: Path) -> None:
        os.truncate(folder / "out/feed.json", 1 << 40)
        moved(folder, title="Other words")

        ran = outfeed_here("plan", "news", *SITE, cwd=folder)

        assert ran.status == 3
        assert ran.err.startswith("out/feed.json: error: it is larger than 256 MB; restore it, ")


class TestAllowed:
    """What does no harm is published without a word."""

    def test_new_ids_where_they_are_wanted(self, folder: Path) -> None:
        moved(folder, webUrl="http://example.org/a")

        assert export(folder, NEW_IDS).status == 0
        assert "http://example.org/a" in ids(folder)

    def test_returning_entries(self, folder: Path) -> None:
        assert export(folder, "--limit", "1").status == 0

        assert export(folder, "--limit", "0").status == 0
        assert len(ids(folder)) == 3

    def test_an_article_that_is_renamed_on_disk(self, folder: Path) -> None:
        (folder / "news/a.md").rename(folder / "news/renamed.md")

        assert export(folder).status == 0

    @pytest.mark.parametrize(
        "fields",
        [
            {"title": "Another title"},
            {"publishedDateTime": "2024-01-01T05:04:05Z"},
            {"webUrl": "https://example.org/new", "id": "https://example.org/a"},
            {"removed": "true"},
            {"published": "false"},
        ],
    )
    def test_changes_under_the_same_id(self, folder: Path, fields: dict[str, str]) -> None:
        moved(folder, **fields)

        assert export(folder).status == 0

    def test_articles_that_go_and_others_that_come(self, folder: Path) -> None:
        (folder / "news/a.md").unlink()
        post(folder / "news", "d", publishedDateTime="2024-01-09T03:04:05Z")

        assert export(folder).status == 0

    def test_a_published_document_that_is_damaged_is_repaired(self, folder: Path) -> None:
        (folder / "out/feed.json").write_text("{")

        assert export(folder).status == 0
        assert len(ids(folder)) == 3

    def test_a_format_that_comes_or_goes(self, folder: Path) -> None:
        (folder / "outfeed.yaml").write_text("site: {url: https://example.org/}\nformats: [atom]\n")
        assert export(folder).status == 0

        (folder / "outfeed.yaml").write_text("site: {url: https://example.org/}\nformats: [json]\n")
        assert export(folder).status == 0


class TestWriteIds:
    """`plan --write-ids` writes what keeps the ids, for whole migrations."""

    def test_the_file_is_named_as_the_settings_name_it(self, folder: Path) -> None:
        (folder / "site").mkdir()
        (folder / "site/outfeed.yaml").write_text(
            "site: {url: https://example.org/}\nsource: {path: ../news}\nout: ../out\n"
        )
        moved(folder, webUrl="http://example.org/a")

        ran = outfeed_here("plan", "--config", "site/outfeed.yaml", "--write-ids", "ids.yaml", cwd=folder)

        assert ran.err == (
            "1 id written to ids.yaml; write ids: ../ids.yaml in site/outfeed.yaml, so that articles keep them.\n"
        )

    def test_an_id_that_another_article_has_now_is_told(self, folder: Path) -> None:
        moved(folder, webUrl="https://example.org/moved")
        post(folder / "news", "d", webUrl="https://example.org/a", publishedDateTime="2024-01-09T03:04:05Z")

        ran = outfeed_here("plan", "news", *SITE, "--write-ids", "ids.yaml", cwd=folder)

        assert ran.err.splitlines() == [
            "1 id written to ids.yaml; write ids: ../ids.yaml in news/outfeed.yaml, so that articles keep them.",
            '"About d" has the id "https://example.org/a" now: write another id: in its front matter.',
        ]

    def test_it_is_not_published(self, folder: Path) -> None:
        ran = outfeed_here("plan", "news", *SITE, "--write-ids", "out/ids.yaml", cwd=folder)

        assert ran.status == 2
        assert "--write-ids: out/ids.yaml would lie in the out folder, and be published." in ran.err

    def test_a_move_to_https_keeps_every_id(self, tmp_path: Path) -> None:
        for number in range(30):
            post(tmp_path / "news", f"n{number}", webUrl=f"http://example.org/n{number}")
        settings = tmp_path / "outfeed.yaml"
        settings.write_text("site: {url: https://example.org/}\nsource: {path: news}\n")
        outfeed_here("export", cwd=tmp_path)
        before = ids(tmp_path)
        for number in range(30):
            post(tmp_path / "news", f"n{number}", webUrl=f"https://example.org/n{number}")

        planned = outfeed_here("plan", "--write-ids", "ids.yaml", cwd=tmp_path)
        settings.write_text(f"{settings.read_text()}ids: ids.yaml\n")
        exported = outfeed_here("export", cwd=tmp_path)

        assert planned.err == (
            "30 ids written to ids.yaml; write ids: ids.yaml in outfeed.yaml, so that articles keep them.\n"
        )
        assert (exported.status, ids(tmp_path)) == (0, before)

    def test_ids_that_are_kept_already_stay(self, folder: Path) -> None:
        (folder / "outfeed.yaml").write_text("site: {url: https://example.org/}\nids: ids.yaml\n")
        (folder / "ids.yaml").write_text("https://example.org/b: https://example.org/b\n")
        moved(folder, webUrl="http://example.org/a")

        ran = outfeed_here("plan", "news", "--write-ids", "ids.yaml", cwd=folder)

        assert ran.err == "1 id written to ids.yaml.\n"
        assert (folder / "ids.yaml").read_text().splitlines()[1:] == [
            '"http://example.org/a": "https://example.org/a"',
            '"https://example.org/b": "https://example.org/b"',
        ]
        assert export(folder).status == 0

    def test_ids_that_atom_writes_in_its_own_way(self, tmp_path: Path) -> None:
        flags = ("--format", "atom")
        post(tmp_path / "news", "a", id="seven of nine")
        export(tmp_path, *flags)
        post(tmp_path / "news", "a")
        (tmp_path / "outfeed.yaml").write_text("site: {url: https://example.org/}\nformats: [atom]\n")

        outfeed_here("plan", "news", "--write-ids", "ids.yaml", cwd=tmp_path)

        assert (tmp_path / "ids.yaml").read_text().splitlines()[1:] == ['"https://example.org/a": "seven of nine"']

    def test_nothing_is_written_where_nothing_is_lost(self, folder: Path) -> None:
        ran = outfeed_here("plan", "news", *SITE, "--write-ids", "ids.yaml", cwd=folder)

        assert (ran.status, ran.err) == (0, "No article would lose its id, so ids.yaml was not written.\n")
        assert not (folder / "ids.yaml").exists()

    def test_a_file_that_holds_something_else_is_left(self, folder: Path) -> None:
        (folder / "ids.yaml").write_text("- mine\n")
        moved(folder, webUrl="http://example.org/a")

        ran = outfeed_here("plan", "news", *SITE, "--write-ids", "ids.yaml", cwd=folder)

        assert ran.status == 2
        assert (folder / "ids.yaml").read_text() == "- mine\n"
