"""What writing asks of a stage: streams, several at a time; what a file holds; which published ones may stay."""

import hashlib
import os
from pathlib import Path

import pytest

from exporters.publishing.stage import FileDigest, staging
from tests.publishing.making import finish, put


def contents(data: bytes) -> FileDigest:
    """What a file with these bytes holds."""
    return FileDigest(len(data), hashlib.sha256(data).digest())


class TestWriting:
    """A stream for each file, open as long as its block."""

    def test_several_are_open_together_and_published_in_the_order_in_which_they_were_begun(
        self, tmp_path: Path
    ) -> None:
        with staging(tmp_path) as stage:
            with stage.writing("b") as one, stage.writing("a") as other:
                for number in range(3):
                    one.write(b"b%d" % number)
                    other.write(b"a%d" % number)
            published = finish(stage)

        assert [each.name for each in published] == ["b", "a"]
        assert ((tmp_path / "a").read_bytes(), (tmp_path / "b").read_bytes()) == (b"a0a1a2", b"b0b1b2")

    def test_its_offset_is_what_was_written(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage, stage.writing("a") as stream:
            offsets = [(stream.write(b"x" * size), stream.tell())[1] for size in (0, 3, 1_000_000)]

        assert offsets == [0, 3, 1_000_003]

    def test_what_the_block_raises_passes(self, tmp_path: Path) -> None:
        error = LookupError("no")

        with staging(tmp_path) as stage, pytest.raises(LookupError) as caught, stage.writing("a"):
            raise error

        assert caught.value is error
        assert list(tmp_path.iterdir()) == []


class TestContents:
    """What a prepared file holds: its size, and the digest of its bytes."""

    @pytest.mark.parametrize("data", [b"", b"x", b"x\n" * 500_000])
    def test_of_any_length(self, tmp_path: Path, data: bytes) -> None:
        with staging(tmp_path) as stage:
            with stage.writing("a") as stream:
                for begin in range(0, len(data), 99_999):
                    stream.write(data[begin : begin + 99_999])

            assert stage.contents("a") == contents(data)

    def test_of_a_file_that_is_not_prepared(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage, pytest.raises(KeyError):
            stage.contents("a")


class TestPublished:
    """A published file that holds just that."""

    def test_its_place_comes_back(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"1")

        with staging(tmp_path) as stage:
            assert stage.published("a", contents(b"1")) == tmp_path / "a"

    @pytest.mark.parametrize("other", [b"2", b"", b"11"])
    def test_one_that_holds_something_else_is_none(self, tmp_path: Path, other: bytes) -> None:
        (tmp_path / "a").write_bytes(other)

        with staging(tmp_path) as stage:
            assert stage.published("a", contents(b"1")) is None

    def test_neither_is_a_folder_or_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()

        with staging(tmp_path) as stage:
            assert stage.published("a", contents(b"")) is None
            assert stage.published("b", contents(b"")) is None
            assert stage.published("a/b", contents(b"")) is None

    def test_a_file_that_is_only_prepared_is_not_published(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage:
            stage.write("a", put(b"1"))

            assert stage.published("a", contents(b"1")) is None


class TestHold:
    """Published files that hold what they should count as written."""

    def test_they_are_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"1")
        (tmp_path / "b").write_bytes(b"2")
        os.utime(tmp_path / "a", (1, 1))
        same = {"a": contents(b"1"), "b": contents(b"2")}

        with staging(tmp_path) as stage:
            there = [stage.published(name, each) for name, each in same.items()]
            stage.reuse(same)
            published = finish(stage)

        assert there == [tmp_path / "a", tmp_path / "b"]
        assert [(each.name, each.size, each.state) for each in published] == [
            ("a", 1, "unchanged"),
            ("b", 1, "unchanged"),
        ]
        assert (tmp_path / "a").stat().st_mtime == 1

    def test_no_other_file_may_take_the_name(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"1")

        with staging(tmp_path) as stage:
            stage.reuse({"a": contents(b"1")})
            with pytest.raises(ValueError, match="is not a name"), stage.writing("A"):
                pass


class TestLines:
    """How many lines end between two offsets of a prepared file."""

    @pytest.mark.parametrize(
        ("start", "stop", "expected"), [(0, 0, 0), (0, 7, 3), (0, 6, 2), (2, 4, 1), (3, 3, 0), (7, 7, 0), (1, 7, 2)]
    )
    def test_between_any_two(self, tmp_path: Path, start: int, stop: int, expected: int) -> None:
        with staging(tmp_path) as stage:
            stage.write("a", put(b"\na\nbcd\n"))

            assert stage.lines("a", start, stop) == expected

    def test_in_a_file_of_many_blocks(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage:
            stage.write("a", put(b"ab\n" * 400_000))

            assert stage.lines("a", 1, 1_199_999) == 399_999
            assert stage.lines("a", 0, 1_200_000) == 400_000
