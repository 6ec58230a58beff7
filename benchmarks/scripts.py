"""The plain script with either loader, the floor, and how long programs take to begin."""

import sys
from pathlib import Path
from typing import Final

from benchmarks.outfeed import OUTFEED
from benchmarks.subject import FORMATS, Command, Place, Subject

HERE: Final = Path(__file__).parent


def _plain(loader: str) -> Subject:
    def command(place: Place) -> Command:
        return Command(line=[sys.executable, str(HERE / "plain.py"), str(place.folder), str(place.out), loader])

    name = {"safe": "plain script, SafeLoader", "c": "plain script, CSafeLoader"}[loader]
    return Subject(name=name, home=f"plain-{loader}", command=command, outputs=FORMATS)


def _floor(place: Place) -> Command:
    return Command(line=[sys.executable, str(HERE / "floor.py"), str(place.folder)])


FLOOR: Final = Subject(name="floor", home="floor", command=_floor)
PLAIN_SAFE: Final = _plain("safe")
PLAIN_C: Final = _plain("c")

BEGINNING: Final = tuple(
    Subject(name=name, home="beginning", command=lambda _, line=line: Command(line=line))  # type: ignore[misc]
    for name, line in (
        ("python -c 'import click'", [sys.executable, "-c", "import click"]),
        ("outfeed --version", [OUTFEED, "--version"]),
        ("outfeed export --help", [OUTFEED, "export", "--help"]),
    )
)
