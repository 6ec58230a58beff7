"""news-sitemap.xml: what Google News is told, and what it must not be told."""

from datetime import timedelta
from typing import Any

import pytest

from exporters.formats.newssitemap import language
from exporters.model.article import Article
from exporters.model.feed import Feed
from tests.formats.sitemaps import beside, left_out, locations, said, written
from tests.makers import LATER, MOMENT, article, feed, site

NAME = "news-sitemap"


def news(*articles: Article, **fields: Any) -> Feed:
    """The feed of a site in English."""
    return feed(*articles, site=site(**{"language": "en-us"} | fields))


def aged(*ages: timedelta) -> list[Article]:
    """Articles that were published so long before MOMENT; the number in its address is that of its place."""
    return [article(url=f"https://example.org/{i}", published=MOMENT - age) for i, age in enumerate(ages)]


def numbers(document: bytes) -> list[int]:
    """The numbers of the articles that are listed."""
    return [int(location.rpartition("/")[2]) for location in locations(document)]


class TestNews:
    """<news:news>: all that Google asks for."""

    def test_it_names_the_site_its_language_the_moment_and_the_title(self) -> None:
        made = news(article(title="Q&A of <MSFT.O>", updated=LATER), title="AI Every Day")

        assert written(NAME, made).decode() == (
            "<?xml version='1.0' encoding='UTF-8'?>\n"
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
            ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
            "  <url>\n"
            "    <loc>https://example.org/1</loc>\n"
            "    <news:news>\n"
            "      <news:publication>\n"
            "        <news:name>AI Every Day</news:name>\n"
            "        <news:language>en</news:language>\n"
            "      </news:publication>\n"
            "      <news:publication_date>2024-01-02T03:04:05Z</news:publication_date>\n"
            "      <news:title>Q&amp;A of &lt;MSFT.O&gt;</news:title>\n"
            "    </news:news>\n"
            "  </url>\n"
            "</urlset>\n"
        )

    def test_titles_in_any_script_arrive(self) -> None:
        titles = ["人工智能", "مرحبا بالعالم", "🙂 ]]>", "Ünï"]
        made = news(*(article(url=f"https://example.org/{i}", title=title) for i, title in enumerate(titles)))

        assert said(written(NAME, made), "s:url/n:news/n:title") == titles

    def test_pages_are_no_news(self) -> None:
        made = feed(article(), site=site(language="en"), pages=("https://example.org/feeds/",))

        assert locations(written(NAME, made)) == ["https://example.org/1"]


class TestTwoDays:
    """News sitemaps: only articles of the last two days; they end with the newest article, whatever the clock says."""

    def test_they_begin_two_days_before_the_newest(self) -> None:
        day, second = timedelta(days=1), timedelta(seconds=1)
        made = news(*aged(timedelta(), day, 2 * day, 2 * day + second, 9 * day))

        assert numbers(written(NAME, made)) == [0, 1, 2]
        assert left_out(NAME, made) == (0, "")

    def test_an_article_elsewhere_may_be_the_newest(self) -> None:
        day = timedelta(days=1)
        made = news(article(url="https://elsewhere.example/", published=MOMENT + day), *aged(timedelta(), day, 2 * day))

        assert numbers(written(NAME, made)) == [0, 1]


class TestThousand:
    """News sitemaps: up to 1,000 <news:news> in a file."""

    def test_a_thousand_are_listed(self) -> None:
        made = news(*aged(*(timedelta(minutes=i) for i in range(1_000))))

        assert numbers(written(NAME, made)) == list(range(1_000))
        assert left_out(NAME, made) == (0, "")

    def test_older_ones_are_left_out_and_counted(self) -> None:
        made = news(*aged(*(timedelta(minutes=i) for i in range(1_003))))

        assert numbers(written(NAME, made)) == list(range(1_000))
        assert left_out(NAME, made) == (3, "not among the 1,000 newest")

    def test_there_is_one_file(self) -> None:
        assert dict(beside(NAME, news(*aged(*(timedelta(minutes=i) for i in range(1_003)))))) == {}


class TestLocation:
    """Sitemap file location: only articles of this site."""

    def test_articles_elsewhere_are_left_out_and_counted(self) -> None:
        made = news(article(), article(url="https://elsewhere.example/1"), article(url="http://example.org/2"))

        assert locations(written(NAME, made)) == ["https://example.org/1"]
        assert left_out(NAME, made) == (2, "not under https://example.org/")

    def test_older_articles_elsewhere_are_not_counted(self) -> None:
        old = article(url="https://elsewhere.example/1", published=MOMENT - timedelta(days=3))

        assert left_out(NAME, news(article(), old)) == (0, "")

    def test_an_address_stands_once(self) -> None:
        first, second = article(title="First"), article(id="2", url="https://example.org/1#x", title="Second")

        assert said(written(NAME, news(first, second)), "s:url/n:news/n:title") == ["First"]

    def test_every_reason_is_told(self) -> None:
        long = article(url=f"https://example.org/{'a' * 3000}")
        made = news(article(url="https://elsewhere.example/"), long, *aged(*map(timedelta, [0] * 1_001)))
        count, why = left_out(NAME, made)

        assert count == 3
        assert why == (
            "not under https://example.org/ or at an address shorter than 12 or longer than 2,047 characters"
            " or not among the 1,000 newest"
        )

    @pytest.mark.parametrize("made", [news(), news(article(url="https://elsewhere.example/1"))])
    def test_where_nothing_is_left_nothing_is_written(self, made: Feed) -> None:
        assert written(NAME, made) == b""


class TestLanguage:
    """<news:language>: an ISO 639 code of two or three letters, but zh-cn and zh-tw for Chinese."""

    @pytest.mark.parametrize(
        ("tag", "code"),
        [
            ("en", "en"),
            ("en-us", "en"),
            ("DE-AT", "de"),
            ("sr-Latn-RS", "sr"),
            ("fil", "fil"),
            ("zh", "zh-cn"),
            ("zh-CN", "zh-cn"),
            ("zh-SG", "zh-cn"),
            ("zh-TW", "zh-tw"),
            ("zh-hk", "zh-tw"),
            ("zh-Hant", "zh-tw"),
            ("zh-Hant-CN", "zh-tw"),
            ("zh-Hans-TW", "zh-cn"),
            ("cmn-Hant", "zh-tw"),
            ("yue-HK", "yue"),
        ],
    )
    def test_a_tag_is_told_as_google_has_it(self, tag: str, code: str) -> None:
        assert language(tag) == code
        assert set(said(written(NAME, news(article(), language=tag)), ".//n:language")) == {code}

    @pytest.mark.parametrize("tag", [None, "", "und", "mul", "zxx-Latn", "x-klingon", "i-klingon", "e", "engl", "ÄÖ"])
    def test_without_one_that_google_knows_nothing_is_written_and_that_is_told(self, tag: str | None) -> None:
        made = news(article(), article(url="https://elsewhere.example/1"), language=tag)

        assert written(NAME, made) == b""
        assert left_out(NAME, made) == (2, "in a language that site.language does not name")

    def test_articles_elsewhere_are_the_reason_where_all_are(self) -> None:
        made = news(article(url="https://elsewhere.example/1"), language=None)

        assert left_out(NAME, made) == (1, "not under https://example.org/")
