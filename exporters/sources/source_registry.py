"""Which sources there are besides folders: ours, and those of plugins, in the entry-point group `outfeed.sources`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import ArticleError, OutfeedError, UsageError
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
    source, fault = _load(name)
    if source is None:
        raise UsageError(_broken_plugin(name, fault))
    return source


@cache
def _load(name: str) -> tuple[Source | None, str]:
    """The source of a plugin, else why there is none. What its code raises becomes the reason."""
    try:
        loaded = source_plugins()[name].load()
        source = loaded() if isinstance(loaded, type) else loaded
        fault = _fault(source, name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a stranger's code may raise anything
        return None, f"{type(error).__name__}: {str(error)[:200]}"
    return (None, fault) if fault else (source, "")


def _broken_plugin(name: str, fault: str) -> Diagnostic:
    dist = source_plugins()[name].dist
    origin = dist.name if dist else "an unknown package"
    return Diagnostic(
        "plugin-broken", f"the source {name} of {origin} can't be used: {fault}", "update or remove the package"
    )


def find_broken_plugins() -> list[Diagnostic]:
    """Return a warning for each plugin that can't be used."""
    faults = ((name, _load(name)[1]) for name in sorted(source_plugins()))
    return [_broken_plugin(name, fault)._replace(level=Level.WARNING) for name, fault in faults if fault]


@contextmanager
def blame_plugin(name: str) -> Iterator[None]:
    """Have what the code of a plugin raises name the plugin; it may raise ArticleError and OSError itself.

    Raises ArticleError.
    """
    try:
        yield
    except (OutfeedError, OSError):
        raise
    except Exception as error:
        if name not in source_plugins():
            raise
        raise ArticleError(_broken_plugin(name, f"{type(error).__name__}: {str(error)[:200]}")) from error


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
    for name in (*(each for each in sorted(source_plugins()) if _load(each)[0]), *_OURS):
        yield find(name)
