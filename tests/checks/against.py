"""Run another validator over the cases: which faults it finds, and where it is wrong about what is right.

    python -m tests.checks.against 'xmllint --noout {}' --only rss

`{}` stands for the file of a case. A status other than 0, or a line of its output that matches --wrong, says that the
validator refuses the document. Cases whose Expect has an error should be refused, others should not.
"""

import argparse
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.lint.test_lint_cases import CASES, FILES, document, expected


class CaseResult(NamedTuple):
    """What a validator says about one case."""

    name: str  # of the file below the folder of cases
    is_wrong: bool  # whether the case expects an error
    is_refused: bool


def run(command: Sequence[str], wrong: str, only: str = "", seconds: float = 60) -> list[CaseResult]:
    """Return what the command says about each case below the folder `only`."""
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for path in FILES:
            name = path.relative_to(CASES).as_posix()
            if not name.startswith(only):
                continue
            file = Path(folder, path.name)
            file.write_bytes(document(path))
            words = [word.replace("{}", str(file)) for word in command]
            done = subprocess.run(words, capture_output=True, timeout=seconds, check=False)
            said = (done.stdout + done.stderr).decode("utf-8", "replace")
            is_refused = bool(re.search(wrong, said)) if wrong else done.returncode != 0
            results.append(CaseResult(name, any(" error " in f"{each} " for each in expected(path)), is_refused))
    return results


def describe(results: Sequence[CaseResult]) -> list[str]:
    """Return the lines of a report: what was missed, wrong alarms, and the counts."""
    missed = [each.name for each in results if each.is_wrong and not each.is_refused]
    alarms = [each.name for each in results if each.is_refused and not each.is_wrong]
    errors = sum(each.is_wrong for each in results)
    refused = f"{errors - len(missed)} of {errors} documents with an error refused"
    lines = [*(f"missed       {name}" for name in missed), *(f"wrong alarm  {name}" for name in alarms)]
    return [*lines, f"{refused}, {len(alarms)} of {len(results) - errors} without one."]


def main(arguments: Sequence[str]) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(prog="python -m tests.checks.against", description=__doc__.partition("\n")[0])
    parser.add_argument("command", help="the validator, with {} for the file")
    parser.add_argument("--wrong", default="", help="a pattern in the output that means: refused")
    parser.add_argument("--only", default="", help="the beginning of the names of cases: rss/")
    flags = parser.parse_args(arguments)
    if shutil.which(shlex.split(flags.command)[0]) is None:
        parser.error(f"there is no program {shlex.split(flags.command)[0]}")
    sys.stdout.write(
        "".join(f"{line}\n" for line in describe(run(shlex.split(flags.command), flags.wrong, flags.only)))
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
