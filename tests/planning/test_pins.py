"""Pins: the ids that articles would lose, as a file that settings can name."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from exporters.model.text import UNSAFE
from exporters.planning.compare import compare
from exporters.planning.outcome import DocumentPlan, SitePlan
from exporters.planning.pins import merge, pins
from exporters.planning.readers.document import Format
from exporters.settings.aliases import ids_text, read_ids
from tests.planning.making import document, item

TEXT = st.text(min_size=1, max_size=30).map(str.strip).filter(lambda text: text and not UNSAFE.search(text))
PERMALINKS = st.integers(0, 99).map("https://example.org/{}".format)


def planned(*identities: tuple[str, str], format_: Format = "json") -> DocumentPlan:
    """The plan of a feed in which each article had one id and gets another."""
    before = document(*(item(number, id=old) for number, (old, _) in enumerate(identities, 1)))
    after = document(*(item(number, id=new) for number, (_, new) in enumerate(identities, 1)))
    return DocumentPlan(path="x", title="T", format=format_, plan=compare(before, after))


class TestPins:
    """Each permalink keeps one id, and no id two permalinks."""

    def test_of_several_feeds(self) -> None:
        made = pins(SitePlan(feeds=(planned(("a", "b")), planned(("c", "b"), ("d", "e")))), "https://example.org/")

        assert made == {item(1).link: "a", item(2).link: "d"}

    def test_what_atom_made_an_iri_of_is_undone(self) -> None:
        feed = planned(("https://example.org/#id=seven%20of%209", "b"), format_="atom")

        assert pins(SitePlan(feeds=(feed,)), "https://example.org/") == {item(1).link: "seven of 9"}

    def test_an_id_that_moved_on_leaves_its_old_permalink(self) -> None:
        old = {"https://example.org/first": "7", "https://example.org/other": "8"}

        assert merge({"https://example.org/second": "7"}, old) == {
            "https://example.org/second": "7",
            "https://example.org/other": "8",
        }


class TestFile:
    """What is written is read again."""

    @given(entries=st.dictionaries(PERMALINKS, TEXT, max_size=5))
    def test_any_id(self, tmp_path_factory: object, entries: dict[str, str]) -> None:
        unique = {link: identity for identity, link in {each: link for link, each in entries.items()}.items()}
        file = Path(str(tmp_path_factory.mktemp("ids") / "ids.yaml"))  # type: ignore[attr-defined]
        file.write_text(ids_text(unique), encoding="utf-8")

        assert read_ids(file) == unique
