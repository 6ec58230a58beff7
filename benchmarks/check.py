"""Whether a program has done the job: every article stands in every file."""

import csv
import mmap
import re
from pathlib import Path
from typing import Final

from benchmarks.subject import Place, Subject

ENTRY: Final = {
    "rss.xml": re.compile(rb"<item>"),
    "atom.xml": re.compile(rb"<entry>"),
    "feed.json": re.compile(rb'"date_published":'),
}


def problem(subject: Subject, place: Place) -> str:
    """What is wrong with the outputs; nothing where all is well."""
    for name in subject.outputs:
        path = place.out / name
        if not path.is_file():
            return f"no {name}"
        found = entries(path)
        if found != place.corpus.count:
            return f"{name} has {found:,} of {place.corpus.count:,} articles"
    return ""


def entries(path: Path) -> int:
    """How many articles a feed holds."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file)) - 1
    if not path.stat().st_size:
        return 0
    with path.open("rb") as feed, mmap.mmap(feed.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return sum(1 for _ in ENTRY[path.name].finditer(data))
