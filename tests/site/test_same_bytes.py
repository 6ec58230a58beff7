"""The same articles and settings give the same bytes: pages, OPML and manifest too, however they are made."""

import shutil
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.running import contents, environment, outfeed
from tests.site.making import exported, run, settings
from tests.test_jobs import SHUFFLED

FEEDS: Final[tuple[dict[str, Any], ...]] = (
    {"path": "", "archive": "month", "limit": 10},
    {"path": "topics/{topic}", "limit": 20},
    {"path": "providers/{provider}", "content": "excerpt"},
    {"path": "{year}/{author}", "max_bytes": "30 kB", "limit": 0},
    {"path": "hot", "order": "heat", "where": {"quality": {"min": 50}}, "window": "365 days"},
    {"path": "late", "order": "updated", "limit": 0, "formats": ["rss", "json"]},
)
OTHERS: Final[dict[str, Any]] = {
    "stylesheet": True,
    "pages": {"images": True},
    "formats": ["rss", "atom", "json", "csv", "sitemap"],
}
ELSEWHERE: Final = {"TZ": "Pacific/Auckland", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}


@pytest.fixture(scope="module")
def folder(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that asks for feeds of every kind."""
    folder = tmp_path_factory.mktemp("same")
    settings(folder, news, *FEEDS, **OTHERS)
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path) -> dict[str, bytes]:
    """What one process makes of them, without a cache."""
    run(folder, "--jobs", "1", "--no-cache")
    return taken(folder)


def taken(folder: Path) -> dict[str, bytes]:
    """The bytes of every file in the out folder, which is gone afterwards."""
    files = contents(folder / "out")
    shutil.rmtree(folder / "out")
    return files


class TestSame:
    """Nothing but articles and settings is in the bytes."""

    def test_there_is_something_to_compare(self, expected: dict[str, bytes]) -> None:
        assert {"manifest.json", "feeds.opml", "index.html", "snippet.html", "feed.css", "rss-2020-02.xml"} < set(
            expected
        )
        assert len(expected) > 300

    @pytest.mark.parametrize("jobs", ["2", "3"])
    def test_for_any_number_of_processes(self, folder: Path, expected: dict[str, bytes], jobs: str) -> None:
        run(folder, "--jobs", jobs, "--no-cache")

        assert taken(folder) == expected

    def test_cold_and_warm_and_where_all_stands_already(self, folder: Path, expected: dict[str, bytes]) -> None:
        run(folder, "--cache", "cache", "--jobs", "2")
        cold = contents(folder / "out")
        run(folder, "--cache", "cache", "--jobs", "1")
        standing = taken(folder)
        run(folder, "--cache", "cache", "--jobs", "1")

        assert cold == standing == taken(folder) == expected

    def test_in_another_place_and_order_of_files(self, folder: Path, expected: dict[str, bytes]) -> None:
        ran = outfeed("export", "--jobs", "2", "--no-cache", cwd=folder, env=environment(ELSEWHERE), before=SHUFFLED)

        assert ran.status == 0, ran.err
        assert taken(folder) == expected


class TestAmongOthers:
    """A feed has the same bytes alone and among others, though entries that several feeds share are made once."""

    @pytest.mark.parametrize("number", range(len(FEEDS)))
    def test_a_feed_alone(self, expected: dict[str, bytes], news: Path, tmp_path: Path, number: int) -> None:
        alone = exported(tmp_path, news, FEEDS[number], **(OTHERS | {"pages": False})).documents()

        assert alone == {name: expected[name] for name in alone}
        assert len(alone) > 1

    @pytest.mark.parametrize("feeds", [FEEDS[::-1], FEEDS[2:] + FEEDS[:2]])
    def test_whatever_feeds_come_before(
        self, expected: dict[str, bytes], news: Path, tmp_path: Path, feeds: tuple[dict[str, Any], ...]
    ) -> None:
        made = exported(tmp_path, news, *feeds, **OTHERS)

        assert made.documents() == {name: expected[name] for name in made.documents()}
        assert set(made.files) == set(expected)
