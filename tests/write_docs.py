"""Writes what the documents show: docs/diagnostics.md from the rules, the drawing and the table of layers of
docs/architecture.md from the code, and the output of each command that a page prints.

A document is run from top to bottom. A block below a line such as `articles/chips.md`: is that file. A block of type
`console` holds commands after `$` and what they print. Below a line that ends with a folder of the repository, such as
`tests/sites/zola/source/`:, they are run in a copy of it and of what is beside it. Each section begins with an empty
out folder.
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
    r"(?ms)(?:^`(?P<name>[^`\n]*[^`/\n])`:\n\n|^[^\n]*`(?P<folder>[\w./-]+/)`[^`\n]*:\n\n)?"
    r"^```(?P<kind>[a-z]*)\n(?P<text>.*?)^```$|^## (?P<head>.*?)$"
)
_PROGRAMS: Final = ".programs"
_INTRO: Final = """\
# Diagnostics

Every message of Outfeed, by the name of its rule. A message looks like this:

```
articles/launch.md:9:1: error: publishedDateTime: "24/08/2021" is not a date; \
write 2021-08-24T07:30:00Z [date-unreadable]
```

It gives the file, line, column, level and field, then what Outfeed found, what to write instead, and the rule. Each
rule has a heading below. Lines and columns count from 1; a message about a whole file has neither.

- An **error** stops the export: the published feeds stay as they are, and the command exits with status 1 (2 if flags
  or settings are wrong, 3 if the files could not be published). With `--keep-going`, errors in articles become
  warnings, and Outfeed skips these articles.
- A **warning** needs a person to look at it. With `--strict` it stops the export like an error.
- A **note** needs no action: for example, Outfeed repaired a value. `outfeed export` prints one line for each rule,
  with a count; `outfeed export --verbose` and `outfeed validate` print each note, with the value before and after.

If more than ten messages differ only in their values, Outfeed prints one line with the count and the first
place. `--verbose` prints each message.

`make docs` generates this page from the code.
"""


class Block(NamedTuple):
    """A block of code in a document."""

    name: str  # of the file that it is, "" where it is none
    kind: str  # "console", "yaml" ...
    text: str
    start: int  # of the text, in the document
    section: str
    folder: str = ""  # of the repository, that commands are run in


def documents() -> list[Path]:
    """The pages that people read."""
    docs = ROOT / "docs"
    return [ROOT / "README.md", *sorted(docs.glob("*.md")), *sorted(docs.glob("generators/*.md"))]


def blocks(page: str) -> Iterator[Block]:
    """The blocks of code of a page, top to bottom."""
    section = ""
    for found in _BLOCK.finditer(page):
        if found["head"] is not None:
            section = found["head"]
        else:
            yield Block(
                found["name"] or "", found["kind"], found["text"], found.start("text"), section, found["folder"] or ""
            )


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
                rule.explanation,
                "",
                f"**Fix:** {rule.fix}",
            ]
            if rule.clause:
                lines += ["", f"**Spec:** [{rule.clause.name.replace('<', '&lt;')}]({rule.clause.url})"]
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
            if block.folder and not (folder / block.folder).exists():
                around = Path(block.folder).parent
                shutil.copytree(ROOT / around, folder / around)
            made += [page[copied : block.start], _console(block.text, folder / block.folder, environment)]
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
