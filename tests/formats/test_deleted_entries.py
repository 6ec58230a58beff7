"""Atom tells which entries were withdrawn: by id and moment, in a place where every reader still reads the others."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import fastfeedparser
import feedparser
import pytest
from reader import make_reader

from exporters.checks.run import ATOM_TYPE, findings
from exporters.model.feed import DeletedEntry
from tests.makers import LATER, MOMENT, Element, article, document, feed, xml

SPACE: Final = "http://purl.org/atompub/tombstones/1.0"
NAME: Final = f"{{{SPACE}}}deleted-entry"
DELETED: Final = (
    DeletedEntry(id="own id & <7>", when=LATER),
    DeletedEntry(id="https://example.org/9?a=1&b=2", when=MOMENT),
    DeletedEntry(id="urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6", when=MOMENT),
)
ENTRIES: Final = tuple(article(url=f"https://example.org/{n}", published=MOMENT - timedelta(hours=n)) for n in range(3))
IDS: Final = [each.id for each in ENTRIES]


def said(root: Element) -> list[dict[str, str]]:
    """The attributes of each deleted-entry, wherever it stands."""
    return [{str(key): str(value) for key, value in each.attrib.items()} for each in root.iter(NAME)]


class TestDeletedEntry:
    """RFC 6721 §3 at:deleted-entry: `ref` and `when`, and nothing that the entry said."""

    def test_it_has_the_id_that_the_entry_had_and_a_moment(self) -> None:
        assert said(xml("atom", feed(*ENTRIES, deleted=DELETED))) == [
            {"ref": "https://example.org/#id=own%20id%20%26%20%3C7%3E", "when": "2024-01-03T03:04:05Z"},
            {"ref": "https://example.org/9?a=1&b=2", "when": "2024-01-02T03:04:05Z"},
            {"ref": "urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6", "when": "2024-01-02T03:04:05Z"},
        ]

    def test_it_has_no_child_and_no_text(self) -> None:
        found = list(xml("atom", feed(*ENTRIES, deleted=DELETED)).iter(NAME))

        assert [(len(each), each.text) for each in found] == [(0, None)] * 3

    def test_all_stand_in_the_feed_between_what_it_says_of_itself_and_its_entries(self) -> None:
        names = [str(each.tag).rpartition("}")[2] for each in xml("atom", feed(*ENTRIES, deleted=DELETED))]

        assert names[-6:] == ["deleted-entry"] * 3 + ["entry"] * 3
        assert "deleted-entry" not in names[:-6]

    def test_a_feed_without_entries_has_them_too(self) -> None:
        assert len(said(xml("atom", feed(deleted=DELETED)))) == 3

    def test_the_checks_find_nothing(self) -> None:
        for entries in (ENTRIES, ()):
            made = document("atom", feed(*entries, deleted=DELETED))

            assert [each for each in findings(made, ATOM_TYPE) if each.rule.startswith("deleted")] == []
            assert findings(made, ATOM_TYPE) == findings(document("atom", feed(*entries)), ATOM_TYPE)


class TestNone:
    """Where nothing was withdrawn, no byte tells that something could have been."""

    def test_the_namespace_is_declared_only_where_it_is_needed(self) -> None:
        assert SPACE.encode() not in document("atom", feed(*ENTRIES))
        assert document("atom", feed(*ENTRIES, deleted=DELETED)).count(SPACE.encode()) == 1

    @pytest.mark.parametrize("name", ["rss", "json", "csv"])
    def test_other_formats_never_tell(self, name: str) -> None:
        assert document(name, feed(*ENTRIES, deleted=DELETED)) == document(name, feed(*ENTRIES))

    def test_entries_are_the_same_bytes(self) -> None:
        with_them = document("atom", feed(*ENTRIES, deleted=DELETED))
        without = document("atom", feed(*ENTRIES))

        assert with_them[with_them.index(b"<entry>") :] == without[without.index(b"<entry>") :]


def by_feedparser(folder: Path) -> tuple[str, list[str]]:
    parsed = feedparser.parse((folder / "atom.xml").read_bytes())
    assert not parsed.bozo
    return parsed.feed.title, [each.id for each in parsed.entries]


def by_reader(folder: Path) -> tuple[str, list[str]]:
    with make_reader(":memory:", feed_root=str(folder)) as reader:
        reader.add_feed("atom.xml")
        reader.update_feed("atom.xml")
        title = reader.get_feed("atom.xml").title
        return title or "", sorted(each.id for each in reader.get_entries(feed="atom.xml"))


def by_fastfeedparser(folder: Path) -> tuple[str, list[str]]:
    parsed: Any = fastfeedparser.parse((folder / "atom.xml").read_text(encoding="utf-8"))
    return parsed.feed["title"], [each["id"] for each in parsed.entries]


@pytest.mark.parametrize("read", [by_feedparser, by_reader, by_fastfeedparser])
def test_readers_read_all_entries_and_no_other(tmp_path: Path, read: Callable[[Path], tuple[str, list[str]]]) -> None:
    (tmp_path / "atom.xml").write_bytes(document("atom", feed(*ENTRIES, deleted=DELETED)))

    assert read(tmp_path) == ("Site", IDS)
