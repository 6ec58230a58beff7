"""python -m benchmarks.reload: how long after an edit the new feed is served, beside `hugo server` and Eleventy.

Each program serves a copy of the same articles, all entries in all formats, and watches it. In each round an article
gets another title: in the copy of one program, then in that of the next. The time is from the end of the write until an
answer has the new title. All wait idle meanwhile, so they see the same machine.
"""

# mypy: disable-error-code="import-untyped,import-not-found"

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

import click
import psutil

from benchmarks.corpus import SETTLED, Corpus, set_times, write
from benchmarks.machine import machine
from benchmarks.measure import ENVIRONMENT
from benchmarks.others.eleventy import ELEVENTY, Eleventy
from benchmarks.others.hugo import Hugo
from benchmarks.others.tool import NotInstalledError
from benchmarks.outfeed import OUTFEED

WORK: Final = Path(__file__).parent / ".work"
OTHERS: Final = Path(__file__).parent / "others"
HEAD: Final = 64_000  # bytes of the feed in which a new title is looked for: its newest entries
NEWEST: Final = 20  # articles that are edited in turn
PAUSE: Final = 0.01  # seconds between two requests
SETTLES: Final = 2.0  # seconds after which a program is idle again
STARTS_WITHIN: Final = 600.0  # seconds
RELOADS_WITHIN: Final = 60.0


@dataclass(frozen=True, kw_only=True)
class PreviewProgram:
    """A program that serves a folder, and builds again after a change."""

    name: str
    line: Callable[[Path, int], Sequence[str]]  # for the folder of the site, which has `articles`, and a port
    site: Path | None = None  # what its folder has besides


@dataclass
class RunningProgram:
    """A program that serves, and what was seen of it."""

    name: str
    articles: Path
    port: int
    process: psutil.Process
    started: float  # seconds that the first feed took
    times: list[float]  # seconds from an edit to the new feed
    processor: list[float]  # seconds of processor for it

    def head(self) -> bytes:
        """The first bytes of the feed; none where it does not answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=RELOADS_WITHIN)
        with closing(connection), suppress(OSError, HTTPException):
            connection.request("GET", "/rss.xml")
            answer = connection.getresponse()
            return answer.read(HEAD) if answer.status == 200 else b""
        return b""

    def wait_for(self, text: bytes, limit: float) -> float:
        """Ask until the feed has `text`; return the seconds. Raises TimeoutError."""
        begun = time.perf_counter()
        while text not in self.head():
            if time.perf_counter() - begun > limit or not self.process.is_running():
                raise TimeoutError(f"{self.name} does not serve {text.decode()} within {limit:.0f} s")
            time.sleep(PAUSE)
        return time.perf_counter() - begun

    def edit(self, corpus: Corpus, turn: int) -> None:
        """Give an article another title, and measure."""
        path, data = corpus.file(corpus.count - 1 - turn % NEWEST)
        title = b"Edit %d of it" % turn
        before = _processor_time(self.process)
        write(f"{self.articles}/{path}", data.replace(b'\ntitle: "', b'\ntitle: "' + title + b": ", 1))
        self.times.append(self.wait_for(title, RELOADS_WITHIN))
        time.sleep(SETTLES)
        self.processor.append(_processor_time(self.process) - before)


def programs(work: Path) -> Iterator[PreviewProgram]:
    """Outfeed, and those of the others that can be installed."""

    def outfeed(folder: Path, port: int) -> Sequence[str]:
        line = [OUTFEED, "serve", str(folder / "articles"), "--site-url", "https://example.org/", "--limit", "0"]
        return [*line, "--port", str(port), "--out", str(folder / "out")]

    yield PreviewProgram(name="outfeed serve", line=outfeed)
    for tool in (Hugo(work), Eleventy(work)):
        try:
            click.echo(f"{tool.name} {tool.install()}", err=True)
        except NotInstalledError as error:
            click.echo(f"{tool.name} is left out: {error}", err=True)
            continue
        if isinstance(tool, Hugo):
            yield PreviewProgram(
                name="hugo server --disableFastRender", line=_hugo(tool.binary), site=OTHERS / "hugo" / "site"
            )
        else:
            command = str(tool.site / ELEVENTY)
            yield PreviewProgram(
                name="eleventy --serve --incremental", line=_eleventy(command), site=OTHERS / "eleventy" / "site"
            )


def _hugo(binary: str) -> Callable[[Path, int], Sequence[str]]:
    """Without its fast render mode, which leaves the feeds as they were."""

    def line(folder: Path, port: int) -> Sequence[str]:
        content = ["--contentDir", str(folder / "articles"), "--port", str(port)]
        return [binary, "server", "--disableFastRender", *content]

    return line


def _eleventy(command: str) -> Callable[[Path, int], Sequence[str]]:
    return lambda _, port: ["node", command, "--serve", "--incremental", "--quiet", f"--port={port}"]


@contextmanager
def running(program: PreviewProgram, corpus: Corpus, work: Path) -> Iterator[RunningProgram]:
    """Start a program in a fresh folder, and wait until it serves the newest article. Raises TimeoutError."""
    folder = work / "reload" / program.name.split()[0]
    shutil.rmtree(folder, ignore_errors=True)
    if program.site:
        shutil.copytree(program.site, folder)
    shutil.copytree(corpus.make(work), folder / "articles")
    set_times(folder, time.time() - SETTLED)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    with (folder / "log.txt").open("wb") as log:
        begun = time.perf_counter()
        process = psutil.Popen(
            program.line(folder, port),
            cwd=folder,
            env={**ENVIRONMENT, "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        served = RunningProgram(program.name, folder / "articles", port, process, 0.0, [], [])
        try:
            served.wait_for(f"-{corpus.count - 1}/".encode(), STARTS_WITHIN)
            served.started = time.perf_counter() - begun
            yield served
        finally:
            process.terminate()
            with suppress(psutil.TimeoutExpired):
                process.wait(10)
            if process.is_running():
                process.kill()


def _processor_time(process: psutil.Process) -> float:
    """Seconds of processor that a process and its children have taken."""
    every = [process, *process.children(recursive=True)]
    times = [each.cpu_times() for each in every]
    return float(sum(each.user + each.system + each.children_user + each.children_system for each in times))


def table(served: Sequence[RunningProgram]) -> Iterator[str]:
    """The figures as a table in Markdown, the program of the first line as measure."""
    heads = ("program", "first feed", "edit to new feed, median", "least", "most", "ratio", "processor, median")
    yield f"| {' | '.join(heads)} |\n|---{'|--:' * (len(heads) - 1)}|"
    base = statistics.median(served[0].times)
    for each in served:
        median, processor = statistics.median(each.times), statistics.median(each.processor)
        yield (
            f"| {each.name} | {each.started:.1f} s | {median:.2f} s | {min(each.times):.2f} s "
            f"| {max(each.times):.2f} s | {median / base:.2f}× | {processor:.2f} s |"
        )


@click.command()
@click.option("--rounds", default=10, show_default=True, type=click.IntRange(min=1), help="Edits of each program.")
@click.option("--articles", default=5_000, show_default=True, type=click.IntRange(min=NEWEST), help="How many.")
@click.option("--work", default=WORK, type=click.Path(path_type=Path, file_okay=False), help="Folder for everything.")
def main(*, rounds: int, articles: int, work: Path) -> None:
    """Measure how long after an edit the new feed is served, and print a table in Markdown."""
    work, corpus = work.absolute(), Corpus(kind="large", count=articles)
    with ExitStack() as stack:
        served = list[RunningProgram]()
        for program in programs(work):
            try:
                served.append(stack.enter_context(running(program, corpus, work)))
            except TimeoutError as error:
                click.echo(f"left out: {error}", err=True)
        if not served:
            sys.exit(1)
        time.sleep(SETTLES)
        click.echo(f"load of the machine: {os.getloadavg()[0]:.1f}", err=True)
        for turn in range(rounds + 1):  # the first one is not counted: it loads what the later ones have
            for each in served:
                each.edit(corpus, turn)
        click.echo(f"load of the machine: {os.getloadavg()[0]:.1f}", err=True)
        for each in served:
            del each.times[0], each.processor[0]
    click.echo(", ".join(f"{name}: {value}" for name, value in machine().items()))
    click.echo(f"{articles:,} articles of 27 KB, {rounds} edits each\n")
    for line in table(served):
        click.echo(line)


if __name__ == "__main__":
    main()
