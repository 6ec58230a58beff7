"""What a feed says of itself, and how much it says of its articles: `content`, `max_bytes`, names and values."""

from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree

from tests.cli.running import contents
from tests.site import plain
from tests.site.making import FIRST, exported, run, settings, site, small, written
from tests.site.published import DOCUMENTS, NAMESPACES, Published

TITLED: Final[dict[str, Any]] = {
    "path": "topics/{topic}",
    "id": "https://everyday.example/of/{topic}",
    "title": "All of {topic} {{really}}",
    "description": "What {topic} is about, and {topic} again",
    "language": "de-at",
    "copyright": "© the {topic} people",
    "icon": "https://everyday.example/icon.png",
    "ttl": 90,
    "limit": 2,
}


def channel(published: Published, name: str) -> dict[str, str]:
    """The elements of an RSS channel that hold text alone."""
    holder = etree.fromstring(published.files[name]).find("channel")
    assert holder is not None
    return {str(each.tag): each.text or "" for each in holder if len(each) == 0}


class TestExcerpt:
    """`content: excerpt`: no body in any format, and a summary in each; other feeds keep theirs."""

    @pytest.fixture
    def made(self, news: Path, tmp_path: Path) -> Published:
        """The site in full, and as excerpts."""
        return exported(tmp_path, news, {"path": "", "limit": 0}, {"path": "short", "content": "excerpt", "limit": 0})

    def test_no_format_has_a_body(self, made: Published) -> None:
        rss, atom = (etree.fromstring(made.files[f"short/{name}"]) for name in ("rss.xml", "atom.xml"))

        assert list(rss.iter("{http://purl.org/rss/1.0/modules/content/}encoded")) == []
        assert atom.findall("a:entry/a:content", NAMESPACES) == []
        assert [each for each in made.json("short/feed.json")["items"] if "content_html" in each] == []
        assert all(b"<p>" not in made.files[f"short/{name}"] for name in DOCUMENTS)
        assert all(b"&lt;p&gt;" not in made.files[f"short/{name}"] for name in DOCUMENTS)

    def test_the_same_articles_have_one_elsewhere(self, made: Published) -> None:
        items = made.json("feed.json")["items"]

        assert len([each for each in items if "content_html" in each]) >= 50
        assert made.ids("short") == made.ids("") == [each["id"] for each in items]

    def test_each_entry_has_a_summary(self, made: Published) -> None:
        full, short = (made.json(name)["items"] for name in ("feed.json", "short/feed.json"))

        assert [each["content_text"] for each in short] == [each["summary"] for each in full]
        assert made.findings() == []


class TestMaxBytes:
    """`max_bytes`: no document is larger; excerpts first, then fewer entries, as many as fit; every format the same."""

    @pytest.mark.parametrize("most", [15_000, 33_333, 60_000])
    def test_as_many_excerpts_as_fit(self, news: Path, tmp_path: Path, most: int) -> None:
        feed = {"path": "bounded", "limit": 0}
        made = exported(tmp_path / "bounded", news, feed | {"max_bytes": most})
        count = len(made.ids("bounded"))

        def short(limit: int) -> dict[str, bytes]:
            out = tmp_path / f"{limit}"
            return exported(out, news, feed | {"content": "excerpt", "limit": limit}).documents()

        assert 0 < count < 200
        assert made.documents() == short(count)
        assert max(map(len, made.documents().values())) <= most < max(map(len, short(count + 1).values()))
        assert made.listed["bounded"]["entries"] == count

    def test_all_as_excerpts_where_that_is_enough(self, news: Path, tmp_path: Path) -> None:
        short = exported(tmp_path / "short", news, {"path": "a", "content": "excerpt", "limit": 40})
        most = max(map(len, short.documents().values()))

        assert exported(tmp_path, news, {"path": "a", "max_bytes": most, "limit": 40}).documents() == short.documents()
        fewer = exported(tmp_path, news, {"path": "a", "max_bytes": most - 1, "limit": 40})
        assert fewer.ids("a") == short.ids("a")[:39]

    def test_nothing_is_cut_where_all_fits(self, news: Path, tmp_path: Path) -> None:
        full = exported(tmp_path / "full", news, {"path": "a", "limit": 40})
        most = max(map(len, full.documents().values()))

        assert exported(tmp_path, news, {"path": "a", "max_bytes": most, "limit": 40}).documents() == full.documents()

    def test_a_feed_that_fits_nothing_is_an_empty_one(self, news: Path, tmp_path: Path) -> None:
        made = exported(tmp_path, news, {"path": "a", "max_bytes": 1300})

        assert made.ids("a") == []
        assert max(map(len, made.documents().values())) <= 1300
        assert b"lastBuildDate" not in made.files["a/rss.xml"]  # as in every feed without entries
        assert made.findings() == []

    def test_each_feed_of_a_fan_is_bounded(self, news: Path, tmp_path: Path) -> None:
        made = exported(tmp_path, news, {"path": "{topic}", "max_bytes": "20 kB", "limit": 0})
        expected = plain.fans(plain.articles(news), topic=plain.topics)
        found = {path: made.ids(path) for path in made.listed}

        assert max(map(len, made.documents().values())) <= 20_000
        assert found == {path: expected[path][: len(ids)] for path, ids in found.items()}
        assert {len(found[path]) == len(expected[path]) for path in expected} == {True, False}

    def test_it_is_told_cold_and_warm(self, tmp_path: Path) -> None:
        source = site(tmp_path, 60)
        feeds: list[dict[str, Any]] = [
            {"path": "", "max_bytes": 12_000},
            {"path": "all"},
            {"path": "t/{type}", "max_bytes": "9 kB"},
        ]
        settings(tmp_path, source, *feeds)
        cold = run(tmp_path)
        files = contents(tmp_path / "out")
        warm, without = run(tmp_path), run(tmp_path, "--no-cache")

        notes = [line for line in cold.err.splitlines() if "[feed-cut]" in line]
        assert cold.err == warm.err == without.err
        assert contents(tmp_path / "out") == files
        assert len(notes) == 1
        verbose = run(tmp_path, "--verbose").told("note")
        assert sorted(line.partition(":")[0] for line in verbose if "[feed-cut]" in line) == [
            "out/rss.xml",
            "out/t/article/rss.xml",
            "out/t/video/rss.xml",
        ]


class TestNames:
    """Title, description and id may name the values; language, copyright, icon and ttl are the feed's own."""

    @pytest.fixture
    def made(self, news: Path, tmp_path: Path) -> Published:
        """A feed for each topic that says all of itself, beside one that says nothing."""
        return exported(tmp_path, news, {"path": ""}, TITLED)

    def test_in_rss(self, made: Published) -> None:
        found = channel(made, "topics/c-f1deb7/rss.xml")

        assert found["title"] == "All of C++ {really}"
        assert found["description"] == "What C++ is about, and C++ again"
        assert (found["language"], found["copyright"], found["ttl"]) == ("de-at", "© the C++ people", "90")
        image = etree.fromstring(made.files["topics/c-f1deb7/rss.xml"]).find("channel/image")
        assert image is not None
        assert image.findtext("url") == "https://everyday.example/icon.png"

    def test_in_atom(self, made: Published) -> None:
        root = etree.fromstring(made.files["topics/c-f1deb7/atom.xml"])
        found = {name: root.findtext(f"a:{name}", None, NAMESPACES) for name in ("id", "title", "rights", "icon")}

        assert found == {
            "id": "https://everyday.example/of/c-f1deb7",
            "title": "All of C++ {really}",
            "rights": "© the C++ people",
            "icon": "https://everyday.example/icon.png",
        }
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "de-at"

    def test_in_json_feed(self, made: Published) -> None:
        found = made.json("topics/c-f1deb7/feed.json")

        assert found["title"] == "All of C++ {really}"
        assert found["description"] == "What C++ is about, and C++ again"
        assert (found["language"], found["icon"]) == ("de-at", "https://everyday.example/icon.png")
        assert found["_outfeed"]["copyright"] == "© the C++ people"

    def test_an_id_holds_values_as_folders(self, made: Published) -> None:
        assert made.listed["topics/机器学习"]["id"] == (
            "https://everyday.example/of/%E6%9C%BA%E5%99%A8%E5%AD%A6%E4%B9%A0"
        )
        assert len({each["id"] for each in made.listed.values()}) == len(made.listed)

    def test_what_is_not_said_is_the_sites(self, made: Published) -> None:
        found = channel(made, "rss.xml")

        assert (found["title"], found["language"]) == ("Every Day", "en")
        assert not {"copyright", "ttl", "image"} & set(found)
        assert made.listed[""]["id"] == "https://everyday.example/feeds/"

    def test_no_document_has_a_finding(self, made: Published) -> None:
        assert made.findings() == []

    def test_the_report_counts_what_the_documents_hold(self, tmp_path: Path) -> None:
        settings(tmp_path, site(tmp_path, 60), {"path": "", "max_bytes": 12_000, "limit": 0})

        cold, warm = run(tmp_path), run(tmp_path)

        held = len(Published(contents(tmp_path / "out")).ids(""))
        assert f" articles read, {held} exported (" in cold.out
        assert f" articles read, {held} exported (" in warm.out


class TestFormats:
    """`formats`: each feed has its own; what a document links to is there."""

    def test_only_those_are_written_and_linked(self, news: Path, tmp_path: Path) -> None:
        feeds: list[dict[str, Any]] = [
            {"path": "a", "formats": ["json"]},
            {"path": "b", "formats": ["atom", "csv"]},
            {"path": "c"},
        ]
        made = exported(tmp_path, news, *feeds, formats=["rss"])

        assert set(made.documents()) == {"a/feed.json", "b/atom.xml", "b/feed.csv", "c/rss.xml"}
        links = etree.fromstring(made.files["b/atom.xml"]).findall("a:link", NAMESPACES)
        assert [each.get("href") for each in links if each.get("rel") == "self"] == [
            "https://everyday.example/feeds/b/atom.xml"
        ]
        assert not [each for each in links if each.get("rel") == "related"]

    def test_a_value_that_could_be_markup_stays_text(self, tmp_path: Path) -> None:
        value = '<b>"R&D"</b> \\ {topic}'
        written(tmp_path / "news", "a", small(1, FIRST, topics=[value]))
        made = exported(tmp_path, tmp_path / "news", {"path": "{topic}", "title": "On {topic}"}, pages={})
        (path,) = made.listed

        assert channel(made, f"{path}/rss.xml")["title"] == f"On {value}"
        assert made.json(f"{path}/feed.json")["title"] == f"On {value}"
        assert b"<b>" not in made.files[f"{path}/index.html"]
        assert b"<b>" not in made.files["index.html"]
        assert b"<b>" not in made.files["feeds.opml"]
