"""Writes what the documents show: docs/diagnostics.md from the rules, the drawing and the table of layers of
docs/architecture.md from the code, and the output of each command that a page prints.

A document is run from top to bottom. A block below a line such as `articles/chips.md`: is that file. A block of type
`console` holds commands after `$` and what they print. Each section begins with an empty out folder.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from exporters.diagnostics.rules import RULES, SECTIONS
from tests import write_architecture
from tests.cli.programs import programs

ROOT: Final = Path(__file__).parents[1]
DIAGNOSTICS: Final = ROOT / "docs" / "diagnostics.md"
_BLOCK: Final = re.compile(
    r"(?ms)(?:^`(?P<name>[^`\n]+)`:\n\n)?^```(?P<kind>[a-z]*)\n(?P<text>.*?)^```$|^## (?P<head>.*?)$"
)
_PROGRAMS: Final = ".programs"
_INTRO: Final = """\
# Diagnostics

Everything that Outfeed can tell you, by its name. A line reads

```
articles/launch.md:9:1: error: publishedDateTime: "24/08/2021" is not a date; \
write 2021-08-24T07:30:00Z [date-unreadable]
```

which is: file, line, column, level, field, what was seen, what would be right, and the name that is a heading below.
Line and column count from 1; they are left out where the whole file is meant.

- An **error** forbids to publish: the feeds stay as they were, and the command ends with status 1 (2 where flags or
  settings are wrong, 3 where the files could not be put in place). With `--keep-going`, errors of articles are
  warnings, and the articles that have them are left out.
- A **warning** is for a person to look at. With `--strict` it stops the export as an error does.
- A **note** is for the record: something was repaired. `outfeed export` prints one line a kind with its count;
  `outfeed export --verbose` and `outfeed validate` print each with before and after.

What is the same in more than ten places is one line: rule, field and message without its values, the count, and the
first three places. `--verbose` prints each.

This page is made from the program by `make docs`.
"""


class Block(NamedTuple):
    """A block of code in a document."""

    name: str  # of the file that it is, "" where it is none
    kind: str  # "console", "yaml" ...
    text: str
    start: int  # of the text, in the document
    section: str


def documents() -> list[Path]:
    """The pages that people read."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: str) -> Iterator[Block]:
    """The blocks of code of a page, top to bottom."""
    section = ""
    for found in _BLOCK.finditer(page):
        if found["head"] is not None:
            section = found["head"]
        else:
            yield Block(found["name"] or "", found["kind"], found["text"], found.start("text"), section)


def diagnostics() -> str:
    """docs/diagnostics.md, as the catalogue has it."""
    lines = [_INTRO, "| name | level | what it is |", "|---|---|---|"]
    titles = {slug: rule.title.replace("|", r"\|") for slug, rule in RULES.items()}
    lines += [f"| [`{slug}`](#{slug}) | {rule.level} | {titles[slug]} |" for slug, rule in RULES.items()]
    for title, rules in SECTIONS.items():
        lines += ["", f"## {title}"]
        for slug, rule in rules.items():
            lines += [
                "",
                f"### {slug}",
                "",
                f"*{rule.level}: {rule.title}*",
                "",
                rule.cause,
                "",
                f"**Remedy:** {rule.remedy}",
            ]
    return "\n".join(lines) + "\n"


def ran(page: str, folder: Path) -> str:
    """`page` with what its commands print now. They are run in `folder`, which is empty."""
    if not any(block.kind == "console" for block in blocks(page)):
        return page
    shutil.copytree(ROOT / "seeds", folder / "seeds", ignore=shutil.ignore_patterns(".outfeed"))
    with _environment(folder) as environment:
        return _ran(page, folder, environment)


def _ran(page: str, folder: Path, environment: Mapping[str, str]) -> str:
    made, copied, section = [], 0, ""
    for block in blocks(page):
        if block.section != section:
            section = block.section
            shutil.rmtree(folder / "out", ignore_errors=True)
        if block.kind == "console":
            made += [page[copied : block.start], _console(block.text, folder, environment)]
            copied = block.start + len(block.text)
        elif block.name and not block.name.startswith("out/"):
            file = folder / block.name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
            if file.name == "pyproject.toml":
                _install(tomllib.loads(block.text)["project"], folder)
    return "".join([*made, page[copied:]])


def _console(text: str, folder: Path, environment: Mapping[str, str]) -> str:
    """Commands, each followed by what it prints."""
    made, status = [], 0
    for line in text.splitlines():
        if not line.startswith("$ "):
            continue
        command = line[2:].replace("$?", str(status))
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        status = done.returncode
        made.append(f"{line}\n{done.stdout.decode()}")
    return "".join(made)


@contextmanager
def _environment(folder: Path) -> Iterator[Mapping[str, str]]:
    """`outfeed` is this checkout, `make feeds` a first run; packages are looked for in `folder` too."""
    place = folder / _PROGRAMS
    place.mkdir()
    make = '[ "$1" = feeds ] || exit 0\necho "Setting up .venv (once)…"\nexec outfeed export seeds'
    _write_program(place / "make", make)
    wanted = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    added = {
        "PATH": f"{place}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(folder))),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with programs(place):
        yield wanted | added


def _write_program(file: Path, script: str) -> None:
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


def _install(project: Mapping[str, object], folder: Path) -> None:
    """What `pip install` of a project of one module leaves behind for the registry to find: in a new interpreter."""
    _write_program(folder / _PROGRAMS / "outfeed", f'exec "{sys.executable}" -m exporters "$@"')
    about = folder / f"{str(project['name']).replace('-', '_')}-{project['version']}.dist-info"
    about.mkdir(exist_ok=True)
    metadata = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (about / "METADATA").write_text(metadata, encoding="utf-8")
    points = project["entry-points"]
    assert isinstance(points, dict)
    lines = [f"[{group}]\n" + "\n".join(f"{k} = {v}" for k, v in each.items()) for group, each in points.items()]
    (about / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Write them all."""
    DIAGNOSTICS.write_text(diagnostics(), encoding="utf-8")
    write_architecture.main()
    for file in documents():
        if file != DIAGNOSTICS:
            with tempfile.TemporaryDirectory() as folder:
                file.write_text(ran(file.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
