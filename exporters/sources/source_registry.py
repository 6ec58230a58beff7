"""Which sources there are besides folders: ours, and those of plugins, in the entry-point group `outfeed.sources`."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import UsageError
from exporters.settings.source_formats import FOLDER, source_format, source_plugins
from exporters.sources.folder import SUFFIXES
from exporters.sources.source import Source, SourceFile

HEAD: Final = 1 << 16  # bytes by which a format is recognised
_OURS: Final[Mapping[str, tuple[str, str]]] = {  # in the order in which a content is looked at
    "wxr": ("exporters.sources.wordpress", "WordPressSource"),
    "feed": ("exporters.sources.feed_items", "FeedSource"),
    "ghost": ("exporters.sources.ghost", "GhostSource"),
    "jsonl": ("exporters.sources.rows", "JsonLinesSource"),
    "json": ("exporters.sources.json_list", "JsonListSource"),
    "csv": ("exporters.sources.csv_rows", "CsvSource"),
}


@cache
def find(name: str) -> Source:
    """The source of that name. Raises UsageError where there is none, or where it can't be loaded."""
    if name in _OURS:
        module, made = _OURS[name]
        return getattr(import_module(module), made)()  # type: ignore[no-any-return]
    if (unknown := source_format(name)) is not None:
        raise UsageError(unknown)
    point = source_plugins()[name]
    origin = point.dist.name if point.dist else "an unknown package"
    try:
        loaded = point.load()
        source = loaded() if isinstance(loaded, type) else loaded
        fault = _fault(source, name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a stranger's code may raise anything
        fault = f"{type(error).__name__}: {str(error)[:200]}"
    if fault:
        seen = f"the format {name} of {origin} can't be used: {fault}"
        raise UsageError(Diagnostic("plugin-broken", seen, "update or remove the package"))
    return source  # type: ignore[no-any-return]


def _fault(source: Any, name: str) -> str:
    """What a source lacks, "" where nothing."""
    if getattr(source, "name", None) != name:
        return f"its name is not {name}, as its entry point says"
    if not isinstance(getattr(source, "suffixes", None), tuple):
        return 'it has no suffixes such as (".csv",)'
    missing = [each for each in ("recognises", "items", "content") if not callable(getattr(source, each, None))]
    return f"it has no method {missing[0]}" if missing else ""


def is_ours(name: str) -> bool:
    """Whether the source of that name is built in."""
    return name in _OURS


def versions() -> bytes:
    """What stands for the plugins that are installed, whose versions may shape an article."""
    found = ((name, point.value, point.dist.version if point.dist else "") for name, point in source_plugins().items())
    return repr(sorted(found)).encode()


def recognise(file: SourceFile) -> str:
    """The format of a file: by its suffix and what it begins with; `folder` where it is an article of its own.

    Raises OSError and ValueError where it can't be read.
    """
    suffix = file.path.suffix.lower() if not file.is_spooled else ""
    if suffix in SUFFIXES:
        return FOLDER
    with file.open() as stream:
        head = stream.read(HEAD)
    fitting = [each for each in _every() if suffix and suffix in each.suffixes]
    found = next((each.name for each in fitting or _every() if each.recognises(head)), None)
    if found is not None:
        return found
    return fitting[-1].name if fitting else FOLDER


def _every() -> Iterator[Source]:
    for name in (*sorted(source_plugins()), *_OURS):
        yield find(name)
