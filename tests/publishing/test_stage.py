"""Staging: documents are prepared out of sight, and each is put in place by one rename."""

import errno
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from exporters.errors import PublishError
from exporters.publishing import lock
from exporters.publishing.contents import contents
from exporters.publishing.stage import FileChange, FileSink, staging
from tests.publishing.making import finish, names, put


@contextmanager
def small_files() -> Iterator[None]:
    """No file may grow beyond 10,000 bytes: the system itself refuses to write."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def published(out: Path, **files: bytes) -> list[FileChange]:
    """Stage and publish `files`."""
    with staging(out) as stage:
        for name, contents in files.items():
            stage.write(name, put(contents))
        return finish(stage)


def mkdir(folder: Path) -> Path:
    """A new folder."""
    folder.mkdir()
    return folder


class TestPublish:
    """All files are whole before the first is renamed."""

    def test_nothing_shows_before(self, tmp_path: Path) -> None:
        with staging(tmp_path / "out") as stage:
            stage.write("a", put(b"1"))
            shown = [path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")]
            finish(stage)

        assert shown == []
        assert names(tmp_path / "out") == ["a"]

    def test_it_tells_name_size_and_state(self, tmp_path: Path) -> None:
        published(tmp_path, kept=b"1", changed=b"1")

        assert published(tmp_path, kept=b"1", changed=b"22", made=b"") == [
            FileChange("kept", 1, "unchanged"),
            FileChange("changed", 2, "changed"),
            FileChange("made", 0, "new"),
        ]

    def test_a_file_with_the_same_bytes_is_not_touched(self, tmp_path: Path) -> None:
        published(tmp_path, a=b"1")
        os.utime(tmp_path / "a", (1, 1))

        published(tmp_path, a=b"1")

        assert (tmp_path / "a").stat().st_mtime == 1

    def test_folders_are_made_for_names_that_have_them(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage:
            stage.write("topics/ai/rss.xml", put(b"1"))
            finish(stage)

        assert names(tmp_path) == ["topics", "topics/ai", "topics/ai/rss.xml"]

    def test_what_is_staged_can_be_read(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage:
            assert stage.write("a", put(b"1")).read_bytes() == b"1"


class TestNames:
    """A name stays below the out folder."""

    @pytest.mark.parametrize(
        "name", ["../x", "a/../../x", "a/..", "..", "/etc/passwd", "//x", "..\\x", "a\\b", "C:\\x", "a\0b"]
    )
    def test_one_that_climbs_is_refused(self, tmp_path: Path, name: str) -> None:
        with staging(tmp_path / "out") as stage, pytest.raises(ValueError, match=r"is not a name|null"):
            stage.write(name, put(b"1"))

        assert names(tmp_path) == []

    @pytest.mark.parametrize(
        "name", ["", ".", "./a", "a//b", "a/", "a\nb", "manifest.json", "MANIFEST.json", ".outfeed-new/files/a"]
    )
    def test_one_that_the_manifest_could_not_tell_or_that_publishing_needs_is_refused(
        self, tmp_path: Path, name: str
    ) -> None:
        with staging(tmp_path / "out") as stage, pytest.raises(ValueError, match="is not a name"):
            stage.write(name, put(b"1"))

        assert names(tmp_path) == []

    def test_a_manifest_in_a_folder_of_its_own_is_a_file_as_others(self, tmp_path: Path) -> None:
        published(tmp_path, **{"a/manifest.json": b"1"})

        assert names(tmp_path) == ["a", "a/manifest.json"]

    @pytest.mark.parametrize(
        ("first", "second"), [("a", "A"), ("a", "a/b"), ("a/b", "a"), ("a/b/c", "A"), ("a/b", "a/B/c"), ("a", "a/b/c")]
    )
    def test_no_file_is_another_ones_folder(self, tmp_path: Path, first: str, second: str) -> None:
        with staging(tmp_path) as stage:
            stage.write(first, put(b"1"))
            with pytest.raises(ValueError, match="is not a name"):
                stage.write(second, put(b"2"))
            finish(stage)

        assert (tmp_path / first).read_bytes() == b"1"

    def test_files_of_one_folder_stand_side_by_side(self, tmp_path: Path) -> None:
        published(tmp_path, **{"a/b": b"1", "a/c": b"2", "A/d": b"3", "ab": b"4"})

        assert (tmp_path / "a/c").read_bytes() == b"2"

    def test_one_name_is_written_once(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage:
            stage.write("a", put(b"1"))
            with pytest.raises(ValueError, match="is not a name"):
                stage.write("a", put(b"2"))
            finish(stage)

        assert (tmp_path / "a").read_bytes() == b"1"


class TestDrop:
    """A file that was prepared can be forgotten, and written anew."""

    def test_it_is_not_published(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage:
            stage.write("a/b", put(b"1"))
            stage.write("c", put(b"2"))
            stage.drop("a/b")
            finish(stage)

        assert names(tmp_path) == ["c"]

    def test_it_can_be_written_anew_or_its_folder_be_a_file(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage:
            for name in ("a", "b/c", "b/d"):
                stage.write(name, put(b"long, and longer"))
            for name in ("a", "b/c", "b/d"):
                stage.drop(name)
            stage.write("A", put(b"1"))
            stage.write("b/c/e", put(b"2"))
            files = finish(stage)

        assert files == [FileChange("A", 1, "new"), FileChange("b/c/e", 1, "new")]
        assert (tmp_path / "b/c/e").read_bytes() == b"2"

    def test_folders_that_others_need_stay_taken(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage:
            stage.write("a/b", put(b"1"))
            stage.write("a/c", put(b"1"))
            stage.drop("a/b")
            with pytest.raises(ValueError, match="is not a name"):
                stage.write("a", put(b"1"))

    def test_one_that_is_kept_stays_where_it_is(self, tmp_path: Path) -> None:
        published(tmp_path, a=b"1")

        with staging(tmp_path) as stage:
            stage.reuse({"a": contents(b"1")})
            stage.drop("a")
            stage.write("a", put(b"2"))
            between = (tmp_path / "a").read_bytes()
            files = finish(stage)

        assert (between, files) == (b"1", [FileChange("a", 1, "changed")])

    def test_one_that_could_not_be_written_is_forgotten(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage:
            with pytest.raises(LookupError), stage.writing("a"):
                raise LookupError
            stage.write("a", put(b"1"))

            assert finish(stage) == [FileChange("a", 1, "new")]

    def test_what_was_never_prepared_is_an_error(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage, pytest.raises(KeyError):
            stage.drop("a")


class TestPath:
    """Where the bytes of a file are that is to be published."""

    def test_prepared_or_published(self, tmp_path: Path) -> None:
        published(tmp_path, a=b"1")

        with staging(tmp_path) as stage:
            stage.reuse({"a": contents(b"1")})
            stage.write("b", put(b"2"))

            assert stage.path("a") == tmp_path / "a"
            assert stage.path("b").read_bytes() == b"2"
            with pytest.raises(KeyError):
                stage.path("c")


class TestLines:
    """Where in a prepared file something stands: messages name the line."""

    @pytest.mark.parametrize(("start", "stop", "count"), [(0, 18, 3), (0, 3, 0), (0, 4, 1), (4, 8, 1), (5, 14, 2)])
    def test_those_between_two_offsets_count(self, tmp_path: Path, start: int, stop: int, count: int) -> None:
        with staging(tmp_path) as stage:
            stage.write("a", put(b"one\ntwo\nthree\nfour"))

            assert stage.lines("a", start, stop) == count

    def test_of_a_large_file_each_counts_once(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage:
            stage.write("a", put(b"line\n" * 200_000))

            assert stage.lines("a", 5, 999_990) == 199_997


class TestElsewhere:
    """Prepared in another folder, files can be compared with what is published, which nothing touches."""

    def test_out_need_not_be_there_and_is_not_made(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()

        with staging(tmp_path / "out", folder=tmp_path / "elsewhere") as stage:
            stage.write("a/b", put(b"1"))
            during = names(tmp_path)
            files = stage.compare().files

        assert list(files) == [FileChange("a/b", 1, "new")]
        assert "out" not in during
        assert names(tmp_path) == ["elsewhere"]

    def test_while_another_export_holds_the_lock(self, tmp_path: Path) -> None:
        published(tmp_path / "out", a=b"1", b=b"1")
        (tmp_path / "elsewhere").mkdir()

        with staging(tmp_path / "out"), staging(tmp_path / "out", folder=tmp_path / "elsewhere") as stage:
            stage.reuse({"a": contents(b"1")})
            stage.write("b", put(b"2"))
            files = stage.compare().files

        assert list(files) == [FileChange("a", 1, "unchanged"), FileChange("b", 1, "changed")]
        assert (tmp_path / "out/b").read_bytes() == b"1"

    def test_they_are_never_published(self, tmp_path: Path) -> None:
        with (
            staging(tmp_path / "out", folder=tmp_path) as stage,
            pytest.raises(ValueError, match="can't be published"),
        ):
            finish(stage)

        assert names(tmp_path) == []

    def test_two_at_once_are_apart(self, tmp_path: Path) -> None:
        with staging(tmp_path / "out", folder=tmp_path) as one, staging(tmp_path / "out", folder=tmp_path) as other:
            paths = one.write("a", put(b"1")), other.write("a", put(b"2"))

            assert [path.read_bytes() for path in paths] == [b"1", b"2"]

    def test_a_full_disk_is_told_of_that_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_sink: object, _data: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(FileSink, "write", full)
        monkeypatch.chdir(tmp_path)

        with (
            pytest.raises(PublishError, match=r"^elsewhere: error: the disk is full"),
            staging(tmp_path / "out", folder=mkdir(tmp_path / "elsewhere")) as stage,
        ):
            stage.write("a", put(b"1"))

    def test_a_disk_that_fails_is_told_of_the_published_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_path: Path) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

        published(tmp_path / "out", a=b"1")
        monkeypatch.setattr("exporters.publishing.contents.digest", fail)
        monkeypatch.chdir(tmp_path)

        with staging(tmp_path / "out", folder=mkdir(tmp_path / "elsewhere")) as stage:
            stage.write("a", put(b"2"))
            with pytest.raises(PublishError, match=r"^out: error: .*input/output error"):
                stage.compare()


class TestFailure:
    """Until the first rename, whatever fails leaves the out folder as it was."""

    @pytest.fixture
    def out(self, tmp_path: Path) -> Path:
        """An out folder with two files."""
        published(tmp_path, a=b"old", b=b"old")
        return tmp_path

    @pytest.mark.parametrize(
        "error", [RuntimeError("no"), OSError(errno.EPERM, "no"), KeyboardInterrupt(), SystemExit(143)]
    )
    def test_what_a_writer_raises_passes(self, out: Path, error: BaseException) -> None:
        def fail(stream: BinaryIO) -> None:
            stream.write(b"half")
            raise error

        with staging(out) as stage:
            stage.write("a", put(b"new"))
            with pytest.raises(type(error)) as caught:
                stage.write("b", fail)

        assert caught.value is error
        assert names(out) == ["a", "b"]
        assert (out / "a").read_bytes() == (out / "b").read_bytes() == b"old"

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
    def test_a_full_disk_is_named(self, out: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
        def full(_sink: object, _data: bytes) -> int:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(FileSink, "write", full)

        with pytest.raises(PublishError, match=r"the disk is full; make room and run again \[disk-full\]"):
            published(out, a=b"new")

        assert names(out) == ["a", "b"]
        assert (out / "a").read_bytes() == b"old"

    def test_a_disk_that_is_full_only_when_asked_to_keep_is_named_too(
        self, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def late(_handle: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", late)

        with pytest.raises(PublishError, match="disk-full"):
            published(out, a=b"new")

        assert (out / "a").read_bytes() == b"old"

    @pytest.mark.parametrize("hidden", [None, RuntimeError("could not write")])
    def test_a_writer_that_hides_the_error_of_the_disk_deceives_nobody(
        self, out: Path, hidden: Exception | None
    ) -> None:
        def careless(stream: BinaryIO) -> None:
            try:
                stream.write(b"x" * 1_000_000)
            except OSError:
                if hidden is not None:
                    raise hidden from None

        with (
            small_files(),
            pytest.raises(PublishError, match="can't be written: file too large"),
            staging(out) as stage,
        ):
            stage.write("a", careless)

        assert (out / "a").read_bytes() == b"old"

    def test_an_interrupt_passes_though_the_disk_failed_before(self, out: Path) -> None:
        def interrupted(stream: BinaryIO) -> None:
            try:
                stream.write(b"x" * 1_000_000)
            except OSError:
                raise KeyboardInterrupt from None

        with small_files(), pytest.raises(KeyboardInterrupt), staging(out) as stage:
            stage.write("a", interrupted)

        assert (out / "a").read_bytes() == b"old"

    def test_a_folder_in_the_way_is_told_before_anything_is_renamed(self, out: Path) -> None:
        (out / "c").mkdir()

        with pytest.raises(PublishError, match=r"c is a folder; remove it \[out-unwritable\]"):
            published(out, a=b"new", c=b"new")

        assert (out / "a").read_bytes() == b"old"
        assert names(out) == ["a", "b", "c"]

    def test_between_renames_every_file_is_whole_and_the_next_run_completes(
        self, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        replace, renamed = Path.replace, list[Path]()

        def once(staged: Path, target: Path) -> Path:
            if renamed:
                raise OSError(errno.EIO, "Input/output error")
            renamed.append(target)
            return replace(staged, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", once)
            with pytest.raises(PublishError):
                published(out, a=b"new", b=b"new")
        between = [(out / name).read_bytes() for name in names(out)]
        published(out, a=b"new", b=b"new")

        assert between == [b"new", b"old"]
        assert [(out / name).read_bytes() for name in names(out)] == [b"new", b"new"]


class TestFolder:
    """The out folder is made where it is missing, and unmade where nothing was published."""

    def test_it_is_unmade_with_the_folders_above_it(self, tmp_path: Path) -> None:
        with staging(tmp_path / "a/b/out") as stage:
            stage.write("x", put(b"1"))

        assert names(tmp_path) == []

    def test_one_that_another_export_makes_a_moment_later_is_not_unmade(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        locked = lock.hold_lock

        @contextmanager
        def followed(out: Path, area: Path) -> Iterator[None]:
            try:
                with locked(out, area):
                    yield
            finally:
                out.mkdir()  # as the next one does as soon as the lock is free

        monkeypatch.setattr(lock, "hold_lock", followed)

        with pytest.raises(PublishError), staging(tmp_path / "out"):
            raise OSError(errno.EIO, "Input/output error")

        assert names(tmp_path) == ["out"]

    def test_folders_that_were_there_stay(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()

        with staging(tmp_path / "a/b"):
            pass

        assert names(tmp_path) == ["a"]

    def test_leftovers_of_a_killed_run_are_cleared(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage:
            hidden = stage.write("a", put(b"1")).parent
        hidden.mkdir(parents=True)
        (hidden / "evil").write_bytes(b"half")

        published(tmp_path, a=b"1")

        assert names(tmp_path) == ["a"]

    def test_a_link_in_the_place_of_those_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine/a").write_bytes(b"mine")
        (tmp_path / "out").mkdir()
        (tmp_path / "out/.outfeed-new").symlink_to("../mine")

        published(tmp_path / "out", b=b"1")

        assert names(tmp_path) == ["mine", "mine/a", "out", "out/b"]

    def test_a_link_to_a_folder_is_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "out").symlink_to("real")

        published(tmp_path / "out", a=b"1")

        assert (tmp_path / "out").is_symlink()
        assert names(tmp_path / "real") == ["a"]

    def test_a_file_that_is_a_link_is_replaced_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").write_bytes(b"theirs")
        (tmp_path / "out").mkdir()
        (tmp_path / "out/a").symlink_to("../elsewhere")

        published(tmp_path / "out", a=b"ours")

        assert (tmp_path / "elsewhere").read_bytes() == b"theirs"
        assert (tmp_path / "out/a").read_bytes() == b"ours"

    @pytest.mark.parametrize("below", ["", "/below"])
    def test_a_file_in_its_place_is_no_folder(self, tmp_path: Path, below: str) -> None:
        (tmp_path / "out").write_bytes(b"mine")

        with pytest.raises(PublishError, match="not a folder"), staging(Path(f"{tmp_path}/out{below}")):
            pass

        assert (tmp_path / "out").read_bytes() == b"mine"

    def test_a_link_that_leads_nowhere_is_no_folder(self, tmp_path: Path) -> None:
        (tmp_path / "out").symlink_to("nowhere")

        with pytest.raises(PublishError, match="not a folder"), staging(tmp_path / "out"):
            pass

        assert (tmp_path / "out").is_symlink()
