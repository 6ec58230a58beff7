"""Golden files: what the whole pipeline makes of a folder of articles, byte for byte, and the same in every format."""

import csv
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

import pytest
from lxml import etree

from exporters.diagnostics.diagnostic import Diagnostic, Level
from tests.makers import NAMESPACES, attributes, texts
from tests.write_golden import FOLDER, accepted, cases, files, run

LEFT_OUT: Final = re.compile(b"draft|withdrawn|nobody may see|cipher-text|nor-this-one|cheerful", re.IGNORECASE)


class Made(NamedTuple):
    """What a run made of a case."""

    case: str
    files: dict[str, bytes]  # by path
    told: list[Diagnostic]


class Entry(NamedTuple):
    """What every format says of an article."""

    id: str
    published: datetime
    url: str


def of_rss(file: Path) -> list[Entry]:
    items = etree.parse(file).getroot().findall("channel/item")
    return [
        Entry(texts(each, "guid")[0], parsedate_to_datetime(texts(each, "pubDate")[0]), texts(each, "link")[0])
        for each in items
    ]


def of_atom(file: Path) -> list[Entry]:
    root = etree.parse(file).getroot()
    site = next(each["href"] for each in attributes(root, "a:link") if each["rel"] == "alternate")
    return [
        Entry(
            _without_prefix(texts(each, "a:id")[0], f"{site}#id="),
            datetime.fromisoformat(texts(each, "a:published")[0]),
            next(link["href"] for link in attributes(each, "a:link") if link["rel"] == "alternate"),
        )
        for each in root.findall("a:entry", NAMESPACES)
    ]


def _without_prefix(identity: str, prefix: str) -> str:
    """The article's own id: Atom writes one that is no IRI behind the address of the site, percent-encoded."""
    return unquote(identity.removeprefix(prefix)) if identity.startswith(prefix) else identity


def of_json(file: Path) -> list[Entry]:
    items = json.loads(file.read_bytes())["items"]
    return [Entry(each["id"], datetime.fromisoformat(each["date_published"]), each["url"]) for each in items]


def of_csv(file: Path) -> list[Entry]:
    with file.open(encoding="utf-8", newline="") as rows:
        return [
            Entry(_without_guard(each["id"]), datetime.fromisoformat(each["published"]), each["url"])
            for each in csv.DictReader(rows)
        ]


def _without_guard(cell: str) -> str:
    return cell[1:] if re.match("'+[-=+@]", cell) else cell


LISTED: Final[dict[str, Callable[[Path], list[Entry]]]] = {
    "rss.xml": of_rss,
    "atom.xml": of_atom,
    "feed.json": of_json,
    "feed.csv": of_csv,
}


def feeds(case: str) -> list[str]:
    """The folders of the feeds of `case`, "" for that of the whole site."""
    return [name.removesuffix("feed.json") for name in accepted(case) if name.rpartition("/")[2] == "feed.json"]


FEEDS: Final = [(case, feed) for case in cases() for feed in feeds(case)]


def test_there_are_cases() -> None:
    assert {"bodies", "hostile-text", "many-feeds", "minimal", "seeds"} <= set(cases())
    assert {case for case, feed in FEEDS if not feed} == set(cases())


@pytest.fixture(scope="module", params=cases())
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What a run makes of a case."""
    out = tmp_path_factory.mktemp(request.param)
    told = run(request.param, out)
    return Made(request.param, files(out), told)


class TestCase:
    """A change of any byte is a change that subscribers see: read the diff, then `make golden`."""

    def test_it_makes_the_same_bytes(self, made: Made) -> None:
        right = accepted(made.case)

        assert [name for name, data in made.files.items() if name in right and data != right[name]] == []

    def test_it_makes_these_files_and_no_other(self, made: Made) -> None:
        assert sorted(made.files) == sorted(accepted(made.case))

    def test_nobody_has_to_act(self, made: Made) -> None:
        assert [str(each) for each in made.told if each.level is not Level.NOTE] == []

    def test_nothing_private_is_in_it(self, made: Made) -> None:
        assert [name for name, data in made.files.items() if LEFT_OUT.search(data)] == []


@pytest.mark.parametrize(("case", "feed"), FEEDS)
class TestAgreement:
    """RSS, Atom, JSON Feed and CSV carry the same ids, order, dates and links."""

    @pytest.mark.parametrize("name", LISTED)
    def test_every_format_lists_the_same(self, case: str, feed: str, name: str) -> None:
        assert LISTED[name](FOLDER / case / feed / name) == of_json(FOLDER / case / feed / "feed.json")

    @pytest.mark.parametrize("name", LISTED)
    def test_moments_are_utc(self, case: str, feed: str, name: str) -> None:
        assert {each.published.utcoffset() for each in LISTED[name](FOLDER / case / feed / name)} <= {timedelta(0)}


@pytest.mark.parametrize("case", cases())
class TestOrder:
    """Published descending, then id ascending, unless the settings say otherwise."""

    def test_the_newest_stands_first(self, case: str) -> None:
        listed = of_json(FOLDER / case / "feed.json")

        assert listed == sorted(sorted(listed), key=lambda each: each.published, reverse=True)


class TestSeeds:
    """The owner's five articles."""

    def test_all_five_are_there(self) -> None:
        assert len(of_json(FOLDER / "seeds" / "feed.json")) == 5
