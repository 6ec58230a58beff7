"""Feeds lie where they name: the folder within the published site comes from their address."""

import pytest

from exporters.scaffold.place import amiss, folder_below

SITE = "https://example.org/"


class TestBelow:
    """What stands after the address of the site is the folder."""

    @pytest.mark.parametrize(
        ("feeds_url", "site_url", "folder"),
        [
            (SITE, SITE, ""),
            ("https://example.org/rss/", SITE, "rss"),
            ("https://example.org/a/b/", SITE, "a/b"),
            ("https://user.github.io/repo/feeds/", "https://user.github.io/repo/", "feeds"),
            ("https://user.github.io/repo/", "https://user.github.io/repo/", ""),
            ("http://EXAMPLE.org/rss/", SITE, "rss"),
            ("https://example.org/f%C3%A9/", SITE, "fé"),
        ],
    )
    def test_it_is_that_of_the_feeds_within_the_site(self, feeds_url: str, site_url: str, folder: str) -> None:
        assert folder_below(feeds_url, site_url) == folder

    @pytest.mark.parametrize(
        ("feeds_url", "site_url"),
        [
            ("https://feeds.example.org/rss/", SITE),
            ("https://example.org:8080/rss/", SITE),
            ("https://user.github.io/feeds/", "https://user.github.io/repo/"),
            ("https://user.github.io/repository/feeds/", "https://user.github.io/repo/"),
            ("https://example.org/../rss/", SITE),
            ("https://example.org/%2e%2e/rss/", SITE),
            ("https://example.org/a%2Fb/", SITE),
            ("https://example.org/a%0Ab/", SITE),
            ("https://example.org/C%3A/", SITE),
        ],
    )
    def test_there_is_none_for_an_address_elsewhere_or_one_that_is_no_folder(
        self, feeds_url: str, site_url: str
    ) -> None:
        assert folder_below(feeds_url, site_url) is None


class TestAmiss:
    """Feeds in another folder than their address names are told, where it is certain."""

    def test_both_are_named(self) -> None:
        told = amiss("https://example.org/rss/", SITE, "_site/feeds", "_site")

        assert "_site/feeds" in told
        assert "https://example.org/rss/" in told
        assert told.isprintable()

    @pytest.mark.parametrize(
        ("feeds_url", "out"),
        [
            ("https://example.org/feeds/", "_site/feeds"),
            ("https://example.org/feeds/", "./_site/feeds/"),
            ("https://example.org/blog/feeds/", "_site/feeds"),  # _site may be published as /blog/
            ("https://example.org/rss/", "_site"),
            ("https://example.org/rss/", "elsewhere"),
            ("https://example.org/rss/", "/elsewhere/_site/feeds"),
            ("https://feeds.example.org/rss/", "_site/feeds"),  # a server of its own
        ],
    )
    def test_what_fits_or_is_not_certain_is_not_told(self, feeds_url: str, out: str) -> None:
        assert amiss(feeds_url, SITE, out, "_site") == ""

    @pytest.mark.parametrize(
        ("feeds_url", "out"),
        [(SITE, "_site/feeds"), ("https://example.org/feeds/a/", "_site/feeds"), (f"{SITE}b/", "_site/a/b")],
    )
    def test_every_folder_counts(self, feeds_url: str, out: str) -> None:
        assert amiss(feeds_url, SITE, out, "_site") != ""

    def test_it_stays_on_one_line(self) -> None:
        assert amiss(SITE, SITE, "_site/a\n::error::b", "_site").isprintable()
