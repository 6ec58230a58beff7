"""A case runs in a process of its own, forked from one that has loaded everything, within bounds of time and memory."""

import json
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tests.fuzz.case import Case
from tests.fuzz.failure import Failure
from tests.fuzz.scenario import Scenario

CPU: Final = 10  # seconds that a case may take of one processor; a usual one takes less than a tenth of one
PATIENCE: Final = 60  # seconds of the clock: for one that sleeps
MEMORY: Final = 512 << 20  # bytes more than the process that it was forked from
FILE: Final = 256 << 20  # bytes of a file
_READ: Final = 1 << 16


def failures(case: Case) -> list[Failure]:
    """What the case does that none may do."""
    with scratch() as folder:
        return _forked(case, folder)


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder, in memory where the system has such a place: nothing has to outlive the process."""
    memory = "/dev/shm"  # noqa: S108 - its name is only the place of a folder with a name of its own
    folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir=memory if os.access(memory, os.W_OK) else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _forked(case: Case, folder: Path) -> list[Failure]:
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads that other tests left: the child has none
        process = os.fork()
    if process == 0:
        os.close(reading)
        _live(case, folder, writing)
    os.close(writing)
    with suppress(ProcessLookupError, PermissionError):
        os.setpgid(process, process)
    told = _told(reading, process)
    _, status = os.waitpid(process, 0)
    left = _end_group(process)
    return _judged(told, status) + ([Failure("process-left", "a process outlived the case")] if left else [])


def _live(case: Case, folder: Path, writing: int) -> None:
    """The life of the child; it never returns."""
    with os.fdopen(writing, "w", buffering=1, encoding="utf-8") as parent:

        def tell(**said: object) -> None:
            print(json.dumps(said), file=parent)

        try:
            os.setpgid(0, 0)
            _bound()
            found = list(Scenario(case, folder).run(lambda command: tell(at=command)))
            tell(failures=found)
        except BaseException:  # noqa: BLE001 - the parent has to know
            tell(broken=traceback.format_exc())
        finally:
            parent.flush()
            os._exit(0)


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _told(reading: int, process: int) -> list[dict[str, object]]:
    """What the child said until its end, or until patience is over: then it is killed."""
    end, data = time.monotonic() + PATIENCE, b""
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            with suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
            break
        more = os.read(reading, _READ)
        if not more:
            break
        data += more
    os.close(reading)
    return [json.loads(line) for line in data.decode().split("\n")[:-1]]


def _end_group(process: int) -> bool:
    """End what the child left; whether there was anything."""
    try:
        os.killpg(process, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _judged(told: list[dict[str, object]], status: int) -> list[Failure]:
    last = told[-1] if told else {}
    if "broken" in last:
        at = next((str(each["at"]) for each in reversed(told) if "at" in each), "")
        return [Failure("exception", str(last["broken"]).strip()[-3000:], at)]
    if "failures" in last:
        return [Failure(*each) for each in last["failures"]]  # type: ignore[attr-defined]
    command = str(last.get("at", ""))
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU or number == signal.SIGKILL:
            return [Failure("hang", f"more than {CPU} s", command)]
        return [Failure("crash", signal.Signals(number).name, command)]
    return [Failure("crash", f"it ended without a word, with {status}", command)]
