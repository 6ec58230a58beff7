"""Whose a file is: what is replaced, what is removed, and what is left to the person who put it there."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from exporters.diagnostics.diagnostic import Level
from exporters.diagnostics.rules.publishing import PUBLISHING
from exporters.errors import PublishError
from exporters.publishing import manifest
from exporters.publishing.contents import contents
from exporters.publishing.publication import FileChange, FileDescription, PublishedFile, warn_of_edited
from exporters.publishing.stage import staging
from tests.publishing.making import (
    Files,
    feed,
    file,
    finish,
    held,
    hexed,
    is_right,
    names,
    of,
    prepare,
    publish,
    put,
    states,
    told,
)

SITE: Final[Files] = {
    "rss.xml": b"rss",
    "topics/ai/rss.xml": b"ai",
    "topics/ai/atom.xml": b"ai",
    "topics/b/rss.xml": b"b",
}


def stamps(*places: Path) -> dict[Path, tuple[int, int]]:
    """Which file lies at each place and below, and when it was changed: it is another one after a rename."""
    paths = [path for place in places for path in (place, *place.rglob("*"))]
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in paths}


def incomplete(out: Path, *files: manifest.FileRecord, feeds: tuple[manifest.FeedRecord, ...] = ()) -> None:
    """Leave a manifest as an export does that is stopped."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "manifest.json").write_bytes(manifest.encode(manifest.manifest(files, feeds, complete=False)))


class TestManifest:
    """It tells of every file what it holds and what it is, and of every feed."""

    def test_files_and_feeds_are_told(self, tmp_path: Path) -> None:
        about = {
            "a/rss.xml": FileDescription("application/rss+xml", "a", 7),
            "robots.txt": FileDescription("text/plain"),
        }
        feeds = [feed("a", title="A")]

        files = publish(tmp_path, {"a/rss.xml": b"rss", "robots.txt": b"r"}, about=about, feeds=feeds)

        assert states(files) == {"a/rss.xml": "new", "robots.txt": "new"}
        assert told(tmp_path) == manifest.manifest(
            [
                file("a/rss.xml", b"rss", feed="a", entries=7),
                file("robots.txt", b"r", media_type="text/plain", feed=None, entries=None),
            ],
            feeds,
        )

    def test_a_second_run_touches_nothing(self, tmp_path: Path) -> None:
        publish(tmp_path, SITE)
        before = stamps(tmp_path / "topics", tmp_path / "rss.xml", tmp_path / "manifest.json")

        files = publish(tmp_path, SITE)

        assert set(states(files).values()) == {"unchanged"}
        assert stamps(tmp_path / "topics", tmp_path / "rss.xml", tmp_path / "manifest.json") == before

    def test_what_it_says_of_a_file_can_change_without_the_file(self, tmp_path: Path) -> None:
        publish(tmp_path, {"a": b"1"})
        before = stamps(tmp_path / "a")

        files = publish(tmp_path, {"a": b"1"}, feeds=[feed("", title="Other")])

        assert states(files) == {"a": "unchanged"}
        assert stamps(tmp_path / "a") == before
        assert [each.title for each in told(tmp_path).feeds] == ["Other"]

    def test_a_file_that_nothing_is_said_of_is_a_mistake_of_the_caller(self, tmp_path: Path) -> None:
        with pytest.raises(KeyError):
            publish(tmp_path, {"a": b"1"}, about={})

        assert names(tmp_path) == []

    def test_without_a_publication_none_is_kept(self, tmp_path: Path) -> None:
        publish(tmp_path, {"a": b"1"})
        before = (tmp_path / "manifest.json").read_bytes()

        with staging(tmp_path) as stage:
            stage.write("b", put(b"2"))
            finish(stage)

        assert (tmp_path / "manifest.json").read_bytes() == before
        assert names(tmp_path) == ["a", "b", "manifest.json"]


class TestForeign:
    """A file that is there, is not in the manifest and holds something else is not replaced."""

    def test_all_of_them_are_listed_before_anything_is_touched(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        out = tmp_path / "out"
        publish(out, {"ours": b"old"})
        for name in ("theirs", "topics/theirs"):
            (out / name).parent.mkdir(exist_ok=True)
            (out / name).write_bytes(b"mine")
        before = stamps(out / "topics"), held(out)

        with pytest.raises(PublishError) as caught:
            publish(out, {"ours": b"new", "theirs": b"1", "made": b"1", "topics/theirs": b"1"})

        assert str(caught.value).splitlines() == [
            f"out/{name}: error: Outfeed did not write it, and would replace it; choose another --out, "
            "or replace it with --adopt [file-foreign]"
            for name in ("theirs", "topics/theirs")
        ]
        assert caught.value.status == 3
        assert (stamps(out / "topics"), held(out)) == before

    def test_one_that_holds_the_same_is_ours_from_then_on(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"1")

        files = publish(tmp_path, {"a": b"1"})

        assert states(files) == {"a": "unchanged"}
        assert is_right(tmp_path, {"a": b"1"})

    def test_it_may_be_adopted(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"theirs")

        files = publish(tmp_path, {"a": b"1"}, adopt=True)

        assert files == [FileChange("a", 1, "changed")]
        assert is_right(tmp_path, {"a": b"1"})

    def test_a_manifest_that_is_none_of_ours_is_one_too(self, tmp_path: Path) -> None:
        (tmp_path / "manifest.json").write_bytes(b'{"name": "A web app"}')

        with pytest.raises(PublishError, match=r"manifest\.json: error: .*\[file-foreign\]"):
            publish(tmp_path, {"a": b"1"}, before=None)

        assert held(tmp_path) == {}
        assert (tmp_path / "manifest.json").read_bytes() == b'{"name": "A web app"}'

    def test_a_broken_manifest_may_be_adopted_and_nothing_is_removed(self, tmp_path: Path) -> None:
        publish(tmp_path, SITE)
        (tmp_path / "manifest.json").write_bytes(b"{")

        files = publish(tmp_path, {"rss.xml": b"new"}, before=None, adopt=True)

        assert states(files) == {"rss.xml": "changed"}
        assert held(tmp_path) == {**SITE, "rss.xml": b"new"}
        assert [each.path for each in told(tmp_path).files] == ["rss.xml"]

    def test_a_link_that_leads_nowhere_is_a_file_of_theirs(self, tmp_path: Path) -> None:
        (tmp_path / "a").symlink_to("nowhere")

        with pytest.raises(PublishError, match="file-foreign"):
            publish(tmp_path, {"a": b"1"})
        publish(tmp_path, {"a": b"1"}, adopt=True)

        assert not (tmp_path / "a").is_symlink()
        assert is_right(tmp_path, {"a": b"1"})

    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a")

        with pytest.raises(PublishError, match="file-foreign"):
            publish(tmp_path, {"a": b""})

    @pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
    def test_a_pipe_or_a_device_is_no_file_of_ours_whatever_the_manifest_names(
        self, tmp_path: Path, make: Callable[[Path], None]
    ) -> None:
        publish(tmp_path, {"a": b"1", "b": b"1"})
        (tmp_path / "a").unlink()
        make(tmp_path / "a")

        with pytest.raises(PublishError, match=r"/a: error: Outfeed did not write it, .*\[file-foreign\]"):
            publish(tmp_path, {"a": b"2", "b": b"2"})
        assert not (tmp_path / "a").is_file()
        assert held(tmp_path) == {"b": b"1"}
        publish(tmp_path, {"a": b"2", "b": b"2"}, adopt=True)

        assert is_right(tmp_path, {"a": b"2", "b": b"2"})

    def test_a_file_of_ours_that_was_edited_is_written_anew(self, tmp_path: Path) -> None:
        publish(tmp_path, {"a": b"1"})
        (tmp_path / "a").write_bytes(b"edited")

        files = publish(tmp_path, {"a": b"2"})

        assert states(files) == {"a": "changed"}
        assert is_right(tmp_path, {"a": b"2"})


class TestInTheWay:
    """What can't be replaced is told before anything is."""

    @pytest.mark.parametrize("name", ["manifest.json", "b", "b/c"])
    def test_a_folder_at_the_place_of_a_file(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).mkdir(parents=True)

        with pytest.raises(PublishError, match=rf"{name} is a folder; remove it \[out-unwritable\]"):
            publish(tmp_path, {"a": b"1", name if name != "manifest.json" else "b": b"1"}, before=None)

        assert held(tmp_path) == {}

    def test_a_file_at_the_place_of_a_folder(self, tmp_path: Path) -> None:
        publish(tmp_path, {"topics": b"1"})

        with pytest.raises(PublishError, match=r"topics is not a folder; remove it \[out-unwritable\]"):
            publish(tmp_path, {"a": b"1", "topics/ai/rss.xml": b"1"})

        assert held(tmp_path) == {"topics": b"1"}

    def test_a_folder_on_another_disk(self, tmp_path: Path) -> None:
        (tmp_path / "topics").symlink_to("/proc")

        with pytest.raises(PublishError, match="topics is on another disk"):
            publish(tmp_path, {"a": b"1", "topics/rss.xml": b"1"})

        assert held(tmp_path) == {}

    def test_a_link_that_leads_out_of_the_folder(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "out").mkdir()
        (tmp_path / "out/topics").symlink_to(tmp_path / "elsewhere")

        with pytest.raises(PublishError, match="topics is a link out of the out folder"):
            publish(tmp_path / "out", {"a": b"1", "topics/rss.xml": b"1"})

        assert held(tmp_path / "elsewhere") == {}


def _rewrite(path: Path) -> None:
    path.write_bytes(b"theirs")


def _replace(path: Path) -> None:
    path.with_name("beside").write_bytes(b"theirs")
    path.with_name("beside").replace(path)


def _put_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()
    (path / "theirs").write_bytes(b"theirs")


def _put_pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def _put_link(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("elsewhere")


class TestChangedMeanwhile:
    """What another program puts at a name while an export runs is not lost."""

    @pytest.mark.parametrize("name", ["new", "changed", "removed", "manifest.json"])
    @pytest.mark.parametrize("change", [_rewrite, _replace, _put_folder, _put_pipe, _put_link])
    def test_nothing_is_replaced_and_the_file_is_named(
        self, tmp_path: Path, name: str, change: Callable[[Path], None]
    ) -> None:
        publish(tmp_path, {"changed": b"1", "removed": b"1"})
        files = {"changed": b"2", "new": b"2"}

        with staging(tmp_path) as stage:
            prepare(stage, files)
            difference = stage.compare(of(tmp_path, files))
            change(tmp_path / name)
            before = held(tmp_path), (tmp_path / name).lstat().st_ino
            with pytest.raises(PublishError, match=rf"{name}\b.*\[(file-changed|out-unwritable)\]") as caught:
                stage.publish(difference)
            after = held(tmp_path), (tmp_path / name).lstat().st_ino

        assert caught.value.status == 3
        assert after == before

    def test_a_folder_that_became_a_link_is_not_followed(self, tmp_path: Path) -> None:
        publish(tmp_path / "out", {"ai/rss.xml": b"1"})
        (tmp_path / "ai").mkdir()
        files = {"ai/atom.xml": b"2"}

        with staging(tmp_path / "out") as stage:
            prepare(stage, files)
            difference = stage.compare(of(tmp_path / "out", files))
            shutil.rmtree(tmp_path / "out/ai")
            (tmp_path / "out/ai").symlink_to(tmp_path / "ai")
            with pytest.raises(PublishError, match="ai is a link out of the out folder"):
                stage.publish(difference)

        assert names(tmp_path / "ai") == []

    def test_in_the_middle_of_the_renames_those_that_follow_are_left(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        publish(tmp_path, {"a": b"1", "b": b"1"})
        files = {"a": b"2", "b": b"2"}
        replace = Path.replace

        def replacing(path: Path, target: Path) -> Path:
            if target.name == "a":
                (tmp_path / "b").write_bytes(b"theirs")
            return replace(path, target)

        with staging(tmp_path) as stage:
            prepare(stage, files)
            difference = stage.compare(of(tmp_path, files))
            monkeypatch.setattr(Path, "replace", replacing)
            with pytest.raises(PublishError, match=r"b: error: .*every published file is whole.*\[file-changed\]"):
                stage.publish(difference)
            monkeypatch.undo()

        assert held(tmp_path) == {"a": b"2", "b": b"theirs"}


class TestRemoval:
    """An export removes files that the manifest lists and no feed needs, and folders that this empties."""

    def test_files_go_with_their_folders(self, tmp_path: Path) -> None:
        publish(tmp_path, SITE)
        wanted = {name: SITE[name] for name in ("rss.xml", "topics/ai/rss.xml")}

        files = publish(tmp_path, wanted)

        assert files[-2:] == [
            FileChange("topics/ai/atom.xml", 2, "removed"),
            FileChange("topics/b/rss.xml", 1, "removed"),
        ]
        assert is_right(tmp_path, wanted)

    def test_a_folder_that_holds_something_of_theirs_stays(self, tmp_path: Path) -> None:
        publish(tmp_path, SITE)
        (tmp_path / "topics/b/mine").write_bytes(b"mine")

        publish(tmp_path, {"rss.xml": b"rss"})

        assert names(tmp_path) == ["manifest.json", "rss.xml", "topics", "topics/b", "topics/b/mine"]

    def test_what_the_manifest_does_not_tell_of_is_never_removed(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        (tmp_path / "mine").write_bytes(b"mine")

        publish(tmp_path, SITE)
        publish(tmp_path, {})

        assert names(tmp_path) == ["empty", "manifest.json", "mine"]

    def test_one_that_was_edited_is_left_and_told_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        publish(tmp_path / "out", SITE)
        (tmp_path / "out/topics/b/rss.xml").write_bytes(b"edited")

        files = publish(tmp_path / "out", {"rss.xml": b"rss"})
        again = publish(tmp_path / "out", {"rss.xml": b"rss"})

        assert files[-1] == FileChange("topics/b/rss.xml", 6, "left")
        assert states(again) == {"rss.xml": "unchanged"}
        assert (tmp_path / "out/topics/b/rss.xml").read_bytes() == b"edited"
        (warned,) = warn_of_edited(tmp_path / "out", files)
        assert str(warned) == (
            "out/topics/b/rss.xml: warning: no longer needed, but edited, so Outfeed leaves it there; remove it, or "
            "export once without --strict to keep it as your own [file-edited]"
        )

    @pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("nowhere")])
    def test_what_stands_in_its_place_is_left(self, tmp_path: Path, make: Callable[[Path], None]) -> None:
        publish(tmp_path, {"a": b"1", "b": b"1"})
        (tmp_path / "b").unlink()
        make(tmp_path / "b")

        files = publish(tmp_path, {"a": b"1"})

        assert states(files) == {"a": "unchanged", "b": "left"}
        assert os.path.lexists(tmp_path / "b")

    def test_one_that_is_gone_already_is_forgotten(self, tmp_path: Path) -> None:
        publish(tmp_path, SITE)
        (tmp_path / "topics/b/rss.xml").unlink()

        files = publish(tmp_path, {name: data for name, data in SITE.items() if name != "topics/b/rss.xml"})

        assert "topics/b/rss.xml" not in states(files)
        assert "topics/b" not in names(tmp_path)

    def test_with_a_folder_that_is_gone_the_empty_one_above_goes_too(self, tmp_path: Path) -> None:
        publish(tmp_path, {"rss.xml": b"rss", "topics/ai/rss.xml": b"ai"})
        shutil.rmtree(tmp_path / "topics/ai")

        publish(tmp_path, {"rss.xml": b"rss"})

        assert is_right(tmp_path, {"rss.xml": b"rss"})

    @pytest.mark.parametrize("removes", [True, False])
    def test_a_file_of_theirs_in_the_place_of_its_folder_stays(self, tmp_path: Path, removes: bool) -> None:
        publish(tmp_path, {"rss.xml": b"rss", "topics/ai/rss.xml": b"ai"})
        shutil.rmtree(tmp_path / "topics/ai")
        (tmp_path / "topics/ai").write_bytes(b"mine")

        publish(tmp_path, {"rss.xml": b"rss"}, removes=removes)

        assert held(tmp_path) == {"rss.xml": b"rss", "topics/ai": b"mine"}
        assert [each.path for each in told(tmp_path).files] == ["rss.xml"]

    def test_a_link_among_the_folders_saves_what_lies_elsewhere(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere/a").write_bytes(b"1")
        (tmp_path / "out").mkdir()
        (tmp_path / "out/link").symlink_to("../elsewhere")
        hostile = manifest.manifest([file("link/a", b"1")], [])

        files = publish(tmp_path / "out", {"b": b"1"}, before=hostile)

        assert states(files) == {"b": "new", "link/a": "left"}
        assert (tmp_path / "elsewhere/a").read_bytes() == b"1"

    def test_one_that_is_only_spelled_in_another_way_is_not_removed(self, tmp_path: Path) -> None:
        publish(tmp_path, {"AI": b"1"})
        (tmp_path / "ai").hardlink_to(tmp_path / "AI")  # as a file system does that takes the two for one

        files = publish(tmp_path, {"ai": b"2"})

        assert states(files) == {"ai": "changed"}
        assert (tmp_path / "ai").read_bytes() == b"2"

    def test_two_that_are_spelled_alike_are_two_elsewhere(self, tmp_path: Path) -> None:
        publish(tmp_path, {"AI": b"1"})

        files = publish(tmp_path, {"ai": b"1"})

        assert states(files) == {"ai": "new", "AI": "removed"}
        assert is_right(tmp_path, {"ai": b"1"})


class TestNarrowed:
    """Where a run does not see everything, what it did not write stays."""

    def test_files_stay_and_are_told_as_before(self, tmp_path: Path) -> None:
        publish(tmp_path, SITE)
        before = told(tmp_path)

        files = publish(tmp_path, {"rss.xml": b"rss"}, removes=False, feeds=before.feeds)

        assert states(files) == {"rss.xml": "unchanged"}
        assert held(tmp_path) == SITE
        assert told(tmp_path) == before

    def test_nothing_goes_where_nothing_may(self, tmp_path: Path) -> None:
        publish(tmp_path, SITE)

        files = publish(tmp_path, {"rss.xml": b"new"}, removes=False)

        assert states(files) == {"rss.xml": "changed"}
        assert is_right(tmp_path, {**SITE, "rss.xml": b"new"})

    def test_feeds_of_files_that_stay_are_told_still(self, tmp_path: Path) -> None:
        publish(tmp_path, SITE)

        publish(tmp_path, {"rss.xml": b"new"}, removes=False, feeds=[feed("", title="New")])

        told_of = [(each.path, each.title) for each in told(tmp_path).feeds]
        assert told_of == [("", "New"), ("topics/ai", "Feed"), ("topics/b", "Feed")]

    def test_one_that_somebody_removed_is_forgotten(self, tmp_path: Path) -> None:
        publish(tmp_path, {"a": b"1", "b": b"2"})
        (tmp_path / "b").unlink()

        publish(tmp_path, {"a": b"1"}, removes=False)

        assert is_right(tmp_path, {"a": b"1"})

    def test_one_that_was_edited_stays_as_it_is(self, tmp_path: Path) -> None:
        publish(tmp_path, {"a": b"1", "b": b"2"})
        (tmp_path / "b").write_bytes(b"edited")

        files = publish(tmp_path, {"a": b"1"}, removes=False)

        assert states(files) == {"a": "unchanged"}
        assert (tmp_path / "b").read_bytes() == b"edited"
        assert {each.path for each in told(tmp_path).files} == {"a", "b"}


class TestStopped:
    """After an export that was stopped, the manifest says of a file what it held and what it was to hold."""

    @pytest.mark.parametrize(("there", "entries"), [(b"old", 3), (b"newer", 4)])
    def test_what_stays_is_told_as_it_is(self, tmp_path: Path, there: bytes, entries: int) -> None:
        earlier = manifest.EarlierContents(sha256=hexed(b"old"), size=3, entries=3)
        incomplete(tmp_path, file("a", b"newer", entries=4, earlier=earlier))
        (tmp_path / "a").write_bytes(there)

        publish(tmp_path, {"b": b"1"}, removes=False)

        assert told(tmp_path).files[0] == file("a", there, entries=entries)
        assert is_right(tmp_path, {"a": there, "b": b"1"})

    @pytest.mark.parametrize("there", [b"old", b"newer"])
    def test_what_is_no_longer_wanted_goes_whichever_it_is(self, tmp_path: Path, there: bytes) -> None:
        earlier = manifest.EarlierContents(sha256=hexed(b"old"), size=3, entries=3)
        incomplete(tmp_path, file("a", b"newer", earlier=earlier))
        (tmp_path / "a").write_bytes(there)

        files = publish(tmp_path, {"b": b"1"})

        assert states(files) == {"b": "new", "a": "removed"}
        assert is_right(tmp_path, {"b": b"1"})

    def test_files_that_were_not_put_in_place_yet_are_no_loss(self, tmp_path: Path) -> None:
        incomplete(tmp_path, file("a", b"1"), file("b", b"1"))

        publish(tmp_path, {"c": b"1"}, removes=False)

        assert is_right(tmp_path, {"c": b"1"})

    def test_what_was_adopted_stays_ours(self, tmp_path: Path) -> None:
        incomplete(
            tmp_path, file("a", b"1", earlier=manifest.EarlierContents(sha256=hexed(b"mine"), size=4, entries=None))
        )
        (tmp_path / "a").write_bytes(b"mine")

        publish(tmp_path, {"a": b"2"})

        assert is_right(tmp_path, {"a": b"2"})

    def test_a_folder_that_was_emptied_goes(self, tmp_path: Path) -> None:
        incomplete(tmp_path, file("a/b", b"1"))
        (tmp_path / "a").mkdir()

        publish(tmp_path, {"c": b"1"})

        assert is_right(tmp_path, {"c": b"1"})


class TestCompare:
    """What publishing would do, and it does it."""

    def test_nothing_is_touched(self, tmp_path: Path) -> None:
        publish(tmp_path, SITE)
        before = names(tmp_path)
        (tmp_path / "elsewhere").mkdir()
        wanted = {"rss.xml": b"new", "topics/ai/rss.xml": b"ai", "more": b"1"}

        with staging(tmp_path, folder=tmp_path / "elsewhere") as stage:
            prepare(stage, wanted)
            difference = stage.compare(of(tmp_path, wanted))
        (tmp_path / "elsewhere").rmdir()

        assert names(tmp_path) == before
        assert held(tmp_path) == SITE
        assert list(difference.files) == publish(tmp_path, wanted)
        assert difference.final == (tmp_path / "manifest.json").read_bytes()

    def test_it_tells_all_that_is_known_of_each_file(self, tmp_path: Path) -> None:
        publish(
            tmp_path,
            {"a": b"1", "b": b"1"},
            about={name: FileDescription("text/csv", "", 7, "csv") for name in ("a", "b")},
        )

        with staging(tmp_path) as stage:
            stage.write("a", put(b"22"))
            publication = of(tmp_path, {"a": b"22"}, about={"a": FileDescription("text/csv", "", 8, "csv")})
            difference = stage.compare(publication)

        final = contents(difference.final or b"")
        known = {"media_type": "text/csv", "feed": ""}
        assert difference.every == [
            PublishedFile(path="a", state="changed", size=2, sha256=hexed(b"22"), format="csv", entries=8, **known),
            PublishedFile(path="b", state="removed", size=1, sha256=None, format=None, entries=7, **known),
            PublishedFile(
                path="manifest.json",
                state="changed",
                size=final.size,
                sha256=final.digest.hex(),
                media_type="application/json",
                feed=None,
                format=None,
                entries=None,
            ),
        ]

    def test_it_says_whether_the_manifest_is_right(self, tmp_path: Path) -> None:
        publish(tmp_path, {"a": b"1"})

        with staging(tmp_path) as stage:
            stage.reuse({"a": contents(b"1")})
            right = stage.compare(of(tmp_path, {"a": b"1"})).is_recorded
            wrong = stage.compare(of(tmp_path, {"a": b"1"}, feeds=[feed("", title="Other")])).is_recorded

        assert (right, wrong) == (True, False)

    def test_a_disk_that_fails_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(_path: Path) -> bytes:
            raise OSError(5, "Input/output error")

        publish(tmp_path, {"a": b"1"})
        monkeypatch.setattr("exporters.publishing.contents.digest", fail)

        with pytest.raises(PublishError, match="input/output error"):
            publish(tmp_path, {"a": b"2"})


class TestCatalogue:
    """Each message has a rule in the catalogue, with the same level."""

    def test_levels(self) -> None:
        assert {slug: rule.level for slug, rule in PUBLISHING.items()} == {
            "file-foreign": Level.ERROR,
            "file-changed": Level.ERROR,
            "file-edited": Level.WARNING,
            "feed-unreadable": Level.ERROR,
            "manifest-broken": Level.WARNING,
            "manifest-large": Level.ERROR,
            "out-unreadable": Level.ERROR,
        }
