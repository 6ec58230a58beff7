"""One set of bytes in any surroundings: some of the exports of `python -m tests.site.determinism`."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.site import determinism
from tests.site.determinism import CACHES, Result, differences, surroundings

EXPORTS: Final = 6


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[Result]:
    """What six exports made."""
    return list(determinism.run(tmp_path_factory.mktemp("determinism"), EXPORTS, 24, seed=0))


class TestDeterminism:
    """Promise 1: same input, same bytes; any machine, `--jobs`, cache, locale, time zone, day."""

    def test_six_exports(self, results: list[Result]) -> None:
        assert list(differences(results)) == []

    def test_there_is_something_to_compare(self, results: list[Result]) -> None:
        assert {"manifest.json", "feeds.opml", "index.html", "sitemap.xml", "late/rss.xml"} < results[0].files.keys()
        assert "24 articles read" in results[0].out
        assert "news/" in results[0].err

    def test_their_surroundings_differ(self) -> None:
        around = [surroundings(number) for number in range(EXPORTS)]

        assert {each.cache for each in around} == set(CACHES)
        assert {each.jobs for each in around} == {1, 2, 3, 4}
        assert min(len({each[field] for each in around}) for field in range(1, len(around[0]) - 1)) > 2
        assert all(len({each.env[name] for each in around}) > 2 for name in around[0].env)


class TestDifferences:
    """What must not differ would be found."""

    def test_each_is_told(self) -> None:
        one, other = Result({"a": "1", "b": "2"}, "out", "err"), Result({"a": "3", "c": "4"}, "out!", "err!")

        assert list(differences([one, other, one])) == [
            "export 1: a",
            "export 1: b",
            "export 1: c",
            "export 1: standard output",
            "export 1: standard error",
        ]

    def test_another_article_is_another_set_of_bytes(self, tmp_path: Path) -> None:
        around = surroundings(0)
        results = [determinism.export(tmp_path, around, 10)]
        shutil.rmtree(tmp_path / around.place)
        results.append(determinism.export(tmp_path, around, 11))

        assert any(name == "export 1: rss.xml" for name in differences(results))
