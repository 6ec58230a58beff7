"""Nothing private leaves: drafts, withdrawn articles, cipher text and places on this machine are in no file of out/."""

from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.running import contents
from tests.site import plain
from tests.site.making import DRAFT, SECURED, WITHDRAWN, run, settings, site, small, written
from tests.site.making import FIRST as DAY
from tests.site.published import Published

FEEDS: Final[tuple[dict[str, Any], ...]] = (
    {"path": "", "archive": "month", "limit": 0},
    {"path": "topics/{topic}", "limit": 0},
    {"path": "by/{category}/{author}", "content": "excerpt"},
)
OTHERS: Final = {"formats": ["rss", "atom", "json", "csv", "sitemap", "news-sitemap"], "stylesheet": True}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run over a site with articles of all kinds, and one draft with a topic of its own."""
    folder = tmp_path_factory.mktemp("private")
    source = site(folder, 120)
    written(source, "alone", small(500, DAY, published=False, topics=["Not yet known"], category="unheard of"))
    settings(folder, source, *FEEDS, **OTHERS)
    run(folder, "--jobs", "2")
    return folder


def tellers(folder: Path, text: str) -> list[str]:
    """The files of out/ that hold a text, in their bytes or in their names."""
    return [name for name, data in contents(folder / "out").items() if text.encode() in data or text in name]


class TestNothingLeaves:
    """Whatever file of out/ one looks into."""

    @pytest.mark.parametrize(
        "text", [DRAFT, WITHDRAWN, SECURED, "secured", "not-yet-known", "Not yet known", "unheard"]
    )
    def test_no_file_holds_it(self, folder: Path, text: str) -> None:
        assert tellers(folder, text) == []

    def test_no_file_names_a_place_on_this_machine(self, folder: Path) -> None:
        for place in (folder, Path.cwd(), Path.home(), Path(__file__).parents[2]):
            assert tellers(folder, f"{place}/") == []

    def test_only_what_can_be_shown_is_in_any_document(self, folder: Path) -> None:
        shown = set(plain.ids(plain.articles(folder / "news")))
        made = Published(contents(folder / "out"))

        assert {id_ for path in made.listed for id_ in made.ids(path)} == shown
        assert len(made.files) > 200

    def test_drafts_that_were_asked_for_once_leave_no_trace(self, folder: Path) -> None:
        before = contents(folder / "out")
        run(folder, "--drafts", "--allow-new-ids")  # drafts repeat ids of articles
        assert tellers(folder, DRAFT)
        assert "topics/not-yet-known" in Published(contents(folder / "out")).listed
        run(folder, "--prune")

        assert contents(folder / "out") == before
