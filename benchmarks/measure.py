"""One process and its children: wall time, CPU time, peak memory."""

# mypy: disable-error-code="import-untyped,import-not-found"

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

PAUSE: Final = 0.02  # seconds between two looks at the memory
SHARE: Final = 5  # looking takes at most a fifth of one core: to add up the pages of large processes is slow
# Installed packages have their bytecode; without it every start of Python would compile them anew.
ENVIRONMENT: Final = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
LAUNCH: Final = [sys.executable, "-I", "-S", str(Path(__file__).with_name("launch.py"))]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a process took."""

    wall: float  # seconds
    cpu: float  # seconds, of the process and its children
    peak: int  # bytes
    status: int  # 0 is well; negative is a signal
    output: str  # what it printed


def measure(line: Sequence[str], work: Path, *, cwd: Path | None, env: Mapping[str, str], limit: float) -> Measured:
    """Run a command line to its end, or for `limit` seconds; `work` is a folder for notes."""
    log, report = work / "log.txt", work / "launched.json"
    report.unlink(missing_ok=True)
    with log.open("wb") as printed:
        launched = subprocess.Popen(  # noqa: S603 -- the commands are our own
            [*LAUNCH, str(report), *line],
            cwd=cwd,
            env={**ENVIRONMENT, **env},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = _Watch(launched.pid)
        watch.start()
        try:
            with contextlib.suppress(subprocess.TimeoutExpired):
                launched.wait(limit)
        finally:
            watch.done.set()
            if launched.poll() is None:  # too slow, or interrupted
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(launched.pid, signal.SIGKILL)
                launched.wait()
    watch.join()
    output = log.read_text(encoding="utf-8", errors="replace")
    if not report.is_file():
        return Measured(wall=limit, cpu=0, peak=watch.peak, status=launched.returncode or 1, output=output)
    seen = json.loads(report.read_text(encoding="utf-8"))
    # The sum of the looks misses what lasts but a moment; the peak of the largest single process misses the others.
    seen["peak"] = max(watch.peak, seen["peak"])
    return Measured(**seen, output=output)


class _Watch(threading.Thread):
    """Looks at the memory of the descendants of a process again and again."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.done = threading.Event()
        self.peak = 0  # bytes
        self._pid = pid

    def run(self) -> None:
        pause = PAUSE
        while not self.done.wait(pause):
            begun = time.thread_time()
            with contextlib.suppress(psutil.Error):
                self.peak = max(self.peak, sum(map(_memory, psutil.Process(self._pid).children(recursive=True))))
            pause = max(PAUSE, SHARE * (time.thread_time() - begun))


def _memory(process: psutil.Process) -> int:
    """Bytes; pages that processes share are counted in parts (PSS), where the system tells so."""
    try:
        full = process.memory_full_info()
    except psutil.Error:  # it has ended
        return 0
    return int(getattr(full, "pss", 0) or full.rss)
