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

from exporters.diagnostics import Level
from tests.makers import NAMESPACES, attributes, texts
from tests.write_golden import FOLDER, OUTPUTS, cases, run

LEFT_OUT: Final = re.compile(b"draft|withdrawn|nobody may see|cipher-text|nor-this-one|cheerful", re.IGNORECASE)


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


def test_there_are_cases() -> None:
    assert {"bodies", "hostile-text", "minimal", "seeds"} <= set(cases())


@pytest.mark.parametrize("case", cases())
class TestCase:
    """A change of any byte is a change that subscribers see: read the diff, then `make golden`."""

    @pytest.mark.parametrize("name", OUTPUTS)
    def test_it_makes_the_same_bytes(self, case: str, name: str, tmp_path: Path) -> None:
        run(case, tmp_path)

        assert (tmp_path / name).read_bytes() == (FOLDER / case / name).read_bytes()

    def test_it_makes_these_files_and_no_other(self, case: str, tmp_path: Path) -> None:
        run(case, tmp_path)

        assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == sorted(OUTPUTS)

    def test_nobody_has_to_act(self, case: str, tmp_path: Path) -> None:
        told = run(case, tmp_path)

        assert [str(each) for each in told if each.level is not Level.NOTE] == []


@pytest.mark.parametrize("case", cases())
class TestAgreement:
    """RSS, Atom, JSON Feed and CSV carry the same ids, order, dates and links."""

    @pytest.mark.parametrize("name", LISTED)
    def test_every_format_lists_the_same(self, case: str, name: str) -> None:
        assert LISTED[name](FOLDER / case / name) == of_json(FOLDER / case / "feed.json")

    def test_the_newest_stands_first(self, case: str) -> None:
        listed = of_json(FOLDER / case / "feed.json")

        assert listed == sorted(sorted(listed), key=lambda each: each.published, reverse=True)

    @pytest.mark.parametrize("name", LISTED)
    def test_moments_are_utc(self, case: str, name: str) -> None:
        assert {each.published.utcoffset() for each in LISTED[name](FOLDER / case / name)} == {timedelta(0)}

    def test_nothing_private_is_in_it(self, case: str) -> None:
        held = [name for name in OUTPUTS if LEFT_OUT.search((FOLDER / case / name).read_bytes())]

        assert held == []


class TestSeeds:
    """The owner's five articles."""

    def test_all_five_are_there(self) -> None:
        assert len(of_json(FOLDER / "seeds" / "feed.json")) == 5
