"""What a file says of itself, and hostile files that say too much."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from exporters.media.bounded_file import BoundedFile, BoundedFileError
from exporters.media.measure import MediaFacts, MediaPointerError, measure
from tests.media.making import ANNEX, FILES, LFS, gif, jpeg, png, svg, wav

PictureMaker = Callable[[int, int], bytes]


def measured(folder: Path, data: bytes, name: str = "file") -> MediaFacts:
    """The facts of a file that holds `data`."""
    path = folder / name
    path.write_bytes(data)
    return measure(str(path))


class TestPictures:
    """Width and height, by the header alone."""

    @pytest.mark.parametrize("make", [png, jpeg, gif, svg])
    def test_sides(self, tmp_path: Path, make: PictureMaker) -> None:
        facts = measured(tmp_path, make(640, 480))

        assert (facts.width, facts.height) == (640, 480)

    @pytest.mark.parametrize("name", ["picture.avif", "picture.webp"])
    def test_sides_by_real_encoders(self, name: str) -> None:
        facts = measure(str(FILES / name))

        assert (facts.width, facts.height) == (40, 30)
        assert facts.length == (FILES / name).stat().st_size

    @pytest.mark.parametrize("make", [png, jpeg, gif])
    def test_a_truncated_header_has_none(self, tmp_path: Path, make: PictureMaker) -> None:
        data = make(640, 480)[:9]

        facts = measured(tmp_path, data)

        assert (facts.length, facts.width, facts.height) == (9, None, None)

    @pytest.mark.parametrize(("width", "height"), [(0, 5), (2**31 - 1, 5), (1_000_001, 1)])
    def test_impossible_sides_are_none(self, tmp_path: Path, width: int, height: int) -> None:
        assert measured(tmp_path, png(width, height)).width is None

    def test_entities_of_a_picture_are_not_expanded(self, tmp_path: Path) -> None:
        bomb = "".join(f'<!ENTITY e{at + 1} "{f"&e{at};" * 10}">' for at in range(20))
        data = f'<!DOCTYPE svg [<!ENTITY e0 "x">{bomb}]><svg width="&e20;" height="2"/>'.encode()

        assert measured(tmp_path, data, "a.svg").width is None


class TestRecordings:
    """Playing time in seconds."""

    @pytest.mark.parametrize(
        ("name", "seconds"), [("silence.mp3", 2), ("silence.m4a", 2), ("silence.ogg", 2), ("clip.mp4", 3)]
    )
    def test_files_of_real_encoders(self, name: str, seconds: int) -> None:
        assert measure(str(FILES / name)).duration == seconds

    def test_wav(self, tmp_path: Path) -> None:
        facts = measured(tmp_path, wav(7))

        assert facts == MediaFacts(length=7_044, media_type="audio/wav", duration=7)

    @pytest.mark.parametrize("name", ["silence.mp3", "silence.m4a", "silence.ogg", "clip.mp4"])
    @pytest.mark.parametrize("most", [1, 12, 40, 100, 500])
    def test_a_truncated_one_keeps_its_length(self, tmp_path: Path, name: str, most: int) -> None:
        data = (FILES / name).read_bytes()[:most]

        assert measured(tmp_path, data, name).length == most

    @pytest.mark.parametrize(
        "data",
        [
            b"RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff",
            b"\0\0\0\x10ftypM4A \0\0\0\0" + b"\0\0\0\x01moov\xff\xff\xff\xff\xff\xff\xff\xff" * 9,
            b"\0\0\0\x10ftypM4A \0\0\0\0" + b"\0\0\0\0free" * 100_000,
            b"ID3\x04\0\0\x7f\x7f\x7f\x7f",
            b"fLaC\0\xff\xff\xff" + b"\0" * 40,
            b"OggS\0\0" + b"\xff" * 1_000,
            b"FORM\xff\xff\xff\xffAIFFCOMM\xff\xff\xff\xff",
        ],
    )
    def test_what_claims_to_be_huge_has_no_time(self, tmp_path: Path, data: bytes) -> None:
        facts = measured(tmp_path, data)

        assert (facts.length, facts.duration) == (len(data), None)


class TestPointers:
    """A pointer is not the file that it stands for."""

    @pytest.mark.parametrize(("data", "by"), [(LFS, "Git LFS"), (ANNEX, "git-annex")])
    def test_it_is_never_measured(self, tmp_path: Path, data: bytes, by: str) -> None:
        with pytest.raises(MediaPointerError, match=by):
            measured(tmp_path, data, "a.mp3")


class TestBounds:
    """Parsers that believe a file get so much of it, and no more."""

    def test_bytes(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"x" * 100)

        with (tmp_path / "a").open("rb") as file:
            bounded = BoundedFile(file, most_bytes=10)
            assert bounded.read(10) == b"x" * 10
            with pytest.raises(BoundedFileError):
                bounded.read()

    def test_reads(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"x")

        with (tmp_path / "a").open("rb") as file:
            bounded = BoundedFile(file, most_reads=2)
            bounded.seek(0)
            bounded.seek(0, os.SEEK_END)
            with pytest.raises(BoundedFileError):
                bounded.read(1)

    def test_a_pipe_is_not_opened(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.mp3")

        with pytest.raises(OSError, match="regular"):
            measure(str(tmp_path / "a.mp3"))
