"""The ends of what pyproject.toml admits: `python -m tests.bounds lowest` and `newest` run the core of the tests there.

The lowest versions have to pass. Where the newest fail, that is news and no fault of a change: the run names the
package, and ends with 0.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.requirements import FOLDER, PINNED, ROOT, grouped, needed

CORE: Final = ("tests/test_golden.py", "tests/formats", "tests/yamldoc", "tests/http", "tests/cli")
TOOLS: Final = ("build", "test")  # groups of what the tests need; their versions are the locked ones
RESOLUTION: Final = {"lowest": "lowest-direct", "newest": "highest"}


def main(end: str) -> int:
    """Run the core of the tests with the versions at `end`; 1 where the lowest fail."""
    locked = _applying("\n".join((FOLDER / f"{name}.txt").read_text("utf-8") for name in ("run", "dev", "build")))
    there = _resolved(needed("run"), "--resolution", RESOLUTION[end])
    others = {name: version for name, version in there.items() if locked.get(name) != version}
    sys.stdout.write(f"With the {end} versions; others than requirements/ has: {_told(others) or 'none'}.\n")
    if end == "newest" and not others:
        sys.stdout.write("These are the versions that all tests run with.\n")
        return 0
    tools = {canonicalize_name(Requirement(each).name) for group in TOOLS for each in grouped(group)} - there.keys()
    versions = there | {name: locked[name] for name in tools}
    failed = _failures(versions, CORE)
    if not failed:
        return 0
    if end == "lowest":
        sys.stdout.write("The lowest versions that pyproject.toml admits fail: raise a bound, or mend it.\n")
        return 1
    blamed = [name for name in others if _failures(locked | {name: others[name]}, failed)]
    names = _told({name: others[name] for name in blamed}) or "several packages together"
    sys.stdout.write(f"NEWS: {len(failed)} tests fail with {names}. The locked versions are not affected.\n")
    return 0


def _told(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))


def _applying(text: str) -> dict[str, str]:
    """Return the version of each package in `text`, a file of requirements, that is for this system and Python."""
    found = {}
    for name, told in PINNED.findall(text):
        marker = Requirement(f"{name}=={told}").marker
        if marker is None or marker.evaluate():
            found[name] = told.partition(" ;")[0]
    return found


def _resolved(requirements: list[str], *flags: str) -> dict[str, str]:
    """Return the version of each package that `requirements` come to here."""
    command = ("pip", "compile", "-", "--quiet", "--no-header", "--no-annotate", "--no-config", *flags)
    return _applying(_uv(*command, "--python", sys.executable, given="\n".join(requirements)))


def _failures(versions: dict[str, str], tests: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of `tests` that fail in a new environment with `versions`."""
    with tempfile.TemporaryDirectory() as folder:
        python = str(Path(folder, "bin", "python"))
        _uv("venv", "--quiet", "--python", sys.executable, folder)
        install = ("pip", "install", "--quiet", "--no-config", "--python", python)
        _uv(*install, "--requirement", "-", given="\n".join(f"{name}=={each}" for name, each in versions.items()))
        _uv(*install, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        command = [python, "-m", "pytest", "--numprocesses=auto", "--dist=loadscope", "--tb=short", "-rfE", *tests]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    sys.stdout.write(done.stdout)
    if done.returncode == 0:
        return ()
    names = [line.split(" - ")[0] for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return tuple(dict.fromkeys(name.partition(" ")[2] for name in names)) or tests


def _uv(*command: str, given: str = "") -> str:
    return subprocess.run(
        [sys.executable, "-m", "uv", *command], input=given, text=True, check=True, stdout=subprocess.PIPE, cwd=ROOT
    ).stdout


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("end", choices=RESOLUTION)
    sys.exit(main(asked.parse_args().end))
