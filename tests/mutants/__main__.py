"""python -m tests.mutants: change the program in small ways, and list the changes that no test notices.

Each mutant is one change. The tests of its room and the golden cases run until one of them fails; a mutant that
none fails for survives. To each survivor belongs a test, or an entry in equivalents.txt that says why there is none.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Final

import click

from tests.mutants.equivalents import Equivalents
from tests.mutants.sample import Mutant, sample
from tests.mutants.trial import Copy

ROOT: Final = Path(__file__).parents[2]
ROOMS: Final[Mapping[str, Sequence[str]]] = {  # folder -> its tests; the golden cases come with all of them
    "exporters/bodies": ["tests/bodies"],
    "exporters/repair": ["tests/repair"],
    "exporters/feeds": ["tests/feeds"],
    "exporters/planning": ["tests/planning"],
    "exporters/publishing": ["tests/publishing"],
}
GOLDEN: Final = ("tests/test_golden.py",)
_PATIENCE: Final = 5  # times as long as all tests of the room; then a mutant hangs
_AT_LEAST: Final = 60.0  # seconds of patience


@click.command()
@click.option("--count", default=400, show_default=True, type=click.IntRange(min=1), help="Mutants, over all rooms.")
@click.option("--seed", default=1, show_default=True, help="Another seed chooses other mutants.")
@click.option("--room", "rooms", multiple=True, type=click.Choice(list(ROOMS)), help="Only this one; may be repeated.")
@click.option("--jobs", default=2, show_default=True, type=click.IntRange(min=1), help="Mutants at the same time.")
def main(*, count: int, seed: int, rooms: Sequence[str], jobs: int) -> None:
    """Try mutants, and print a table of the rooms and the survivors."""
    names = list(rooms) or list(ROOMS)
    equivalents = Equivalents(ROOT)
    outcomes: dict[str, Counter[str]] = {}
    survivors: list[Mutant] = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies = [Copy(ROOT, Path(folder) / str(number)) for number in range(jobs)]
        for number, name in enumerate(names):
            wanted = count // len(names) + (number < count % len(names))
            chosen = list(sample(ROOT, name, wanted, seed))
            equal = [each for each in chosen if equivalents.has(each)]
            outcomes[name] = Counter(equivalent=len(equal))
            for mutant, outcome in _tried([each for each in chosen if each not in equal], name, copies):
                outcomes[name][outcome] += 1
                if outcome == "survived":
                    survivors.append(mutant)
    _write("")
    for mutant in survivors:
        _write(*mutant.diff, "")
    for name in names:
        for each in equivalents.unmatched(name):
            _write(f"equivalents.txt: {each.path} has no such line any more: {each.removed[0]}")
    _write(*_table(outcomes))


def _tried(mutants: Sequence[Mutant], room: str, copies: Sequence[Copy]) -> Iterator[tuple[Mutant, str]]:
    """Each mutant and what became of it, as soon as it is known of those before."""
    began = time.monotonic()
    asked = [*ROOMS[room], *GOLDEN]
    with ThreadPoolExecutor(len(copies)) as pool:
        seconds, *_ = pool.map(lambda copy: copy.measure(asked), copies)
        tests = sorted(seconds, key=lambda file: seconds[file])  # most mutants fail a fast one
        timeout = max(_AT_LEAST, _PATIENCE * sum(seconds.values()))
        _write(f"{room}: {len(mutants)} mutants; its tests take {sum(seconds.values()):.0f} s")
        free = SimpleQueue[Copy]()
        for copy in copies:
            free.put(copy)

        def attempt(mutant: Mutant) -> str:
            copy = free.get()
            try:
                return copy.outcome(mutant, tests, timeout)
            finally:
                free.put(copy)

        for number, (mutant, outcome) in enumerate(zip(mutants, pool.map(attempt, mutants), strict=True), start=1):
            _write(f"{room} {number}/{len(mutants)} {time.monotonic() - began:.0f} s: {outcome}")
            if outcome == "survived":
                _write(*(f"    {line}" for line in mutant.diff))
            yield mutant, outcome


def _table(outcomes: Mapping[str, Counter[str]]) -> Iterator[str]:
    """A line for each room: mutants that a test noticed, those that none did, and the part that was noticed."""
    yield f"{'room':24}{'killed':>8}{'by time':>9}{'survived':>10}{'equivalent':>12}{'score':>9}"
    for name, counts in [*outcomes.items(), ("all", sum(outcomes.values(), Counter()))]:
        noticed = counts["killed"] + counts["timeout"]
        tried = noticed + counts["survived"]
        score = f"{100 * noticed / tried:.1f} %" if tried else "-"
        yield (
            f"{name:24}{counts['killed']:>8}{counts['timeout']:>9}{counts['survived']:>10}"
            f"{counts['equivalent']:>12}{score:>9}"
        )


def _write(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
