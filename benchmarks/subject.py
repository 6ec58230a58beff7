"""What is measured: a command, with what has to be made ready before it and put back after it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import Corpus

FORMATS = ("rss.xml", "atom.xml", "feed.json", "feed.csv")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a run takes place."""

    corpus: Corpus
    folder: Path  # the articles
    out: Path  # where the feeds go
    cache: Path
    turn: int  # the round, from 0


@dataclass(frozen=True, kw_only=True)
class Command:
    """A command line, and where it runs."""

    line: Sequence[str]
    cwd: Path | None = None
    env: Mapping[str, str] = field(default_factory=dict)


def nothing(_: Place) -> None:
    """Some have nothing to make ready or to put back."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A program in one situation."""

    name: str  # in the tables: "outfeed warm"
    home: str  # its folder of outputs; the situations of one program share it
    command: Callable[[Place], Command]
    prepare: Callable[[Place], None] = nothing  # before each run, not timed
    restore: Callable[[Place], None] = nothing  # after each run, not timed
    outputs: Sequence[str] = ()  # files in which every article has to stand
