"""Artwork in the folders of the site: it is measured where it lies, and what directories refuse is told once."""

import os
import struct
import zlib
from pathlib import Path

import pytest
import yaml

from tests.cli.running import outfeed_here
from tests.podcasts.making import episode, export, make_show, write_episode


def png(width: int, height: int) -> bytes:
    """The head of a PNG, which has its size."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def put(folder: Path, name: str, data: bytes) -> None:
    """Write a picture that is old enough to trust its stamp."""
    (folder / "art").mkdir(exist_ok=True)
    (folder / "art" / name).write_bytes(data)
    os.utime(folder / "art" / name, (1_600_000_000, 1_600_000_000))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A show whose artwork lies in a folder that the settings name."""
    made = make_show(tmp_path / "show", image="https://example.org/art/cover.png")
    for number in range(1, 7):
        write_episode(made, number, {key: each for key, each in episode(number).items() if key != "image"})
    settings = yaml.safe_load((made / "outfeed.yaml").read_text(encoding="utf-8"))
    settings["source"]["media"] = {"/art/": "art"}
    (made / "outfeed.yaml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    put(made, "cover.png", png(1400, 1400))
    return made


def told(err: str) -> list[str]:
    """Warnings about the artwork of a show or an episode."""
    return [line for line in err.splitlines() if "image" in line and "warning" in line]


class TestShow:
    """The artwork of the show, at its setting."""

    def test_a_right_one(self, folder: Path) -> None:
        assert told(export(folder).err) == []

    def test_a_wrong_one_in_every_run(self, folder: Path) -> None:
        put(folder, "cover.png", png(1400, 1399))
        place = "outfeed.yaml:17:5: warning: feeds[0].podcast.image: 1,400 x 1,399 pixels are not"
        said = [
            f"{place} square; use a square JPEG or PNG of 1400 to 3000 pixels [podcast-artwork]",
            f"{place} between 1400 and 3000; use a square JPEG or PNG of 1400 to 3000 pixels [podcast-artwork]",
        ]

        assert told(export(folder).err) == told(export(folder).err) == said
        assert told(outfeed_here("validate", cwd=folder).out) == said

    def test_a_new_picture_is_measured_anew(self, folder: Path) -> None:
        before = told(export(folder).err)
        put(folder, "cover.png", png(3001, 3001) + b" ")

        assert (before, len(told(export(folder).err))) == ([], 1)

    def test_a_file_that_does_not_change_is_not_opened(self, folder: Path) -> None:
        put(folder, "cover.png", png(10, 10))
        first = told(export(folder).err)
        put(folder, "cover.png", png(99, 99))  # the same size and time: only its bytes tell

        assert told(export(folder).err) == first

    def test_a_type_that_is_not_that_of_its_name(self, folder: Path) -> None:
        put(
            folder,
            "cover.png",
            bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b08057805780101110000ffd9"),
        )

        (said,) = told(export(folder).err)
        assert "the file is a JPEG, but its address ends in .png" in said

    def test_no_file(self, folder: Path) -> None:
        (folder / "art/cover.png").unlink()

        (said,) = told(export(folder).err)
        assert (
            "feeds[0].podcast.image: no file art/cover.png; put it there, or correct the address [media-missing]"
            in said
        )


class TestEpisode:
    """The artwork of an episode, at its article."""

    def test_a_wrong_one_in_every_run(self, folder: Path) -> None:
        write_episode(folder, 3, episode(3) | {"image": "/art/3.png"})
        put(folder, "3.png", png(500, 500))
        said = [
            (
                "articles/3.md:12:1: warning: image: 500 x 500 pixels are not between 1400 and 3000; "
                "use a square JPEG or PNG of 1400 to 3000 pixels [podcast-artwork]"
            )
        ]

        assert told(export(folder).err) == told(export(folder).err) == said

    def test_a_picture_that_changes_is_measured_anew(self, folder: Path) -> None:
        write_episode(folder, 3, episode(3) | {"image": "/art/3.png"})
        put(folder, "3.png", png(1500, 1500))
        before = told(export(folder).err)
        put(folder, "3.png", png(500, 500) + b" ")

        assert (before, len(told(export(folder).err))) == ([], 1)

    def test_no_file(self, folder: Path) -> None:
        write_episode(folder, 3, episode(3) | {"image": "/art/none.png"})

        (said,) = told(export(folder).err)
        assert said.startswith("articles/3.md:12:1: warning: image: no file art/none.png; ")
