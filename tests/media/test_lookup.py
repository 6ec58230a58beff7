"""Where the file of an address lies, and what is remembered of it."""

import os
import time
from pathlib import Path
from typing import Final
from unittest import mock

import msgspec
import pytest

from exporters.media.folders import MediaFolder, MediaFolders, find_places
from exporters.media.lookup import MediaLookup, are_current
from exporters.media.measure import measure
from tests.media.making import LFS, png, wav

HOME: Final = "https://e.example/blog/"
OLD: Final = time.time_ns() - 10_000_000_000


def put(path: Path, data: bytes) -> Path:
    """A file that nobody changed lately."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, ns=(OLD, OLD))
    return path


def looking(base: Path, *, is_given: bool = True, prefix: str = "/audio/") -> MediaLookup:
    folder = MediaFolder(prefix=prefix, path=str(base / "audio"), is_given=is_given)
    return MediaLookup(MediaFolders(base=str(base), folders=(folder,)), HOME)


class TestPlaces:
    """A path of the site may lie below its home page or at the root of its host."""

    @pytest.mark.parametrize(
        ("address", "name"),
        [
            ("https://e.example/blog/audio/a.mp3", "a.mp3"),
            ("https://e.example/audio/b/a%20b.mp3?x#y", "b/a b.mp3"),
            ("https://e.example/audio/", None),
            ("https://e.example/audio/../secret", None),
            ("https://e.example/audio/%2e%2e/secret", None),
            ("https://e.example/audio/a%2fb", None),
            ("https://e.example/audio/a%00b", None),
            ("https://e.example/audio/b//a", None),
            ("https://other.example/audio/a.mp3", None),
            ("https://e.example/video/a.mp3", None),
        ],
    )
    def test_the_name_below_the_folder(self, address: str, name: str | None) -> None:
        folder = MediaFolder(prefix="/audio/", path="/m")

        assert [each.name for each in find_places(address, (folder,), HOME)] == ([name] if name else [])

    def test_an_address_of_another_host(self) -> None:
        folder = MediaFolder(prefix="https://cdn.example/", path="/m")

        assert [each.name for each in find_places("https://cdn.example/x/a.mp3", (folder,), HOME)] == ["x/a.mp3"]


class TestFindings:
    """What is found, and what is wrong with it."""

    def test_a_file_is_measured_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        put(tmp_path / "audio" / "a.wav", wav(3))
        measurer = mock.Mock(wraps=measure)
        monkeypatch.setattr("exporters.media.lookup.measure", measurer)
        lookup = looking(tmp_path)

        for _ in range(3):
            lookup.begin()
            found = lookup.look(f"{HOME}audio/a.wav")

        assert found is not None
        assert found.facts is not None
        assert found.facts.duration == 3
        assert measurer.call_count == 1

    @pytest.mark.parametrize(("is_given", "state"), [(True, "missing"), (False, None)])
    def test_a_missing_file_is_told_where_the_settings_promise_it(
        self, tmp_path: Path, is_given: bool, state: str | None
    ) -> None:
        found = looking(tmp_path, is_given=is_given).look(f"{HOME}audio/a.wav")

        assert (found and found.state) == state

    def test_a_pointer(self, tmp_path: Path) -> None:
        put(tmp_path / "audio" / "a.mp3", LFS)

        found = looking(tmp_path).look(f"{HOME}audio/a.mp3")

        assert found is not None
        assert (found.state, found.reason, found.name) == ("pointer", "Git LFS", "audio/a.mp3")

    def test_a_link_that_git_annex_left(self, tmp_path: Path) -> None:
        (tmp_path / "audio").mkdir()
        (tmp_path / "audio" / "a.mp3").symlink_to("../.git/annex/objects/x/y/SHA256E-s1--0.mp3")

        found = looking(tmp_path).look(f"{HOME}audio/a.mp3")

        assert found is not None
        assert (found.state, found.reason) == ("pointer", "git-annex")

    @pytest.mark.parametrize("kind", ["link", "folder link", "empty", "folder", "pipe"])
    def test_what_is_no_file_of_the_folder(self, tmp_path: Path, kind: str) -> None:
        put(tmp_path / "secret" / "a.mp3", wav(1))
        (tmp_path / "audio" / "b").mkdir(parents=True)
        name = "a.mp3"
        match kind:
            case "link":
                (tmp_path / "audio" / name).symlink_to(tmp_path / "secret" / "a.mp3")
            case "folder link":
                name = "c/a.mp3"
                (tmp_path / "audio" / "c").symlink_to(tmp_path / "secret")
            case "empty":
                put(tmp_path / "audio" / name, b"")
            case "folder":
                (tmp_path / "audio" / name).mkdir()
            case "pipe":
                os.mkfifo(tmp_path / "audio" / name)

        found = looking(tmp_path).look(f"{HOME}audio/{name}")

        assert found is not None
        assert (found.state, found.facts) == ("unreadable", None)

    def test_a_link_out_of_the_folder_does_not_say_whether_it_leads_to_a_file(self, tmp_path: Path) -> None:
        put(tmp_path / "secret" / "a.mp3", wav(1))
        (tmp_path / "audio").mkdir()
        (tmp_path / "audio" / "c").symlink_to(tmp_path / "secret")
        lookup = looking(tmp_path)

        found = [lookup.look(f"{HOME}audio/c/{name}.mp3") for name in ("a", "b")]

        assert [each.reason for each in found if each] == ["is a link out of its folder"] * 2

    def test_a_name_that_is_not_utf_8_can_be_stored(self, tmp_path: Path) -> None:
        put(tmp_path / "audio" / os.fsdecode(b"\xff.wav"), wav(1))
        lookup = looking(tmp_path)

        found = lookup.look(f"{HOME}audio/%ff.wav")

        assert found is not None
        assert found.state == "measured"
        assert msgspec.msgpack.encode((found, lookup.stamps))
        assert lookup.stamps[0].size > 0
        assert are_current(lookup.stamps, str(tmp_path))

    def test_a_link_within_the_folder_is_followed(self, tmp_path: Path) -> None:
        put(tmp_path / "audio" / "a.wav", wav(1))
        (tmp_path / "audio" / "b.wav").symlink_to("a.wav")

        found = looking(tmp_path).look(f"{HOME}audio/b.wav")

        assert found is not None
        assert found.state == "measured"


class TestStamps:
    """A warm run knows by size and time alone whether something changed."""

    def test_nothing_changed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        put(tmp_path / "audio" / "a.wav", wav(1))
        lookup = looking(tmp_path)
        lookup.look(f"{HOME}audio/a.wav")
        lookup.look(f"{HOME}audio/none.wav")
        monkeypatch.setattr("exporters.media.measure.open_regular", None)

        assert len(lookup.stamps) == 2
        assert are_current(lookup.stamps, str(tmp_path))

    @pytest.mark.parametrize("change", ["size", "time", "removed", "new"])
    def test_something_changed(self, tmp_path: Path, change: str) -> None:
        file = put(tmp_path / "audio" / "a.png", png(1, 1))
        lookup = looking(tmp_path)
        lookup.look(f"{HOME}audio/a.png")
        lookup.look(f"{HOME}audio/none.wav")
        match change:
            case "size":
                put(file, png(1, 1) + b"x")
            case "time":
                os.utime(file, ns=(OLD, OLD - 1))
            case "removed":
                file.unlink()
            case "new":
                put(tmp_path / "audio" / "none.wav", wav(1))

        assert not are_current(lookup.stamps, str(tmp_path))

    def test_a_young_file_may_change_within_its_stamp(self, tmp_path: Path) -> None:
        file = put(tmp_path / "audio" / "a.wav", wav(1))
        os.utime(file)
        lookup = looking(tmp_path)
        lookup.look(f"{HOME}audio/a.wav")

        assert not are_current(lookup.stamps, str(tmp_path))

    def test_another_article_begins_anew(self, tmp_path: Path) -> None:
        lookup = looking(tmp_path)
        lookup.look(f"{HOME}audio/a.wav")

        lookup.begin()

        assert lookup.stamps == ()
        assert lookup.findings == {}
