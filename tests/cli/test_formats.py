"""`outfeed formats`: what `--format` takes. Those of plugins are in tests/plugins."""

from pathlib import Path

from tests.cli.running import outfeed, outfeed_here


class TestFormats:
    """A line a format: name, media type, file, origin."""

    def test_ours_are_listed_in_the_order_they_are_written(self, tmp_path: Path) -> None:
        made = outfeed("formats", cwd=tmp_path)

        assert (made.status, made.err) == (0, "")
        assert [line.split() for line in made.out.splitlines()] == [
            ["rss", "application/rss+xml", "rss.xml", "built-in"],
            ["atom", "application/atom+xml", "atom.xml", "built-in"],
            ["json", "application/feed+json", "feed.json", "built-in"],
            ["csv", "text/csv", "feed.csv", "built-in"],
            ["sitemap", "application/xml", "sitemap.xml", "built-in"],
            ["news-sitemap", "application/xml", "news-sitemap.xml", "built-in"],
        ]

    def test_columns_are_aligned(self, tmp_path: Path) -> None:
        lines = outfeed_here("formats", cwd=tmp_path).out.splitlines()

        assert len({line.index("built-in") for line in lines}) == 1
        assert not any(line != line.rstrip() for line in lines)
