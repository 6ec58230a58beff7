"""`python -m benchmarks.lint`: how long `outfeed lint` takes for a megabyte, and how much memory, in each format."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from benchmarks.render import SITE, article
from exporters import render

SIZE: Final = 1_000_000  # bytes
ROUNDS: Final = 5
FAULTY: Final = "<item><title/><link>x y</link><guid>1</guid><pubDate>2021</pubDate><x/></item>\n"
HOPELESS: Final = "<x/>\n"  # two findings each


LAUNCH: Final = (sys.executable, "-I", "-S", str(Path(__file__).with_name("launch.py")))


class LintRun(NamedTuple):
    """What one run of the command took."""

    cpu: float  # seconds of a processor
    peak: int  # bytes
    summary: str  # the last line that it printed


def lint(file: Path) -> LintRun:
    """Run `outfeed lint` on a file, as a process."""
    report = file.with_name("launched.json")
    line = (*LAUNCH, str(report), sys.executable, "-m", "exporters", "lint", str(file))
    done = subprocess.run(line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)  # noqa: S603 -- our own
    figures = json.loads(report.read_text(encoding="utf-8"))
    return LintRun(figures["cpu"], figures["peak"], done.stderr.decode().splitlines()[-1])


class LintedFeed(NamedTuple):
    """A document of a megabyte."""

    name: str
    data: bytes


def feeds() -> Iterator[LintedFeed]:
    """Yield a feed of each format, then an RSS document of faulty items, and one of faults alone."""
    for name in ("rss", "atom", "json", "csv"):
        first = len(render(SITE, [article(0)], name))
        each = (len(render(SITE, [article(number) for number in range(101)], name)) - first) / 100
        yield LintedFeed(name, render(SITE, [article(number) for number in range(round(SIZE / each))], name))
    yield LintedFeed("faulty items", _channel(FAULTY))
    yield LintedFeed("faults alone", _channel(HOPELESS))


def _channel(piece: str) -> bytes:
    head = "<title>T</title><link>https://example.org/</link><description>D</description>"
    return f'<rss version="2.0"><channel>{head}{piece * (SIZE // len(piece))}</channel></rss>'.encode()


def main() -> None:
    """Print a table: seconds of a processor, peak memory and findings of each document."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "feed")
        for feed in feeds():
            file.write_bytes(feed.data)
            best = min(lint(file) for _ in range(ROUNDS))
            cells = f"{len(feed.data) / 1e6:5.2f} MB {best.cpu:6.2f} s {best.peak / 1e6:5.0f} MB"
            sys.stdout.write(f"{feed.name:13}{cells}   {best.summary}\n")


if __name__ == "__main__":
    main()
