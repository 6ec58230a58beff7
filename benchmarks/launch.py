"""Start a program, wait for its end, and write what it took.

A process of its own, since between fork and exec a program has the pages of the one that starts it, and Linux counts
them as its own (getrusage(2), ru_maxrss). This one is smaller than anything that is measured.

python -I -S benchmarks/launch.py FILE PROGRAM [ARGUMENT]...
"""

import json
import os
import sys
import time


def launch(report: str, line: list[str]) -> None:
    """Run `line`, and write the figures to the file `report`."""
    begun = time.perf_counter()
    process = os.posix_spawnp(line[0], line, os.environ)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - begun
    with open(report, "w", encoding="utf-8") as file:  # noqa: PTH123 -- pathlib would double its size
        cpu, unit = usage.ru_utime + usage.ru_stime, 1 if sys.platform == "darwin" else 1024
        code = os.waitstatus_to_exitcode(status)
        json.dump({"wall": wall, "cpu": cpu, "peak": usage.ru_maxrss * unit, "status": code}, file)


if __name__ == "__main__":
    launch(sys.argv[1], sys.argv[2:])
