"""Documents that belong together say the same; those that were only given in one call are never compared."""

import json
import shutil
from pathlib import Path

import pytest

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

    def test_a_new_entry_is_no_finding_and_an_old_one_may_go(self) -> None:
        old = RSS.replace("/b<", "/old<").replace("Mon, 23 Aug 2021", "Tue, 24 Aug 2010")

        assert self.rules(old, RSS) == []

    def test_one_that_left_from_between(self) -> None:
        gone = RSS.replace("/a<", "/gone<")

        assert self.rules(gone, RSS.replace("Tue, 24 Aug 2021", "Wed, 25 Aug 2021")) == ["entry-lost"]

    def test_the_command(self, feeds: Path) -> None:
        (feeds / "old.xml").write_text(
            RSS.replace("<guid>https://example.org/a", "<guid>https://example.org/o"), "utf-8"
        )

        assert told(feeds, "feeds/rss.xml", "--before", "feeds/old.xml") == ["feeds/rss.xml error entry-id-changed"]

    @pytest.mark.parametrize(
        ("words", "status"), [(("feeds", "--before", "feeds/rss.xml"), 2), (("feeds/rss.xml", "--before", "no.xml"), 2)]
    )
    def test_what_can_t_be_compared(self, feeds: Path, words: tuple[str, ...], status: int) -> None:
        assert outfeed_here("lint", *words, cwd=feeds.parent).status == status
