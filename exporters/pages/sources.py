"""Sources: the templates, ours and in front of them the site's own, as they were read at the beginning of a run."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import UsageError, reason
from exporters.support.files import read_regular
from exporters.support.paths import shown_path

OUR_TEMPLATES: Final = Path(__file__).parent / "templates"
PREFIX: Final = "outfeed/"  # `outfeed/feed.html` is ours, also where the site has a `feed.html`
_LARGEST: Final = 1_000_000  # bytes of a template; ours have a few thousand, and style and script stand in every page
_SUFFIXES: Final = frozenset({".html", ".css", ".js", ".svg"})

TemplateSource = tuple[str, Path]  # text and file of a template
Sources = Mapping[str, TemplateSource]  # by name


def read_templates(folder: Path | None) -> Sources:
    """Every template by its name: those in `folder` take the place of ours. Raises UsageError."""
    ours = dict(_read(OUR_TEMPLATES))
    if folder is None:
        return ours
    if not folder.is_dir():
        seen, right = "no folder of templates", "correct pages.templates"
        raise UsageError.because("templates-missing", seen, right, path=shown_path(folder))
    return ours | {PREFIX + name: source for name, source in ours.items()} | dict(_read(folder))


def templates_digest(sources: Sources) -> bytes:
    """A digest of all that the pages are made from, articles and settings apart."""
    parts = ((name.encode(), text.encode()) for name, (text, _) in sorted(sources.items()))
    return hashlib.sha256(b"".join(b"%d:%b%d:%b" % (len(a), a, len(b), b) for a, b in parts)).digest()


def _read(folder: Path) -> Iterator[tuple[str, TemplateSource]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in _SUFFIXES and path.exists() and not path.is_dir():
            yield path.relative_to(folder).as_posix(), (_text(path), path)


def _text(path: Path) -> str:
    """The text of a template, with the line ends of every system as they were."""
    try:
        data = read_regular(path, _LARGEST)
    except OSError as error:
        raise template_error(path, 0, reason(error), "make it a file that may be read, or take it away") from error
    if len(data) > _LARGEST:
        raise template_error(
            path, 0, f"larger than {_LARGEST // 1_000_000} MB", "write the frame of pages only, no data"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise template_error(path, line, "not UTF-8", "save it as UTF-8") from error


def template_error(path: Path, line: int, seen: str, right: str = "") -> UsageError:
    """The error of a template that can't be used."""
    column = 1 if line else 0
    problem = Diagnostic("template-broken", Level.ERROR, seen, right, shown_path(path), line, column)
    return UsageError(problem)
