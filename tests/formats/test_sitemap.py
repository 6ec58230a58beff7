"""sitemap.xml: what search engines are told of the site, and what they must not be told."""

import io
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, overload

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.formats import registry, sitemap, urlset
from exporters.formats.exporter import SelectiveExporter
from exporters.formats.urlset import SitemapScope, UrlSet
from exporters.model.article import Article
from exporters.model.feed import Feed
from tests.formats.sitemaps import beside, left_out, locations, said, valid, written
from tests.makers import LATER, MOMENT, article, feed, site
from tests.profiles import examples

PAGES = ("https://example.org/feeds/", "https://example.org/feeds/topics/ai/")
ANY_PATH = st.text(alphabet="abcXYZ019-._~!$&'()*+,;=:@/?", max_size=60)


def numbered(count: int, start: int = 0) -> list[Article]:
    """So many articles, newest first: the last is number `start`, an hour older than the one before."""
    return [
        article(url=f"https://example.org/{number}", published=MOMENT + timedelta(hours=number))
        for number in reversed(range(start, start + count))
    ]


def sitemaps(made: Feed) -> list[bytes]:
    """The files that list addresses: those that the index names, else the one there is."""
    document = written("sitemap", made)
    return list(beside("sitemap", made).values()) or [document] * bool(document)


@pytest.mark.parametrize("name", ["sitemap", "news-sitemap"])
class TestExporter:
    """The seam: a document of the whole site, the same bytes each time, on a stream that stays open."""

    def test_it_is_of_the_site_and_selective(self, name: str) -> None:
        exporter, rss = (registry.get_built_in(each).load() for each in (name, "rss"))

        assert exporter.scope == "site"
        assert isinstance(exporter, SelectiveExporter)
        assert not isinstance(rss, SelectiveExporter)

    def test_the_same_feed_makes_the_same_bytes(self, name: str) -> None:
        made = feed(*numbered(3), site=site(language="en"), pages=PAGES)

        assert written(name, made) == written(name, made) != b""

    def test_the_stream_stays_open(self, name: str) -> None:
        out = io.BytesIO()

        registry.find_exporters([name])[0].write(feed(*numbered(3), site=site(language="en")), out)

        assert out.write(b"more") == 4

    def test_what_the_stream_raises_passes(self, name: str) -> None:
        class Full(io.RawIOBase):
            def write(self, _: object) -> int:
                raise OSError(28, "full")

        with pytest.raises(OSError, match="full"):
            registry.find_exporters([name])[0].write(feed(*numbered(3), site=site(language="en")), Full())  # type: ignore[arg-type]


class TestUrl:
    """<url>: one of each article and each page, and nothing but what is known."""

    def test_it_says_where_and_when_it_last_changed(self) -> None:
        made = written("sitemap", feed(article(url="https://example.org/1", updated=LATER)))

        assert made.decode() == (
            "<?xml version='1.0' encoding='UTF-8'?>\n"
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            "  <url>\n"
            "    <loc>https://example.org/1</loc>\n"
            "    <lastmod>2024-01-03T03:04:05Z</lastmod>\n"
            "  </url>\n"
            "</urlset>\n"
        )

    def test_pages_come_first_and_say_nothing_of_when(self) -> None:
        made = written("sitemap", feed(*numbered(2), pages=PAGES))

        assert locations(made) == [*PAGES, "https://example.org/1", "https://example.org/0"]
        assert said(made, "s:url/s:lastmod") == ["2024-01-02T04:04:05Z", "2024-01-02T03:04:05Z"]

    def test_marks_of_xml_in_an_address_arrive(self) -> None:
        url = "https://example.org/?a=1&b='2'&amp;c"

        assert locations(written("sitemap", feed(article(url=url)))) == [url]

    def test_a_page_alone_is_enough(self) -> None:
        assert locations(written("sitemap", feed(pages=PAGES[:1]))) == ["https://example.org/feeds/"]


class TestLocation:
    """Sitemap file location: a sitemap speaks for its own host and folder, and for no other."""

    @pytest.mark.parametrize(
        "url",
        [
            "https://example.org/ai/",
            "https://example.org/ai/a?b=c/../d",
            "https://example.org/ai/a..b/.well-known/...",
            "https://example.org/ai/%2e%2ea",
        ],
    )
    def test_what_is_under_the_site_is_listed(self, url: str) -> None:
        assert SitemapScope("https://example.org/ai/").location(url) == url

    @pytest.mark.parametrize(
        ("url", "location"),
        [
            ("HTTPS://Example.ORG/ai/A", "https://example.org/ai/A"),
            ("https://example.org:443/ai/1", "https://example.org/ai/1"),
            ("https://example.org:/ai/1", "https://example.org/ai/1"),
            ("https://example.org/ai/1#part", "https://example.org/ai/1"),
            ("https://example.org/ai/#/1", "https://example.org/ai/"),
        ],
    )
    def test_spellings_of_one_page_become_one(self, url: str, location: str) -> None:
        assert SitemapScope("https://example.org/ai/").location(url) == location

    @pytest.mark.parametrize(
        "url",
        [
            "https://elsewhere.example/ai/1",
            "http://example.org/ai/1",
            "https://example.org:8443/ai/1",
            "https://www.example.org/ai/1",
            "https://example.org.evil.example/ai/1",
            "https://example.org/ai",
            "https://example.org/aim/1",
            "https://example.org/AI/1",
            "https://example.org/?/ai/1",
            "https://example.org/ai/../1",
            "https://example.org/ai/%2E%2e/1",
            "https://example.org/ai/.%2e",
            "https://example.org",
        ],
    )
    def test_anything_else_is_not(self, url: str) -> None:
        assert SitemapScope("https://example.org/ai/").location(url) == ""

    @pytest.mark.parametrize(
        ("home", "url", "location"),
        [
            ("https://example.org/", "https://example.org", "https://example.org/"),
            ("https://example.org/", "https://example.org?a=1", "https://example.org/?a=1"),
            ("https://Example.org:443/", "https://example.org/1", "https://example.org/1"),
            ("http://[::1]:8000/", "http://[::1]:8000/1", "http://[::1]:8000/1"),
            ("http://[::1]/", "http://[::1]:80/1", "http://[::1]/1"),
            ("https://example.org/?p=/", "https://example.org/1", "https://example.org/1"),
        ],
    )
    def test_the_home_page_is_read_as_loosely(self, home: str, url: str, location: str) -> None:
        assert SitemapScope(home).location(url) == location

    def test_pages_elsewhere_are_not_listed_either(self) -> None:
        made = feed(article(), pages=("https://feeds.example/", f"https://example.org/{'a' * 3000}", *PAGES))

        assert locations(written("sitemap", made)) == [*PAGES, "https://example.org/1"]
        assert left_out("sitemap", made) == (0, "")


class TestOnce:
    """An address stands in a sitemap once."""

    def test_of_articles_at_one_address_the_newest_is_told(self) -> None:
        urls = ["https://example.org/1#b", "https://example.org/1", "HTTPS://example.org:443/1"]
        made = feed(*(article(id=url, url=url, updated=LATER - timedelta(hours=i)) for i, url in enumerate(urls)))

        assert locations(written("sitemap", made)) == ["https://example.org/1"]
        assert said(written("sitemap", made), "s:url/s:lastmod") == ["2024-01-03T03:04:05Z"]
        assert left_out("sitemap", made) == (0, "")

    def test_an_article_that_is_a_page_too_is_told_as_page(self) -> None:
        made = written("sitemap", feed(article(url=PAGES[0]), pages=PAGES))

        assert locations(made) == [*PAGES]

    @given(st.lists(ANY_PATH, max_size=200))
    def test_what_came_before_is_known(self, addresses: list[str]) -> None:
        seen = UrlSet(len(addresses))

        assert [each for each in addresses if seen.add(each)] == list(dict.fromkeys(addresses))


class TestLength:
    """<loc>: less than 2,048 characters; the XML Schema asks for twelve at least."""

    def test_the_longest_that_is_allowed_is_listed(self) -> None:
        url = f"https://example.org/{'a' * 2027}"

        assert len(url) == 2047
        assert locations(written("sitemap", feed(article(url=url)))) == [url]

    def test_one_more_is_left_out_and_counted(self) -> None:
        made = feed(article(), article(url=f"https://example.org/{'a' * 2028}"))

        assert locations(written("sitemap", made)) == ["https://example.org/1"]
        assert left_out("sitemap", made) == (1, "at an address shorter than 12 or longer than 2,047 characters")

    def test_a_fragment_is_no_part_of_it(self) -> None:
        made = feed(article(url=f"https://example.org/1#{'a' * 3000}"))

        assert locations(written("sitemap", made)) == ["https://example.org/1"]

    def test_one_that_is_too_short_for_the_schema_is_left_out(self) -> None:
        made = feed(article(url="http://a/1"), article(url="http://a/123"), site=site(url="http://a/"))

        assert locations(written("sitemap", made)) == ["http://a/123"]
        assert left_out("sitemap", made)[0] == 1


class TestLeftOut:
    """Selective: how many articles, and why."""

    def test_articles_elsewhere_are_counted(self) -> None:
        made = feed(article(), *(article(url=f"https://elsewhere.example/{i}") for i in range(3)))

        assert left_out("sitemap", made) == (3, "not under https://example.org/")

    def test_both_reasons_are_told(self) -> None:
        long = f"https://example.org/{'a' * 3000}"
        made = feed(article(url=long), article(url="https://elsewhere.example/"))

        assert left_out("sitemap", made) == (
            2,
            "not under https://example.org/ or at an address shorter than 12 or longer than 2,047 characters",
        )

    @pytest.mark.parametrize("made", [feed(), feed(article(url="https://elsewhere.example/1"))])
    def test_where_nothing_is_left_nothing_is_written(self, made: Feed) -> None:
        assert written("sitemap", made) == b""
        assert dict(beside("sitemap", made)) == {}


class TestIndex:
    """<sitemapindex>: no file holds more than 50,000 addresses or 50 MB."""

    def test_fifty_thousand_addresses_fit_one_file(self) -> None:
        made = feed(pages=tuple(f"https://example.org/{i}" for i in range(50_000)))

        assert len(locations(written("sitemap", made))) == 50_000
        assert dict(beside("sitemap", made)) == {}

    def test_one_more_does_not(self) -> None:
        made = feed(pages=tuple(f"https://example.org/{i}" for i in range(50_001)))

        assert locations(written("sitemap", made)) == [
            "https://example.org/feeds/sitemap-1.xml",
            "https://example.org/feeds/sitemap-2.xml",
        ]
        assert [len(locations(document)) for document in beside("sitemap", made).values()] == [50_000, 1]

    def test_files_hold_every_address_once_the_oldest_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemap, "MAX_URLS", 3)
        made = feed(*numbered(7), article(url="https://elsewhere.example/"), pages=PAGES)
        files = {name: locations(document) for name, document in beside("sitemap", made).items()}

        assert files == {
            "sitemap-1.xml": [f"https://example.org/{i}" for i in (2, 1, 0)],
            "sitemap-2.xml": [f"https://example.org/{i}" for i in (5, 4, 3)],
            "sitemap-3.xml": [*PAGES, "https://example.org/6"],
        }

    def test_the_files_and_the_index_obey_the_rules(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemap, "MAX_URLS", 3)
        made = feed(*numbered(7))

        assert valid(written("sitemap", made)).tag.endswith("}sitemapindex")
        assert {valid(each).tag.rpartition("}")[2] for each in beside("sitemap", made).values()} == {"urlset"}

    def test_the_index_says_nothing_of_when(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemap, "MAX_URLS", 3)

        assert b"lastmod" not in written("sitemap", feed(*numbered(7)))

    def test_a_new_article_changes_the_last_file_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemap, "MAX_URLS", 3)
        before, after = (dict(beside("sitemap", feed(*numbered(count), pages=PAGES))) for count in (10, 11))

        assert [name for name in after if after[name] != before.get(name)] == ["sitemap-4.xml", "sitemap-5.xml"]

    def test_files_are_made_when_they_are_asked_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made, write = list[str](), urlset.write

        def noted(root: str, *others: Any) -> None:
            made.append(root)
            write(root, *others)

        monkeypatch.setattr(sitemap, "MAX_URLS", 3)
        monkeypatch.setattr(urlset, "write", noted)
        files = beside("sitemap", feed(*numbered(7)))
        names = list(files)

        assert (names, len(files)) == (["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"], 3)
        assert made == []
        assert len(locations(files["sitemap-2.xml"])) == 3
        assert len(made) == 1

    @pytest.mark.parametrize("largest", range(800, 1600, 31))
    def test_bytes_are_counted_as_they_are_written(self, monkeypatch: pytest.MonkeyPatch, largest: int) -> None:
        monkeypatch.setattr(sitemap, "MAX_BYTES", largest)
        files = sitemaps(feed(*(article(url=f"https://example.org/?{'a=1&' * each}") for each in range(30))))

        assert max(map(len, files)) <= largest
        assert sum(map(len, files)) > (len(files) - 1) * (largest - 500)

    @examples(0.5)
    @given(st.lists(ANY_PATH, max_size=40), st.integers(800, 2_000), st.integers(1, 9))
    def test_no_file_is_larger_for_any_addresses(self, paths: list[str], largest: int, most: int) -> None:
        urls = [f"https://example.org/{path}" for path in paths]
        made = feed(*(article(id=str(i), url=url) for i, url in enumerate(urls)), pages=PAGES)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(sitemap, "MAX_BYTES", largest)
            patched.setattr(sitemap, "MAX_URLS", most)
            files = sitemaps(made)
        covered = SitemapScope("https://example.org/")

        assert all(len(each) <= largest and len(valid(each)) <= most for each in files)
        assert sorted(location for each in files for location in locations(each)) == sorted(
            {covered.location(url) for url in [*urls, *PAGES]} - {""}
        )


class TestMemory:
    """A site of a million articles: few of them are held at a time."""

    def test_articles_are_taken_a_hundred_at_a_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemap, "MAX_URLS", 150)
        entries = Watched(numbered(390))
        made = feed(entries=entries, updated=MOMENT)
        files = beside("sitemap", made)

        assert sum(len(locations(document)) for document in files.values()) == 390
        assert max(entries.taken) <= 100
        assert sum(entries.taken) == 390


class Watched(Sequence[Article]):
    """Entries that note how many of them are taken at once."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self.taken = list[int]()

    def __len__(self) -> int:
        return len(self._articles)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Article]: ...
    def __getitem__(self, index: int | slice) -> Article | Sequence[Article]:
        if isinstance(index, slice):
            self.taken.append(len(self._articles[index]))
        return self._articles[index]
