"""Exports while readers poll over HTTP: `python -m tests.publishing.polls --exports 200`.

Each export publishes another state of a site: articles change, come and go, and so do feeds and formats. What each
state is made of was found out before, by the same exports into another folder. Another process serves the out folder
and asks for every file that any state has, again and again. Each answer has to be whole, and of a state between the
last one that was published when it was asked for and the newest one that was begun when it came. One half of the
exports stands still before one of its renames until every file was asked for, so that this is no matter of luck; the
other half is followed by as long a pause.
"""

import argparse
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from unittest import mock

from tests.cli.running import contents, outfeed_here
from tests.publishing.making import hexed
from tests.publishing.pollers import Clock, Seen, State, serve
from tests.site.making import FIRST, settings, small, written
from tests.site.published import HOME

FEEDS: Final[tuple[dict[str, Any], ...]] = (
    {"path": "", "archive": "year", "limit": 20},
    {"path": "topics/{topic}"},
    {"path": "late", "order": "updated", "content": "excerpt"},
)
FORMATS: Final = (
    ["rss", "atom", "json", "csv", "sitemap"],
    ["rss", "json"],
    ["rss", "atom", "json", "csv"],
    ["atom", "csv"],
)


def site(folder: Path, state: int, count: int) -> None:
    """Write a state of a site of so many articles: some stay, some change, some vanish and return, with their topic."""
    for number in range(count):
        if number % 3 == 2 and (number // 3 + state) % 2:
            (folder / f"news/{number}.md").unlink(missing_ok=True)
            continue
        body = f"<p>{number} of {state * (number % 3 > 0)}</p>\n" * 20
        fields = {"webUrl": f"{HOME}{number}", "topics": [f"Topic {number % 6}"], "body": body}
        written(folder / "news", f"{number}", small(number, FIRST + timedelta(days=12 * number), **fields))
    feeds, formats = FEEDS[: 3 - (state % 4 == 3) - (state % 8 == 7)], FORMATS[state // 3 % 4]
    settings(folder, Path("news"), *feeds, formats=formats, stylesheet=state % 5 == 0, pages=state % 7 != 3)


def export(folder: Path, state: int, count: int) -> None:
    """Publish a state of a site; two of four times, feeds that lost their last article go."""
    site(folder, state, count)
    flags = ["--prune"] if state // 2 % 2 else []
    ran = outfeed_here("export", "--jobs", f"{1 + state % 2}", *flags, cwd=folder)
    assert ran.status == 0, ran.err


def meant(folder: Path, exports: int, count: int) -> Iterator[tuple[State, int]]:
    """What each state is made of, in a folder where nobody reads, and how many renames publishing it takes."""
    for state in range(exports + 1):
        with at_rename(lambda: None) as renames:
            export(folder, state, count)
        yield {name: hexed(data) for name, data in contents(folder / "out").items()}, len(renames)


@contextmanager
def at_rename(act: Callable[[], None], number: int = -1) -> Iterator[list[Path]]:
    """Call `act` before the rename of that number; those that were done come back."""
    replace, done = os.replace, list[Path]()

    def watched(source: Path, target: Path) -> None:
        if len(done) == number:
            act()
        done.append(target)
        replace(source, target)

    with mock.patch.object(os, "replace", watched):
        yield done


def wait(clock: Clock, process: Any) -> None:
    """Until every reader has asked for every file since now."""
    wanted = [rounds + 2 for rounds in clock.rounds]  # it is in the middle of a round
    while any(rounds < least for rounds, least in zip(clock.rounds, wanted, strict=True)):
        assert process.is_alive()
        time.sleep(0.001)


@contextmanager
def polled(out: Path, states: Sequence[State], readers: int) -> Iterator[tuple[Clock, Any, list[Seen]]]:
    """While the block runs, so many readers poll; what each of them saw is there afterwards."""
    context = multiprocessing.get_context("spawn")
    clock = Clock(context.Value("i", 0), context.Value("i", 0), context.Array("i", readers), context.Value("b", 0))
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=serve, args=(out, states, clock, theirs), daemon=True)
    process.start()
    theirs.close()
    seen: list[Seen] = []
    try:
        yield clock, process, seen
        clock.stop.value = 1
        seen += ours.recv()
    finally:
        process.kill()
        process.join()
        ours.close()


def run(folder: Path, exports: int, count: int, readers: int, seed: int) -> list[Seen]:
    """Export so often while readers poll; what each of them saw."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    states, renames = zip(*meant(folder / "meant", exports, count), strict=True)
    export(folder / "served", 0, count)
    with polled(folder / "served/out", states, readers) as (clock, process, seen):
        for state in range(1, exports + 1):
            clock.begun.value = state
            stop = chance.choice((-1, chance.randrange(max(renames[state], 1))))
            with at_rename(lambda: wait(clock, process), stop):
                export(folder / "served", state, count)
            clock.done.value = state
            if stop < 0:
                wait(clock, process)
    return seen


def told(exports: int, seen: Sequence[Seen]) -> str:
    """The figures in one line, and after it what was wrong."""
    figures = {
        "requests": sum(each.requests for each in seen),
        "for files that the state does not have": sum(each.missing for each in seen),
        "manifests while files were put in place": sum(each.between for each in seen),
        "distinct states seen": len(set().union(*(each.states for each in seen))),
        "invalid": sum(len(each.wrong) for each in seen),
    }
    listed = ", ".join(f"{name}: {figure:,}" for name, figure in figures.items())
    return "\n".join([f"{exports} exports, {len(seen)} readers: {listed}", *(w for each in seen for w in each.wrong)])


def main() -> None:
    """Export as often as the command line says, and tell what the readers saw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exports", type=int, default=200)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    try:
        seen = run(folder, asked.exports, asked.articles, asked.readers, asked.seed)
    finally:
        shutil.rmtree(folder)
    sys.stdout.write(f"{told(asked.exports, seen)}\n")
    sys.exit(any(each.wrong for each in seen))


if __name__ == "__main__":
    main()
