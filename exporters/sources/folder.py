"""A folder of articles: which files are read, in which order, and what became of each."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from pathspec import GitIgnoreSpec

from exporters.diagnostics import Diagnostic, Level
from exporters.paths import shown_path
from exporters.sources.article import Reader
from exporters.sources.frontmatter import MOST_BYTES
from exporters.sources.outcome import Outcome

SUFFIXES: Final = (".md", ".markdown", ".html")
_OTHER_FOLDERS: Final = frozenset({"node_modules", "out", "_drafts", "_includes", "_layouts", "_site"})  # Jekyll's
_OTHER_FILES: Final = frozenset({"readme", "changelog", "license", "contributing"})


def files(
    root: Path, *, include: Sequence[str] = (), exclude: Sequence[str] = (), skipped: Path | None = None
) -> list[Path]:
    """The article files at or below `root`, in code-point order of their paths, whatever the file system's order is.

    `include` and `exclude` are patterns of gitignore: with `include` only what fits is read, what fits `exclude` is
    not. `skipped` is a folder that holds outputs. Links to folders are followed, once each.
    """
    if not root.is_dir():
        return [root]
    wanted = GitIgnoreSpec.from_lines(include) if include else None
    unwanted = GitIgnoreSpec.from_lines(exclude)
    found: list[tuple[str, Path]] = []
    for path in _walk(root, _real(skipped) if skipped else None):
        name = path.relative_to(root).as_posix()
        if (wanted is None or wanted.match_file(name)) and not unwanted.match_file(name):
            found.append((name, path))
    return [path for _, path in sorted(found)]


def _walk(root: Path, skipped: Path | None) -> Iterator[Path]:
    """Each article file below `root`. A folder that was seen under another name is not entered again."""
    seen: set[tuple[int, int]] = set()
    unlisted: list[Path] = []
    for folder, names, entries in os.walk(
        root, followlinks=True, onerror=lambda error: unlisted.append(Path(error.filename))
    ):
        here = Path(folder)
        status = here.stat()
        if (status.st_dev, status.st_ino) in seen or (here != root and _real(here) == skipped):
            names.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        names[:] = sorted(name for name in names if not name.startswith(".") and name not in _OTHER_FOLDERS)
        yield from (here / name for name in entries if _is_article(name))
    yield from unlisted


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # which, unlike resolve(), does not raise where links lead in a circle


def _is_article(name: str) -> bool:
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 — a name, not a path; called for every file
    return suffix.lower() in SUFFIXES and not name.startswith(".") and stem.lower() not in _OTHER_FILES


def read(paths: Iterable[Path], reader: Reader) -> Iterator[Outcome]:
    """What became of each of `paths`, in their order. Never stops at a bad one."""
    for path in paths:
        yield read_one(path, reader)


def read_one(path: Path, reader: Reader) -> Outcome:
    """What became of the file at `path`; one that can't be read is rejected."""
    shown = shown_path(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return _unreadable(shown, "a folder that can't be listed", "make it readable, or exclude it")
        if not stat.S_ISREG(status.st_mode):
            return _unreadable(shown, "not a regular file", "remove it, or exclude it")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        return _unreadable(shown, (error.strerror or "can't be read").lower(), "make the file readable, or exclude it")
    return reader.read(data, shown)


def _unreadable(path: str, seen: str, right: str) -> Outcome:
    told = Diagnostic(slug="file-unreadable", level=Level.ERROR, seen=seen, right=right, path=path)
    return Outcome(path=path, kind="rejected", diagnostics=(told,))
