"""Exports killed at random moments: `python -m tests.publishing.kills --kills 300`.

Each publishes another state of a site of some hundred files, and is killed with SIGKILL somewhere on its way. After
that every published file must be whole, of the state before or of the new one, and known to the manifest; and the next
export must repair everything, and clear what was left. One half of the moments lies anywhere, the other one between
the first rename and the last: that takes a fraction of the time.
"""

import argparse
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from exporters.publishing import manifest
from exporters.publishing.names import AREA
from exporters.publishing.stage import staging
from tests.cli.forking import fork
from tests.publishing.making import finish, held, is_known, is_right, names, of, prepare, publish


def site(state: int, count: int) -> dict[str, bytes]:
    """So many files: a third stays the same, a third changes with each state, a third comes and goes."""
    files = {}
    for number in range(count):
        if number % 3 == 2 and (number // 3 + state) % 2:
            continue
        version = 0 if number % 3 == 0 else state
        files[f"topics/{number // 5}/{number}.xml"] = f"{number} of {version}\n".encode() * (1 + number * 37 % 400)
    return files


def child(out: Path, state: int, count: int, since: str | int) -> None:
    """Publish a state, in a process that may be killed.

    `since` says what it tells the moment of, start or rename; or it is the number of the rename that kills it.
    """
    files = site(state, count)
    if since == "start":
        _say("ready")
    with staging(out) as stage:
        prepare(stage, files)
        publication = of(out, files)
        if since == "rename":
            _at_rename(0, lambda: _say("ready"))
        elif isinstance(since, int):
            _at_rename(since, lambda: os.kill(os.getpid(), signal.SIGKILL))
        finish(stage, publication)
        _say("done")


def _at_rename(number: int, act: Callable[[], None]) -> None:
    """Do that when the rename of that number begins."""
    replace, counted = os.replace, itertools.count()

    def watched(source: Path, target: Path) -> None:
        if next(counted) == number:
            act()
        replace(source, target)

    os.replace = watched  # type: ignore[assignment]


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def killed(out: Path, state: int, count: int, since: str, seconds: float | None) -> float:
    """Publish a state in another process and kill it so many seconds after a moment; how long it took comes back."""
    process = fork(lambda: child(out, state, count, since), cwd=out, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    begun = time.perf_counter()
    if seconds is None:
        assert process.stdout.readline() == b"done\n"
    else:
        time.sleep(seconds)
        process.kill()
    took = time.perf_counter() - begun
    process.communicate()
    return took


def killed_at(out: Path, state: int, count: int, rename: int) -> None:
    """Publish a state in another process that is killed when it begins the rename of that number."""
    process = fork(lambda: child(out, state, count, rename), cwd=out)
    assert process.wait(60) == -signal.SIGKILL


def problems(out: Path, before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    """What is wrong in `out` after a kill."""
    for name, data in held(out).items():
        if data not in (before.get(name), after.get(name)):
            yield f"{name} is neither old nor new"
    if not is_known(out):
        yield "the manifest does not know every file"
    for name in (before.keys() & after.keys()) - held(out).keys():
        yield f"{name} is missing"


def phase(out: Path, after: dict[str, bytes]) -> str:
    """How far an export came."""
    whole = manifest.read(out)
    if whole is not None and not whole.complete:
        return "publishing"
    if held(out) == after:
        return "done, to be cleared" if AREA in names(out) else "done"
    return "preparing" if AREA in names(out) else "nothing done"


def run(folder: Path, kills: int, count: int, seed: int) -> Counter[str]:
    """Kill so many exports; how far they came. Raises AssertionError where anything is wrong."""
    chance, out, phases = random.Random(seed), folder / "out", Counter[str]()  # noqa: S311 - no secret
    publish(out, site(0, count))
    spans = {"start": killed(out, 1, count, "start", None), "rename": killed(out, 2, count, "rename", None)}
    before = site(2, count)
    for state in range(3, kills + 3):
        after, since = site(state, count), chance.choice(list(spans))
        killed(out, state, count, since, chance.uniform(0, spans[since]))
        phases[phase(out, after)] += 1
        assert not list(problems(out, before, after)), (state, *problems(out, before, after))
        wanted = chance.choice((before, after))  # the next export may go on, or go back
        publish(out, wanted)
        assert is_right(out, wanted), f"the export after number {state} did not repair what it found"
        before = wanted
    return phases


def main() -> None:
    """Kill as many as the command line says, and tell how far they came."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    try:
        phases = run(folder, asked.kills, asked.files, asked.seed)
    finally:
        shutil.rmtree(folder)
    told = ", ".join(f"{count} × {name}" for name, count in phases.most_common())
    sys.stdout.write(f"{asked.kills} exports of {asked.files} files killed: {told}. All files whole, all repaired.\n")


if __name__ == "__main__":
    main()
