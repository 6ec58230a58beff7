"""Outfeed in the situations that matter: cold, warm, fresh modification times, one article changed, no cache."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from benchmarks.corpus import SETTLED, set_times
from benchmarks.subject import FORMATS, Command, Place, Subject

OUTFEED: Final = str(Path(sys.executable).with_name("outfeed"))


def export(place: Place, *, cached: bool = True) -> Command:
    """All four formats, all entries."""
    cache = ["--cache", str(place.cache)] if cached else ["--no-cache"]
    line = [OUTFEED, "export", str(place.folder), "--site-url", "https://example.org/", "--limit", "0"]
    return Command(line=[*line, "--out", str(place.out), *cache])


def remove_all(place: Place) -> None:
    """Neither cache nor feeds."""
    shutil.rmtree(place.cache, ignore_errors=True)
    shutil.rmtree(place.out, ignore_errors=True)


def remove_feeds(place: Place) -> None:
    """No feeds."""
    shutil.rmtree(place.out, ignore_errors=True)


def fill(place: Place) -> None:
    """Cache and feeds that fit the articles."""
    if not (place.out.is_dir() and place.cache.is_dir()):
        subprocess.run(export(place).line, check=True, capture_output=True)  # noqa: S603 -- our own command


def touch(place: Place) -> None:
    """Every file gets another modification time, its bytes stay: what a fresh clone in CI looks like."""
    fill(place)
    set_times(place.folder, time.time() - SETTLED)


def change(place: Place) -> None:
    """Another title in one article, which is another one in each round."""
    fill(place)
    path, data = _chosen(place)
    (place.folder / path).write_bytes(data.replace(b'\ntitle: "', b'\ntitle: "Corrected: ', 1))


def unchange(place: Place) -> None:
    """The article as it was; the feeds go, so that the next `fill` makes them anew."""
    path, data = _chosen(place)
    (place.folder / path).write_bytes(data)
    os.utime(place.folder / path, (time.time() - SETTLED,) * 2)
    remove_feeds(place)


def _chosen(place: Place) -> tuple[str, bytes]:
    return place.corpus.file((place.corpus.count // 2 + 101 * place.turn) % place.corpus.count)


SCENARIOS: Final = (
    Subject(name="outfeed cold", home="outfeed", command=export, prepare=remove_all, outputs=FORMATS),
    Subject(name="outfeed warm", home="outfeed", command=export, prepare=fill, outputs=FORMATS),
    Subject(name="outfeed fresh mtimes", home="outfeed", command=export, prepare=touch, outputs=FORMATS),
    Subject(
        name="outfeed one changed",
        home="outfeed",
        command=export,
        prepare=change,
        restore=unchange,
        outputs=FORMATS,
    ),
    Subject(
        name="outfeed no cache",
        home="outfeed",
        command=lambda place: export(place, cached=False),
        prepare=remove_feeds,
        outputs=FORMATS,
    ),
)
