"""A fuzzer: hostile articles, settings and remains, and what must hold of every run.

    python -m tests.fuzz --seconds 60 --seed 1      cases of all kinds, first those that are kept
    python -m tests.fuzz --case bodies:41           one of them again
    python -m tests.fuzz --case failures/x.json     one that was written with --keep

Each case is a site and a few commands, in a process of its own with bounds of time and memory. Ends with 1 where one
failed; then its name is enough to see it again.
"""

import argparse
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from typing import Final

from tests.fuzz.case import Case, from_json, to_json
from tests.fuzz.child import failures
from tests.fuzz.failure import Failure
from tests.fuzz.kinds.registry import KINDS, case
from tests.fuzz.minimise import minimised
from tests.fuzz.warm import warmed

KEPT: Final = Path(__file__).parent / "cases"
_AT_ONCE: Final = 1_000_000  # seeds of one run, so that runs with other seeds have other cases


def kept() -> list[Case]:
    """Cases that failed once."""
    return [from_json(path.read_text(encoding="utf-8")) for path in sorted(KEPT.glob("*.json"))]


def made(kinds: list[str], seed: int) -> Iterator[Case]:
    """Cases without end, of each kind in turn."""
    for number in count(seed * _AT_ONCE):
        for kind in kinds:
            yield case(kind, number)


def main() -> None:
    """Run cases until the time is over, and tell what failed."""
    asked = _asked()
    if os.environ.get("PYTHONHASHSEED") != "0":  # so that a name is enough to see a failure again
        again = [sys.executable, "-m", "tests.fuzz", *sys.argv[1:]]
        os.execve(sys.executable, again, os.environ | {"PYTHONHASHSEED": "0"})  # noqa: S606 - this program
    kinds = [kind for kind in asked.kind or KINDS if kind not in asked.skip]
    begin = time.monotonic()
    ran, failed = Counter[str](), dict[str, list[str]]()
    with warmed():
        cases = map(_named, asked.case) if asked.case else chain(kept(), made(kinds, asked.seed))
        for each in cases:
            is_over = time.monotonic() - begin > asked.seconds if asked.count is None else ran.total() == asked.count
            if not asked.case and is_over:
                break
            ran[each.kind] += 1
            for failure in failures(each):
                if failure.signature not in failed:
                    _tell(each, failure, asked.keep)
                failed.setdefault(failure.signature, []).append(each.name)
    _sum_up(ran, failed, time.monotonic() - begin)
    sys.exit(bool(failed))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60, help="how long to go on")
    parser.add_argument("--count", type=int, metavar="N", help="so many cases, however long they take")
    parser.add_argument("--seed", type=int, default=0, help="another one gives other cases")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this kind; may be given again")
    parser.add_argument("--skip", action="append", choices=KINDS, default=[], help="not this kind")
    parser.add_argument("--case", action="append", metavar="KIND:SEED|FILE", help="only this case")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write cases that fail, as small as they get")
    return parser.parse_args()


def _named(name: str) -> Case:
    if name.endswith(".json"):
        return from_json(Path(name).read_text(encoding="utf-8"))
    kind, _, seed = name.partition(":")
    return case(kind, int(seed))


def _tell(each: Case, failure: Failure, keep: Path | None) -> None:
    sys.stdout.write(f"{each.name}: {failure}\n")
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        file = keep / f"{failure.rule}-{each.kind}-{each.seed}.json"
        file.write_text(to_json(minimised(each, failure)), encoding="utf-8")
        sys.stdout.write(f"    written to {file}\n")
    sys.stdout.flush()


def _sum_up(ran: Counter[str], failed: dict[str, list[str]], seconds: float) -> None:
    counts = ", ".join(f"{number} {kind}" for kind, number in ran.items())
    used = time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])  # of one processor
    speed = f"{ran.total() / used:.0f} in a second of a processor"
    sys.stdout.write(f"{ran.total()} cases in {seconds:.0f} s, {speed}: {counts}\n")
    for signature, names in failed.items():
        sys.stdout.write(f"failed {len(names)} ×: {signature} {' '.join(names[:5])}\n")


if __name__ == "__main__":
    main()
