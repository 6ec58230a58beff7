"""Processes that are forked from this one: it has loaded the program already, which takes a new interpreter 0.3 s.

They are processes like any other: with a number, streams, signals and an end of their own. They do nothing of what an
interpreter does when it starts: it looks at PYTHONHASHSEED, PYTHONIOENCODING and the like.
"""

import faulthandler
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from io import BufferedReader, BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from typing import Any, Final, NoReturn

from exporters import pipeline  # noqa: F401 - what every run loads
from exporters.cli.main import main
from tests.cli.running import Ran, environment, ran

_HANDLED: Final[dict[int, Any]] = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: signal.SIG_DFL}


def outfeed_forked(*args: str | Path, cwd: Path, env: Mapping[str, str] | None = None, before: str = "") -> Ran:
    """What comes of `outfeed ARGS` in a process that is forked; the statements `before` come first."""
    with start(*args, cwd=cwd, env=env, before=before, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    return ran(process.returncode, out, err, cwd)


def start(
    *args: str | Path, cwd: Path, before: str = "", env: Mapping[str, str] | None = None, **options: Any
) -> "subprocess.Popen[bytes]":
    """A process that is forked and does `outfeed ARGS` in the folder `cwd`. The statements `before` come first."""

    def run() -> None:
        sys.argv = ["outfeed", *map(str, args)]
        exec(before, {"__name__": "__main__"})  # noqa: S102 - of a test
        main()

    return fork(run, cwd=cwd, env=env, **options)


def fork(
    run: Callable[[], None], *, cwd: Path, env: Mapping[str, str] | None = None, **options: Any
) -> "subprocess.Popen[bytes]":
    """A process that is forked and calls `run`; the `options` are those of `subprocess.Popen`."""
    variables = environment(env)
    given: dict[str, Any] = {"stdin": subprocess.DEVNULL} | options
    return subprocess.Popen(
        ["outfeed"],  # never started: the function ends the process
        preexec_fn=lambda: _live(run, variables),  # noqa: PLW1509 - no other thread holds what it needs
        cwd=cwd,
        restore_signals=False,  # an interpreter does not begin with what a program begins with
        **given,
    )


def status(run: Callable[[], None], variables: Mapping[str, str]) -> int:
    """What a process ends with that calls `run`; it is as if an interpreter had started, and loaded the program."""
    ended: Any = 0
    try:
        faulthandler.disable()  # it writes into a file of the tests
        for number, handler in _HANDLED.items():
            signal.signal(number, handler)
        os.environ.clear()
        os.environ.update(variables)
        tempfile.tempdir = None  # a new process asks TMPDIR
        sys.stdin, sys.stdout, sys.stderr = _stream(0, "r"), _stream(1, "w"), _stream(2, "w")
        run()
    except SystemExit as end:
        ended = end.code
    except BaseException:  # noqa: BLE001 - nothing may go on as the process of the tests
        traceback.print_exc()
        ended = 1
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        ended = 120
    return int(ended or 0)


def _live(run: Callable[[], None], variables: Mapping[str, str]) -> NoReturn:
    """The life of the process."""
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))  # among them that by which the parent learns that it runs
    os._exit(status(run, variables))


def _stream(number: int, mode: str) -> TextIOWrapper:
    is_unbuffered = number == 2 or "PYTHONUNBUFFERED" in os.environ
    file = FileIO(number, mode, closefd=False)
    return TextIOWrapper(
        BufferedReader(file) if mode == "r" else BufferedWriter(file), encoding="utf-8", line_buffering=is_unbuffered
    )
