"""The one article that is explained: FILE or FILE:LINE becomes an input of the run that would read it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from exporters.errors import UsageError
from exporters.run import RunOptions
from exporters.settings.source_formats import FOLDER
from exporters.settings.values import Settings
from exporters.sources import folder, listing, walk
from exporters.sources.dialects import registry
from exporters.sources.explain.unread_items import find_unread_item
from exporters.sources.listing import InputFile
from exporters.sources.patterns import matcher
from exporters.support.lazy_regex import lazy_regex
from exporters.support.paths import absolute, lies_in, shown_path

_LINE_END: Final = 1 << 31  # a column behind every other one
_PLACE: Final = lazy_regex(r"(?P<file>.+?):(?P<line>\d{1,9})(?::(?P<column>\d{1,9}))?:?")


class ExplainTarget(Struct, frozen=True, kw_only=True):
    """A file, and the line in it that chooses a row."""

    file: Path  # as it was given
    line: int = 0  # 0: none was given
    column: int = 0

    @property
    def path(self) -> Path:
        """The file, absolute."""
        return absolute(self.file)


def read_target(text: str) -> ExplainTarget:
    """Take FILE, FILE:LINE or FILE:LINE:COLUMN apart. Raises UsageError where there is no such file."""
    target = ExplainTarget(file=Path(text))
    found = None if target.path.exists() else _PLACE.fullmatch(text)
    if found is not None:
        target = ExplainTarget(file=Path(found["file"]), line=int(found["line"]), column=int(found["column"] or 0))
    if target.path.is_dir():
        raise _target_error(target, "a folder", "name one file, or FILE:LINE for a row")
    if not target.path.exists():
        raise UsageError.because("source-missing", "no such file", "name a file", path=shown_path(target.file))
    return target


def find_source(target: ExplainTarget, sources: Sequence[Path]) -> Path:
    """Return the one of `sources` that the file lies in. Raises UsageError where there is none."""
    found = next((each for each in sources if _is_in(target.path, absolute(each))), None)
    if found is None:
        named = ", ".join(shown_path(each) for each in sources)
        raise _target_error(target, f"not in a source, which is {named}", "name a file in there, or SOURCE too")
    return found


def _is_in(file: Path, source: Path) -> bool:
    """Whether a file lies in a source; a folder in it may be a link, which an export follows."""
    return file.is_relative_to(source) or lies_in(file, source)


def find_input(target: ExplainTarget, source: Path, settings: Settings, options: RunOptions) -> InputFile:
    """Return the input that the target names in `source`. Raises UsageError where no row is at its line."""
    named = source if absolute(source) == target.path else target.file
    inputs = list(listing.every(settings, _only(options, named)))
    if not inputs:
        raise _target_error(target, "a file without an article", "name a file that holds one")
    if inputs[0].item is None:
        return inputs[0]
    return _item(target, inputs)


def _only(options: RunOptions, source: Path) -> RunOptions:
    return RunOptions(sources=[source], now=options.now)


def _item(target: ExplainTarget, inputs: Sequence[InputFile]) -> InputFile:
    """The row at the line, else the one above it."""
    places = [(each.item.place.line, each.item.place.column) for each in inputs if each.item is not None]
    if not target.line:
        if len(inputs) == 1:
            return inputs[0]
        line, column = places[0]
        first = f"{shown_path(target.file)}:{line}" + (f":{column}" if line == places[1][0] else "")
        raise _target_error(target, f"a file of {len(inputs):,} articles", f"name the line of one, such as {first}")
    exact = [each for each, place in zip(inputs, places, strict=True) if place[0] == target.line]
    if exact and not target.column:
        return exact[0]
    wanted = (target.line, target.column or 1)
    before = [each for each, place in zip(inputs, places, strict=True) if place <= wanted]
    if not before or target.line > _count_lines(target.path):
        fix = f"the articles begin at the lines {places[0][0]} to {places[-1][0]}"
        raise _target_error(target, f"no article at line {target.line}", fix)
    until = (target.line, target.column or _LINE_END)
    if (hidden := find_unread_item(target.path, inputs[0].format, until, places)) is not None:
        message = f"what begins at line {hidden} is no post that everybody may read"
        raise _target_error(target, message, f"the articles begin at the lines {places[0][0]} to {places[-1][0]}")
    return before[-1]


def _count_lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for _ in stream)


def why_unread(target: ExplainTarget, source: Path, settings: Settings) -> str:
    """Why an export of `source` passes the file over; "" where it reads it."""
    root = absolute(source)
    if root == target.path:
        return ""
    if any((root / each.name) == target.path for each in walk.files(root, settings)):
        return ""
    return next(_reasons(target.path, root, settings), "an export does not come to it")


def _reasons(path: Path, root: Path, settings: Settings) -> Iterator[str]:
    own = settings.of_source(root)
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    site = settings.source_site
    dialect = registry.find(site.dialect) if site and site.is_recognised else None
    suffixes = dialect.suffixes if dialect else folder.SUFFIXES
    if lies_in(path, settings.out):
        yield f"it lies in the out folder {shown_path(settings.out)}"
    if own.exclude and matcher(own.exclude)(name):
        yield f"source.exclude is {', '.join(own.exclude)}"
    if own.include and not matcher(own.include)(name):
        yield f"source.include is {', '.join(own.include)}"
    if not name.lower().endswith(suffixes):
        yield f"of a folder only {', '.join(f'*{each}' for each in suffixes)} are read"
    hidden = next((each for each in name.split("/") if each.startswith(".")), "")
    if hidden:
        yield f"the name {hidden} begins with a dot"
    passed = {*folder.OTHER_FOLDERS, *(dialect.passed_over if dialect else ())}
    other = next((each for each in name.split("/")[:-1] if each in passed), "")
    yield f"the folder {other} has no articles" if other else f"no article is called {path.name}"


def is_item_file(target: ExplainTarget, settings: Settings) -> bool:
    """Whether the file holds many articles."""
    found = listing.item_file(target.file, settings.of_source(target.path))
    return found is not None and found[1] != FOLDER


def _target_error(target: ExplainTarget, seen: str, right: str) -> UsageError:
    return UsageError.because("explain-target", seen, right, path=shown_path(target.file))
