"""Outfeed in the situations that matter: cold, warm, fresh modification times, one article changed, no cache."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.corpus import SETTLED, set_times
from benchmarks.subject import FORMATS, Command, Place, Subject, nothing

OUTFEED: Final = str(Path(sys.executable).with_name("outfeed"))


@dataclass(frozen=True, kw_only=True)
class Installation:
    """An installed Outfeed."""

    program: str  # its `outfeed`
    note: str = ""  # what tells it from this one in the tables: ", before"

    def subjects(self) -> list[Subject]:
        """Return the situations to measure, in an order in which each leaves what the next one needs."""
        return [
            self._subject("cold", remove_all),
            self._subject("warm", self.fill),
            self._subject("fresh mtimes", self.touch),
            self._subject("one changed", self.change, unchange),
            self._subject("no cache", remove_feeds, cached=False),
        ]

    def export(self, place: Place, *, cached: bool = True) -> Command:
        """All four formats, all entries."""
        cache = ["--cache", str(place.cache)] if cached else ["--no-cache"]
        line = [self.program, "export", str(place.folder), "--site-url", "https://example.org/", "--limit", "0"]
        return Command(line=[*line, "--out", str(place.out), *cache])

    def fill(self, place: Place) -> None:
        """Cache and feeds that fit the articles."""
        if not (place.out.is_dir() and place.cache.is_dir()):
            subprocess.run(self.export(place).line, check=True, capture_output=True)  # noqa: S603 -- our own command

    def touch(self, place: Place) -> None:
        """Every file gets another modification time, its bytes stay: what a fresh clone in CI looks like."""
        self.fill(place)
        set_times(place.folder, time.time() - SETTLED)

    def change(self, place: Place) -> None:
        """Another title in one article, which is another one in each round."""
        self.fill(place)
        path, data = _chosen(place)
        (place.folder / path).write_bytes(data.replace(b'\ntitle: "', b'\ntitle: "Corrected: ', 1))

    def _subject(
        self,
        situation: str,
        prepare: Callable[[Place], None],
        restore: Callable[[Place], None] = nothing,
        *,
        cached: bool = True,
    ) -> Subject:
        return Subject(
            name=f"outfeed {situation}{self.note}",
            home=f"outfeed{self.note}",
            command=lambda place: self.export(place, cached=cached),
            prepare=prepare,
            restore=restore,
            outputs=FORMATS,
        )


def remove_all(place: Place) -> None:
    """Neither cache nor feeds."""
    shutil.rmtree(place.cache, ignore_errors=True)
    shutil.rmtree(place.out, ignore_errors=True)


def remove_feeds(place: Place) -> None:
    """No feeds."""
    shutil.rmtree(place.out, ignore_errors=True)


def unchange(place: Place) -> None:
    """The article as it was; the feeds go, so that the next `fill` makes them anew."""
    path, data = _chosen(place)
    (place.folder / path).write_bytes(data)
    os.utime(place.folder / path, (time.time() - SETTLED,) * 2)
    remove_feeds(place)


def _chosen(place: Place) -> tuple[str, bytes]:
    return place.corpus.file((place.corpus.count // 2 + 101 * place.turn) % place.corpus.count)
