"""Documents that belong together say the same; those that were only given in one call are never compared."""

import json
import shutil
from pathlib import Path

import pytest

from exporters.diagnostics.diagnostic import Level
from exporters.lint.facts import feed_facts
from exporters.lint.together.earlier_feed import earlier_findings
from tests.cli.running import ROOT, outfeed_here

HERE = "https://example.org/feeds/"
RSS = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>T</title>
<link>https://example.org/</link><description>D</description>
<atom:link rel="self" type="application/rss+xml" href="https://example.org/feeds/rss.xml"/>
<item><title>A</title><link>https://example.org/a</link><guid>https://example.org/a</guid>
<pubDate>Tue, 24 Aug 2021 07:30:00 +0000</pubDate></item>
<item><title>B</title><link>https://example.org/b</link><guid>https://example.org/b</guid>
<pubDate>Mon, 23 Aug 2021 07:30:00 +0000</pubDate></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>https://example.org/</id>
<updated>2021-08-24T07:30:00Z</updated><author><name>A</name></author>
<link rel="self" type="application/atom+xml" href="https://example.org/feeds/atom.xml"/>{link}
<entry><title>A</title><id>https://example.org/a</id><link href="https://example.org/a"/>
<published>2021-08-24T07:30:00Z</published><updated>2021-08-24T07:30:00Z</updated><summary>a</summary></entry>
</feed>
"""
RELATED = '<link rel="alternate" type="application/rss+xml" href="https://example.org/feeds/rss.xml"/>'
SELECTED = ("--select", "formats-*,archive-missing,archive-chain-*,listed-*,entry-*")


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    """A folder with two feeds of which one lacks an entry."""
    folder = tmp_path / "feeds"
    folder.mkdir()
    (folder / "rss.xml").write_text(RSS, encoding="utf-8")
    (folder / "atom.xml").write_text(ATOM.format(link=""), encoding="utf-8")
    return folder


def told(folder: Path, *words: str) -> list[str]:
    """What `outfeed lint` says about documents beside others: file, level and rule."""
    ran = outfeed_here("lint", *words, *SELECTED, "--diagnostics", "json", cwd=folder.parent)
    return [f"{each['path']} {each['level']} {each['rule']}" for each in json.loads(ran.out)["diagnostics"]]


def lines(folder: Path, *words: str) -> list[str]:
    """What it prints."""
    return outfeed_here("lint", *words, *SELECTED, cwd=folder.parent).out.splitlines()


class TestFormats:
    """RSS, Atom, JSON and CSV of one feed."""

    def test_those_of_one_call_are_not_compared(self, feeds: Path) -> None:
        assert told(feeds, "feeds") == told(feeds, "feeds/rss.xml", "feeds/atom.xml") == []

    def test_those_that_link_to_each_other_are(self, feeds: Path) -> None:
        (feeds / "atom.xml").write_text(ATOM.format(link=RELATED), encoding="utf-8")

        assert told(feeds, "feeds") == ["feeds/atom.xml warning formats-ids-differ"]
        assert told(feeds, "feeds/atom.xml", "feeds/rss.xml") == ["feeds/atom.xml warning formats-ids-differ"]

    def test_so_are_those_that_are_said_to_be_together(self, feeds: Path) -> None:
        assert told(feeds, "feeds", "--together") == ["feeds/atom.xml warning formats-ids-differ"]

    def test_what_differs_is_said_in_words_with_both_places(self, feeds: Path) -> None:
        atom = ATOM.format(link="").replace("<published>2021-08-24T07:30:00Z", "<published>2021-08-24T07:30:00.5+01:00")
        entry = atom[atom.index("<entry>") : atom.index("</feed>")]
        other = entry.replace("/a<", "/b<").replace('/a"', '/c"')
        renamed = entry.replace("/a<", "/0<").replace("07:30:00.5+01:00", "06:30:00Z")
        text = atom.replace(entry, renamed + other.replace("24T07", "23T07") + entry.replace("/a", "/new"))
        (feeds / "atom.xml").write_text(text, encoding="utf-8")

        assert lines(feeds, "feeds", "--together") == [
            (
                "feeds/atom.xml:4:24: warning: entry[1]/id: "
                'the id "https://example.org/0", where feeds/rss.xml:4 has '
                '"https://example.org/a" for the same link; '
                "give an entry the same id in every format [formats-ids-differ]"
            ),
            (
                "feeds/atom.xml:6:24: warning: entry[2]/id: "
                "the date 2021-08-23T06:30:00Z, where feeds/rss.xml:6 has "
                "2021-08-23T07:30:00Z, and 1 more entry differs likewise; write the same moment in every format "
                "[formats-dates-differ]"
            ),
            (
                "feeds/atom.xml:6:24: warning: entry[2]/id: "
                'the link "https://example.org/c", where feeds/rss.xml:6 has '
                '"https://example.org/b"; write the same link in every format [formats-links-differ]'
            ),
            (
                "feeds/atom.xml:8:24: warning: entry[3]/id: "
                'the entry "https://example.org/new" is not in feeds/rss.xml; '
                "write the same entries, with the same ids, in every format [formats-ids-differ]"
            ),
        ]

    def test_entries_that_one_lacks_are_counted(self, feeds: Path) -> None:
        (feeds / "atom.xml").unlink()
        items = [
            {"id": "https://example.org/b", "content_text": "b"},
            {"id": "https://example.org/a", "content_text": ""},
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": items}
        (feeds / "feed.json").write_text(json.dumps(feed, indent=1), encoding="utf-8")
        (feeds / "table.csv").write_bytes(b"id,title\r\nhttps://example.org/a,A\r\n")

        assert lines(feeds, "feeds", "--together") == [
            (
                'feeds/feed.json:6:10: warning: /items/0/id: the entry "https://example.org/b" stands before '
                '"https://example.org/a", after it in feeds/rss.xml; write the entries of every format in one order '
                "[formats-order-differs]"
            ),
            (
                'feeds/table.csv: warning: the entry "https://example.org/b" of feeds/rss.xml:6 is missing; '
                "write the same entries, with the same ids, in every format [formats-ids-differ]"
            ),
        ]

    def test_an_item_of_json_is_named_with_its_line(self, feeds: Path) -> None:
        (feeds / "rss.xml").unlink()
        feed = """{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [
          {"id": "https://example.org/a", "content_text": "a", "date_published": "2021-08-24T07:30:01Z"}]}"""
        (feeds / "feed.json").write_text(feed, encoding="utf-8")

        (line,) = lines(feeds, "feeds", "--together")
        assert "the date 2021-08-24T07:30:00Z, where feeds/feed.json:2 has 2021-08-24T07:30:01Z; write" in line

    def test_feeds_of_two_sites_have_nothing_in_common(self, feeds: Path) -> None:
        (feeds / "atom.xml").unlink()
        (feeds / "other.xml").write_text(RSS.replace("example.org", "example.net"), encoding="utf-8")
        ran = outfeed_here("lint", "feeds", "--together", *SELECTED, cwd=feeds.parent)

        assert ran.out == (
            "feeds/rss.xml: warning: no entry is in feeds/other.xml too; compare documents of one feed alone "
            "[formats-ids-differ]\n"
        )
        assert ran.err.endswith("Compared with feeds/other.xml: feeds/rss.xml.\n")

    def test_an_id_that_is_no_iri_is_the_same_in_both(self, feeds: Path) -> None:
        (feeds / "atom.xml").write_text(ATOM.format(link="").replace("/a</id>", "/a b</id>"), encoding="utf-8")
        (feeds / "rss.xml").write_text(RSS.replace("/a</guid>", "/a b</guid>"), encoding="utf-8")

        (line,) = lines(feeds, "feeds", "--together")
        assert 'the entry "https://example.org/b" of feeds/rss.xml:6 is missing; ' in line

    def test_many_entries_are_counted_with_the_first(self, feeds: Path) -> None:
        (feeds / "atom.xml").unlink()
        (feeds / "table.csv").write_bytes(b"id,url\r\nhttps://example.org/c,\r\nhttps://example.org/d,\r\n")
        two, three = "https://example.org/c", "https://example.org/d"
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": two}, {"id": three}]}
        (feeds / "feed.json").write_text(json.dumps(feed), encoding="utf-8")
        extra = "".join(f"<item><guid>https://example.org/{name}</guid></item>" for name in "cdef")
        (feeds / "rss.xml").write_text(RSS.replace("</channel>", extra + "</channel>"), encoding="utf-8")

        found = lines(feeds, "feeds", "--together")
        assert len(found) == 2
        assert all(
            '4 entries of feeds/rss.xml are missing, first "https://example.org/a" (feeds/rss.xml:4); ' in each
            for each in found
        )

    def test_a_table_of_something_else_is_not_compared(self, feeds: Path) -> None:
        (feeds / "atom.xml").unlink()
        (feeds / "table.csv").write_bytes(b"name,size\r\nA,1\r\n")
        ran = outfeed_here("lint", "feeds", "--together", "--select", "documents-*,formats-*", cwd=feeds.parent)

        assert "[documents-not-compared]" in ran.out
        assert "[formats-" not in ran.out

    def test_a_feed_alone_is_compared_with_nothing(self, feeds: Path) -> None:
        (feeds / "atom.xml").write_text("<feed", encoding="utf-8")
        ran = outfeed_here("lint", "feeds", "--together", "--select", "documents-*", cwd=feeds.parent)

        assert ran.out.startswith("warning: --together compared nothing: there are no two feeds that can be read; name")

    def test_what_a_format_can_t_say_is_no_difference(self, feeds: Path) -> None:
        atom = ATOM.format(link="").replace("<published>2021-08-24T07:30:00Z</published>", "")
        (feeds / "atom.xml").write_text(atom.replace('href="https://example.org/a"', 'href="/a"'), encoding="utf-8")
        only_a = RSS[: RSS.index("<item><title>B")] + "</channel></rss>"
        (feeds / "rss.xml").write_text(only_a.replace("24 Aug 2021 07:30", "23 Aug 2021 07:30"), encoding="utf-8")

        assert lines(feeds, "feeds", "--together") == []

    def test_in_our_own_folder_it_is_an_error(self, tmp_path: Path) -> None:
        shutil.copytree(ROOT / "tests/golden/seeds", tmp_path / "out")
        file = tmp_path / "out/feed.json"

        assert told(tmp_path / "out", "out") == []
        file.write_text(
            file.read_text(encoding="utf-8").replace('"id": "https://', '"id": "https://x.', 1), encoding="utf-8"
        )
        assert set(told(tmp_path / "out", "out")) == {"out/feed.json error formats-ids-differ"}


class TestArchives:
    """RFC 5005 §4: a chain that ends."""

    LINK = '<link rel="prev-archive" href="https://example.org/feeds/{}"/>'

    def archive(self, folder: Path, name: str, previous: str) -> None:
        """Write an archive document that links to another one."""
        text = ATOM.format(
            link=self.LINK.format(previous) + '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>'
        )
        (folder / name).write_text(text.replace("atom.xml", name), encoding="utf-8")

    def test_one_that_does_not_exist(self, feeds: Path) -> None:
        self.archive(feeds, "2021.xml", "2020.xml")
        assert told(feeds, "feeds") == ["feeds/2021.xml error archive-missing"]

        self.archive(feeds, "2020.xml", "../elsewhere/2019.xml")
        assert told(feeds, "feeds") == []

    def test_one_that_comes_back(self, feeds: Path) -> None:
        self.archive(feeds, "2021.xml", "2020.xml")
        self.archive(feeds, "2020.xml", "2021.xml")

        assert [each.partition(" ")[2] for each in told(feeds, "feeds")] == ["error archive-chain-circular"]


class TestLists:
    """OPML, indexes of sitemaps and pages name feeds that exist."""

    def test_of_an_opml_list(self, feeds: Path) -> None:
        outlines = "".join(f'<outline type="rss" text="x" xmlUrl="{HERE}{name}"/>' for name in ("rss.xml", "no.xml"))
        (feeds / "feeds.opml").write_text(
            f'<opml version="2.0"><head/><body>{outlines}</body></opml>', encoding="utf-8"
        )

        assert told(feeds, "feeds") == ["feeds/feeds.opml warning listed-feed-missing"]

    def test_of_a_page(self, feeds: Path) -> None:
        link = '<link rel="alternate" type="application/rss+xml" href="{}">'
        names = ("rss.xml", "no.xml", "//other.example/no.xml")
        page = "<!doctype html><html>" + "".join(map(link.format, names))
        (feeds / "index.html").write_text(page, encoding="utf-8")

        assert told(feeds, "feeds") == ["feeds/index.html warning listed-feed-missing"]

    def test_of_an_index_of_sitemaps(self, feeds: Path) -> None:
        index = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{HERE}no.xml</loc></sitemap></sitemapindex>"
        (feeds / "sitemap.xml").write_text(index, encoding="utf-8")

        assert told(feeds, "feeds") == ["feeds/sitemap.xml warning listed-feed-missing"]

    def test_where_no_feed_says_its_address_nothing_is_known(self, feeds: Path) -> None:
        self.test_of_a_page(feeds)
        for name in ("rss.xml", "atom.xml"):
            (feeds / name).rename(feeds / f"renamed-{name}")

        assert told(feeds, "feeds") == []


class TestBefore:
    """Today's feed beside yesterday's."""

    def rules(self, old: str, new: str) -> list[str]:
        """What subscribers notice."""
        before, after = feed_facts(old.encode()), feed_facts(new.encode())
        assert before is not None
        assert after is not None
        return [each.rule for each in earlier_findings(before, after)]

    @pytest.mark.parametrize(
        ("part", "other", "expected"),
        [
            ("<title>A", "<title>Z", []),
            ("<guid>https://example.org/a", "<guid>https://example.org/z", ["entry-id-changed"]),
            ("Tue, 24 Aug 2021 07:30:00", "Sun, 22 Aug 2021 07:30:00", ["entry-date-moved"]),
            ("Tue, 24 Aug 2021 07:30:00 +0000", "Tue, 24 Aug 2021 09:30:00 +0200", []),
            ("<link>https://example.org/a", "<link>https://example.org/z", ["entry-link-moved"]),
        ],
    )
    def test_an_entry_that_changed(self, part: str, other: str, expected: list[str]) -> None:
        assert part in RSS
        assert self.rules(RSS, RSS.replace(part, other)) == expected

    def test_an_update_is_no_other_date_of_publication(self) -> None:
        old = ATOM.format(link="").replace("<published>2021-08-24T07:30:00Z</published>", "")

        assert self.rules(old, old.replace("24T07:30:00Z", "25T07:30:00Z")) == []

    def test_of_json_each_finding_has_its_place(self, feeds: Path) -> None:
        feed = """{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [
          {"url": "https://example.org/1", "content_text": "a", "id": "%s"}]}"""
        (feeds / "old.json").write_text(feed % "old", encoding="utf-8")
        (feeds / "new.json").write_text(feed % "new", encoding="utf-8")

        assert lines(feeds, "feeds/new.json", "--before", "feeds/old.json")[0].startswith(
            'feeds/new.json:2:71: error: /items/0/id: the id "new", where the entry of that link had "old" before; '
        )

    @pytest.mark.parametrize("levels", [{}, {"entry-id-changed": Level.NOTE}])
    def test_the_command_and_its_profiles(
        self, feeds: Path, monkeypatch: pytest.MonkeyPatch, levels: dict[str, Level]
    ) -> None:
        monkeypatch.setattr("exporters.cli.lint_run.profile_levels", lambda _: levels)
        (feeds / "old.xml").write_text(RSS.replace("<guid>https://example.org/a", "<guid>https://x.org/a"), "utf-8")
        level = levels.get("entry-id-changed", Level.ERROR)

        assert told(feeds, "feeds/rss.xml", "--before", "feeds/old.xml") == [f"feeds/rss.xml {level} entry-id-changed"]

    def test_a_new_entry_is_no_finding_and_an_old_one_may_go(self) -> None:
        old = RSS.replace("/b<", "/old<").replace("Mon, 23 Aug 2021", "Tue, 24 Aug 2010")

        assert self.rules(old, RSS) == []

    def test_one_that_left_from_between(self) -> None:
        gone = RSS.replace("/a<", "/gone<")

        assert self.rules(gone, RSS.replace("Tue, 24 Aug 2021", "Wed, 25 Aug 2021")) == ["entry-lost"]

    @pytest.mark.parametrize(
        ("words", "status"), [(("feeds", "--before", "feeds/rss.xml"), 2), (("feeds/rss.xml", "--before", "no.xml"), 2)]
    )
    def test_what_can_t_be_compared(self, feeds: Path, words: tuple[str, ...], status: int) -> None:
        assert outfeed_here("lint", *words, cwd=feeds.parent).status == status
