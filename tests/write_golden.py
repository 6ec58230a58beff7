"""Golden cases: `python -m tests.write_golden` accepts the present outputs as right, after somebody read the diff.

`--compare` shows how the present outputs differ from the accepted ones, and accepts nothing.
"""

import difflib
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from exporters import pipeline
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.run import RunOptions
from exporters.settings.load import load
from tests.plainly import Heard

FOLDER: Final = Path(__file__).parent / "golden"
SEEDS: Final = Path(__file__).parent.parent / "seeds"
INPUTS: Final = ("articles", "outfeed.yaml")  # of a case; everything beside them is output
NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)  # the clock only words a warning; it does not move here


def cases() -> list[str]:
    """The names of the golden cases."""
    return sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def accepted(case: str) -> dict[str, bytes]:
    """The outputs of `case` that count as right, by path."""
    return {name: data for name, data in files(FOLDER / case).items() if name.partition("/")[0] not in INPUTS}


def files(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below `folder`, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def run(case: str, out: Path) -> list[Diagnostic]:
    """Export the articles of `case` into `out` as `outfeed export` would; what it told comes back."""
    settings = replace(load(None, config=_config(case)), out=out)
    heard = Heard()
    pipeline.export(settings, RunOptions(sources=(settings.source,), now=NOW), heard)
    return heard.diagnostics


def _config(case: str) -> Path:
    """The settings of a case; one without its own is that of the seeds."""
    own = FOLDER / case / "outfeed.yaml"
    return own if own.exists() else SEEDS / "outfeed.yaml"


def _accept(case: str, made: dict[str, bytes]) -> None:
    """Let `made` be all the outputs of `case`."""
    folder = FOLDER / case
    for name in accepted(case).keys() - made.keys():
        (folder / name).unlink()
    for name, data in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _differences(case: str, made: dict[str, bytes]) -> list[str]:
    """Return the lines of a unified diff from the accepted outputs of `case` to `made`."""
    right = accepted(case)
    lines: list[str] = []
    for name in sorted(right.keys() | made.keys()):
        before, after = (each.get(name, b"").decode().splitlines(keepends=True) for each in (right, made))
        lines += difflib.unified_diff(before, after, f"accepted/{case}/{name}", f"present/{case}/{name}")
    return lines


def main() -> int:
    """Write what each case makes beside its articles, or compare. Return 1 where a case can't be exported."""
    failed = 0
    compares = "--compare" in sys.argv[1:]
    for case in cases():
        with tempfile.TemporaryDirectory() as made:
            told = run(case, Path(made))
            if any(each.level is Level.ERROR for each in told):
                failed = 1
                sys.stderr.write("".join(f"{each}\n" for each in told))
                continue
            outputs = files(Path(made))
        if compares:
            sys.stdout.writelines(_differences(case, outputs) or [f"{FOLDER.name}/{case}: the same bytes\n"])
        else:
            _accept(case, outputs)
            sys.stdout.write(f"{FOLDER.name}/{case}: accepted\n")
    return failed


if __name__ == "__main__":
    sys.exit(main())
