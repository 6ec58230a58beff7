"""An exporter of others beside ours: it gets the whole feed, and as often as it likes."""

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

import pytest

from exporters.errors import OutputError
from exporters.formats.exporter import Scope
from exporters.model.feed import Feed
from tests.build.making import at_once, numbered, wrote


class Plain:
    """Writes the titles, and beside them their number."""

    name: Final = "plain"
    media_type = "text/plain"
    filename = "feed.txt"
    scope: Scope = "feed"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Go through the entries in every way that a sequence has."""
        titles = [entry.title for entry in feed.entries]
        assert titles == [entry.title for entry in feed.entries]
        assert titles == [feed.entries[place].title for place in range(len(feed.entries))]
        assert [each.title for each in feed.entries[1:3]] == titles[1:3]
        assert feed.entries[-1].title == titles[-1]
        out.write("\n".join(titles).encode())

    def companions(self, feed: Feed) -> Mapping[str, bytes]:
        """How many there are."""
        return {"count.txt": b"%d" % len(feed.entries)}


class TestGuests:
    """Its documents are written, checked and published as ours are."""

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_it_stands_beside_ours(self, tmp_path: Path, jobs: int) -> None:
        done = wrote(tmp_path, numbered(130), plugins=[Plain()], jobs=jobs)

        assert done.files["feed.txt"].decode().splitlines() == [f"Number {n}" for n in range(130)]
        assert done.files["count.txt"] == b"130"
        assert {name: done.files[name] for name in at_once([])} == at_once(numbered(130))

    def test_it_is_written_again_where_ours_are_left_alone(self, tmp_path: Path) -> None:
        wrote(tmp_path, numbered(30), plugins=[Plain()])

        done = wrote(tmp_path, numbered(30), plugins=[Plain()])

        assert set(done.states.values()) == {"unchanged"}
        assert {"feed.txt", "count.txt"} <= set(done.states)

    def test_it_may_stand_alone(self, tmp_path: Path) -> None:
        assert sorted(wrote(tmp_path, numbered(3), names=[], plugins=[Plain()]).files) == ["count.txt", "feed.txt"]

    def test_what_is_wrong_in_it_is_told(self, tmp_path: Path) -> None:
        class Wrong(Plain):
            media_type = "application/json"

        (told,) = wrote(tmp_path, numbered(3), plugins=[Wrong()]).told

        assert (told.rule, told.path) == ("json-not-wellformed", "feed.txt")

    @pytest.mark.parametrize("beside", ["rss.xml", "RSS.XML", "feed.txt", "../x"])
    def test_what_it_has_beside_takes_no_other_place(self, tmp_path: Path, beside: str) -> None:
        class Greedy(Plain):
            def companions(self, feed: Feed) -> Mapping[str, bytes]:  # noqa: ARG002
                return {beside: b"mine"}

        with pytest.raises(
            OutputError, match=r"the format plain failed: ValueError: .* is not a name for a file beside"
        ):
            wrote(tmp_path, numbered(3), plugins=[Greedy()])
