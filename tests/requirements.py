"""Exact versions: `python -m tests.requirements` writes requirements/ anew, `--upgrade` with the newest versions.

uv resolves for every system and every Python that Outfeed runs on at once. All files agree: they are parts of one
resolution. The hook for pre-commit gets the versions of run.txt.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / "requirements"
PYTHON: Final = "3.11"  # the oldest one; versions for newer ones follow from markers
PINNED: Final = re.compile(r"(?m)^([A-Za-z0-9._-]+)==([^ \\\n]+(?: ; [^\\\n]*[^ \\\n])?)")
HOOK: Final = ROOT / ".pre-commit-hooks.yaml"
DEPENDENCIES: Final = re.compile(r"(?m)^  additional_dependencies:.*\n((?:    - .*\n)+)")
ABOUT: Final = {
    "build": "What builds Outfeed and feedgen, which its registry has as source code only. It is installed first.",
    "run": "What Outfeed runs with.",
    "dev": "What Outfeed runs with, and what its tests and style checks need.",
    "browser": "What the tests in tests/browser and tests/readers need besides.",
    "bench": "What the benchmarks need besides.",
    "docs": "What `make site` needs besides.",
    "release": "What builds the wheel and renews these files.",
}


def project() -> dict[str, Any]:
    """Return what pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def needed(name: str) -> list[str]:
    """Return the requirements that pyproject.toml states for requirements/`name`.txt."""
    running = project()["project"]["dependencies"] if name in ("run", "dev") else []
    return [*running, *grouped(name)]


def grouped(name: str) -> list[str]:
    """Return the requirements of the dependency group `name`, none where there is no such group. Spec: PEP 735."""
    found: list[str] = []
    for each in project()["dependency-groups"].get(name, []):
        found += [each] if isinstance(each, str) else grouped(each["include-group"])
    return found


def pinned(text: str) -> dict[str, list[str]]:
    """Return the versions of each package in `text`, a file of requirements, each with its marker if it has one."""
    versions: dict[str, list[str]] = {}
    for package, version in PINNED.findall(text):
        versions.setdefault(package, []).append(version)
    return versions


def lock(*, upgrade: bool) -> list[str]:
    """Write each file of requirements/; return a line for each package whose version changed."""
    paths = {name: FOLDER / f"{name}.txt" for name in ABOUT}
    before = pinned("".join(path.read_text("utf-8") for path in paths.values() if path.exists()))
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder, "whole.txt")
        if not upgrade:  # uv keeps the versions that the file names
            whole.write_text("".join(f"{name}=={each}\n" for name in before for each in set(before[name])), "utf-8")
        _compile([each for name in ABOUT for each in needed(name)], whole)
        for name, path in paths.items():
            _compile(needed(name), path, "--generate-hashes", "--constraints", str(whole))
            header = f"# {ABOUT[name]} `make upgrade` wrote this from pyproject.toml.\n"
            path.write_text(header + path.read_text("utf-8"), "utf-8")
    HOOK.write_text(hook(HOOK.read_text("utf-8"), paths["run"].read_text("utf-8")), "utf-8")
    now = pinned("".join(path.read_text("utf-8") for path in paths.values()))
    return [
        f"{name} {_versions(before, name)} -> {_versions(now, name)}"
        for name in sorted(before.keys() | now.keys())
        if _versions(before, name) != _versions(now, name)
    ]


def hook(text: str, running: str) -> str:
    """Return `text`, the hook for pre-commit, with the versions of `running`, the text of run.txt."""
    lines = [f'    - "{name}=={version}"\n' for name, versions in pinned(running).items() for version in versions]
    return DEPENDENCIES.sub(lambda found: found[0].replace(found[1], "".join(lines)), text)


def _versions(packages: dict[str, list[str]], name: str) -> str:
    """Return the versions of the package `name` in words."""
    return ", ".join(sorted(set(packages.get(name, [])))) or "none"


def _compile(requirements: list[str], out: Path, *flags: str) -> None:
    """Resolve `requirements` into `out`; versions that stand there already are kept where they can be."""
    command = ["uv", "pip", "compile", "-", "--quiet", "--universal", "--no-header", "--no-annotate", "--no-config"]
    subprocess.run(
        [sys.executable, "-m", *command, "--python-version", PYTHON, "--output-file", str(out), *flags],
        input="\n".join(requirements),
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,  # what it writes to the file
        cwd=ROOT,
    )


if __name__ == "__main__":
    sys.stdout.write("".join(f"{line}\n" for line in lock(upgrade="--upgrade" in sys.argv[1:])))
