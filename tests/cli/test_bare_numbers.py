"""Ids that are bare numbers: every command warns of them, and of those that are published it only takes note."""

from pathlib import Path
from typing import Final

import pytest

from tests.cli.running import SITE, Ran, outfeed_here, post

STRICT: Final = ("export", "news", *SITE, "--strict", "--verbose")
WARNED: Final = (
    'news/a.md:5:1: warning: id: the guid "7" is a bare number; keep it where the article is published already; give '
    "new articles a full address [guid-bare-number]"
)
NOTED: Final = (
    'news/a.md:5:1: note: id: the guid "7" is a bare number; keep it, since the article is published under it; give '
    "new articles a full address [guid-bare-number]"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one such article in `news`."""
    post(tmp_path / "news", "a", id='"7"')
    return tmp_path


def told(ran: Ran) -> list[str]:
    """Messages about ids that are bare numbers."""
    return [line for line in (ran.out + ran.err).splitlines() if line.endswith("[guid-bare-number]")]


def settings(folder: Path, text: str) -> None:
    """Let that be the settings, beside the address of the site."""
    (folder / "news/outfeed.yaml").write_text(f"site: {{url: https://example.org/}}\n{text}\n", encoding="utf-8")


class TestNew:
    """A warning, while the id can be changed."""

    def test_validate_and_export_say_the_same(self, folder: Path) -> None:
        validated = outfeed_here("validate", "news", *SITE, "--strict", cwd=folder)
        exported = outfeed_here(*STRICT, cwd=folder)

        assert told(validated) == told(exported) == [WARNED]
        assert (validated.status, exported.status) == (1, 1)

    def test_validate_tells_of_drafts_and_not_of_what_is_withdrawn(self, folder: Path) -> None:
        post(folder / "news", "b", id='"8"', draft="true")
        post(folder / "news", "c", id='"9"', removed="true")

        ran = outfeed_here("validate", "news", *SITE, cwd=folder)

        assert [line.partition(":")[0] for line in told(ran)] == ["news/a.md", "news/b.md"]

    def test_without_rss_nothing_is_told(self, folder: Path) -> None:
        settings(folder, "formats: [atom, json]")

        assert told(outfeed_here("validate", "news", cwd=folder)) == told(outfeed_here("export", "news", cwd=folder))
        assert told(outfeed_here("validate", "news", cwd=folder)) == []

    def test_one_feed_in_rss_is_enough(self, folder: Path) -> None:
        settings(folder, "formats: [json]\nfeeds: [{path: ''}, {path: more, formats: [rss]}]")

        assert told(outfeed_here("validate", "news", cwd=folder)) == [WARNED]


class TestPublished:
    """A note, since the id has to stay."""

    def test_a_strict_run_passes_cold_and_warm(self, folder: Path) -> None:
        outfeed_here("export", "news", *SITE, cwd=folder)

        runs = [outfeed_here(*STRICT, *flags, cwd=folder) for flags in ([], [], ["--no-cache"])]
        validated = outfeed_here("validate", "news", *SITE, "--strict", cwd=folder)

        assert [run.status for run in (*runs, validated)] == [0, 0, 0, 0]
        assert [told(run) for run in (*runs, validated)] == [[NOTED]] * 4

    def test_a_new_one_beside_it_is_a_warning(self, folder: Path) -> None:
        outfeed_here("export", "news", *SITE, cwd=folder)
        post(folder / "news", "b", id='"8"')

        ran = outfeed_here(*STRICT, cwd=folder)

        assert ran.status == 1
        assert sorted(line.split(": ")[1] for line in told(ran)) == ["note", "warning"]

    @pytest.mark.parametrize("name", ["", "/atom.xml", "/rss.xml"])
    def test_where_against_says_so(self, folder: Path, name: str) -> None:
        outfeed_here("export", "news", *SITE, "--out", "published", cwd=folder)

        ran = outfeed_here(*STRICT, "--against", f"published{name}", cwd=folder)

        assert (ran.status, told(ran)) == (0, [NOTED])

    def test_in_an_archive(self, folder: Path) -> None:
        settings(folder, "feeds: [{path: '', archive: month, limit: 1}]")
        post(folder / "news", "b", publishedDateTime="2030-01-01T00:00:00Z")
        outfeed_here("export", "news", cwd=folder)

        ran = outfeed_here("export", "news", "--verbose", cwd=folder)

        assert told(ran) == [NOTED]

    def test_where_the_settings_give_it(self, folder: Path) -> None:
        settings(folder, "ids: ids.yaml")
        (folder / "news/ids.yaml").write_text('https://example.org/a: "7"\n', encoding="utf-8")

        validated = outfeed_here("validate", "news", "--strict", cwd=folder)
        exported = outfeed_here("export", "news", "--strict", "--verbose", cwd=folder)

        assert told(validated) == told(exported) == [NOTED]
        assert (validated.status, exported.status) == (0, 0)

    def test_what_can_not_be_read_counts_as_none(self, folder: Path) -> None:
        outfeed_here("export", "news", *SITE, cwd=folder)
        for name in ("feed.json", "rss.xml", "atom.xml"):
            (folder / "out" / name).write_text("<html>", encoding="utf-8")

        assert told(outfeed_here("validate", "news", *SITE, cwd=folder)) == [WARNED]
