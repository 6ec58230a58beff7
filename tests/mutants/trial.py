"""Whether the tests of a room notice a mutant: they run in a copy of the repository that holds it."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal
from xml.etree import ElementTree as ET

from tests.mutants import confinement
from tests.mutants.sample import Mutant

Outcome = Literal["killed", "timeout", "survived"]
_IGNORED: Final = shutil.ignore_patterns(".git", ".venv", ".hypothesis", ".work", "__pycache__", "*_cache", "dist")
_PASSED, _FAILED, _INTERRUPTED, _INTERNAL = 0, 1, 2, 3  # what pytest ends with; it is interrupted by a broken module


class Copy:
    """A copy of the repository, in which one mutant after the other is put in the place of its module."""

    def __init__(self, root: Path, folder: Path) -> None:
        """Make the copy in `folder`."""
        self._folder = folder / "repository"
        self._temporary = folder / "temporary"
        shutil.copytree(root, self._folder, ignore=_IGNORED)
        shutil.copyfile(confinement.__file__, self._folder / "sitecustomize.py")
        (folder / "other").mkdir()
        self._variables = {
            "PYTHONPATH": str(self._folder),
            "TMPDIR": str(folder / "other"),
            "OUTFEED_HYPOTHESIS": "default",  # the same examples for each mutant
            confinement.VARIABLE: str(folder),
        }

    def measure(self, tests: Sequence[str]) -> Mapping[str, float]:
        """Return how many seconds each file of `tests` takes. Raises RuntimeError where one fails without a mutant."""
        report = self._temporary.with_suffix(".xml")
        status, output = self._run([*tests, f"--junitxml={report}", "-o", "junit_family=xunit1"], None)
        if status != _PASSED:
            raise RuntimeError(f"the tests fail without any mutant:\n{output[-5000:]}")
        seconds = defaultdict[str, float](float)
        for case in ET.parse(report).iter("testcase"):  # noqa: S314 — pytest wrote it
            seconds[case.attrib["file"]] += float(case.attrib["time"])
        return seconds

    def outcome(self, mutant: Mutant, tests: Sequence[str], timeout: float) -> Outcome:
        """Run `tests` with `mutant` until one fails. What takes longer than `timeout` seconds is noticed, too."""
        module = self._folder / mutant.path
        original = module.read_bytes()
        for compiled in (module.parent / "__pycache__").glob(f"{module.stem}.*"):
            compiled.unlink()  # it may be as long as the mutant, and of the same second
        module.write_bytes(mutant.data)
        try:
            status, output = self._run([*tests, "--exitfirst"], timeout)
        finally:
            module.write_bytes(original)
        if status is None or "\nTimeout (" in output:
            return "timeout"
        if status < 0:  # a signal ended it: a library crashed
            return "killed"
        if status not in (_PASSED, _FAILED, _INTERRUPTED, _INTERNAL) and "ImportError while loading" not in output:
            raise RuntimeError(f"pytest ended with {status}:\n{output[-5000:]}")
        return "survived" if status == _PASSED else "killed"

    def _run(self, arguments: Sequence[str], timeout: float | None) -> tuple[int | None, str]:
        """Run pytest in the copy; its status, None where it took too long, and what it wrote."""
        writes = {} if timeout is None else {"PYTHONDONTWRITEBYTECODE": "1"}
        fixed = ["-q", "-p", "no:cacheprovider", "-p", "tests.mutants.steady", f"--basetemp={self._temporary}"]
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *fixed, *arguments],
            cwd=self._folder,
            env={**os.environ, **self._variables, **writes},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            return None, ""
        finally:
            with contextlib.suppress(ProcessLookupError):  # the usual case: nothing that it started is left
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return process.returncode, output
