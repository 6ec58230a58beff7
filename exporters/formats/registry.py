"""The registry of formats: built-in ones, and plugins of the entry-point group `outfeed.exporters`.

`list_names` imports nothing. An export loads every plugin, to warn of broken ones.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import UsageError
from exporters.support.lazy_regex import lazy_regex
from exporters.support.nearest import did_you_mean
from exporters.support.plugins import entry_points

if TYPE_CHECKING:
    from exporters.formats.exporter import Exporter, Scope
    from exporters.model.feed import Feed


@dataclass(frozen=True, slots=True)
class BuiltInExporter:
    """A built-in exporter, imported on its first use: an export with nothing to write imports none."""

    name: str
    media_type: str
    filename: str
    module: str
    scope: "Scope" = "feed"
    has_companions: bool = False  # whether it writes companion files

    def write(self, feed: "Feed", out: BinaryIO) -> None:
        """Write the document of `feed` to `out`."""
        self.load().write(feed, out)

    def load(self) -> Any:
        """Import and return the exporter."""
        return import_module(self.module).EXPORTER


def load(exporter: "Exporter") -> "Exporter":
    """Return the exporter, imported if it is a built-in one."""
    return exporter.load() if isinstance(exporter, BuiltInExporter) else exporter


GROUP: Final = "outfeed.exporters"

_BUILT_IN: Final[dict[str, BuiltInExporter]] = {
    each.name: each
    for each in (
        BuiltInExporter("rss", "application/rss+xml", "rss.xml", "exporters.formats.rss", has_companions=True),
        BuiltInExporter("atom", "application/atom+xml", "atom.xml", "exporters.formats.atom"),
        BuiltInExporter("json", "application/feed+json", "feed.json", "exporters.formats.jsonfeed"),
        BuiltInExporter("csv", "text/csv", "feed.csv", "exporters.formats.csvfile", has_companions=True),
    )
}
NEWS_SITEMAP: Final = "news-sitemap"
_BUILT_INS: Final[Mapping[str, BuiltInExporter]] = _BUILT_IN | {
    each.name: each
    for each in (
        BuiltInExporter("sitemap", "application/xml", "sitemap.xml", "exporters.formats.sitemap", "site"),
        BuiltInExporter(NEWS_SITEMAP, "application/xml", "news-sitemap.xml", "exporters.formats.newssitemap", "site"),
    )
}
_CHAPTERS: Final = lazy_regex(r"[0-9a-f]{16}\.chapters(?:-[0-9]{4}(?:-[0-9]{2})?)?\.json")
_RESERVED_NAME: Final = lazy_regex(  # file names of the built-in formats and of the site
    r"feed\.csv-metadata\.json|sitemap-[0-9]+\.xml|feeds\.opml|index\.html|snippet\.html|manifest\.json|feed\.css"
    r"|(?:rss|atom|feed)-[0-9]{4}(?:-[0-9]{2})?\.(?:xml|json)|" + _CHAPTERS.pattern
)
_FILENAME: Final = lazy_regex(
    r"(?=.{1,100}\Z)[A-Za-z0-9][A-Za-z0-9_-]*\.[A-Za-z0-9._-]+"
)  # so that no file has the name of a folder, which has no dot
_MEDIA_TYPE: Final = lazy_regex(r"[a-z0-9.+-]+/[a-z0-9.+-]+")


class RegisteredFormat(NamedTuple):
    """A format: its name, its origin, and its exporter or the reason why it can't be used."""

    name: str
    origin: str  # "built-in", or the plugin's distribution
    exporter: "Exporter | None"
    problem: str = ""


@cache
def _find_plugins() -> Mapping[str, EntryPoint]:
    """Return the entry points of plugins by name; the first of two with one name, ordered by their values."""
    points = entry_points(group=GROUP)
    return {point.name: point for point in reversed(points)}


def list_names() -> list[str]:
    """Return the names of all formats, built-in ones first, without an import."""
    return [*_BUILT_INS, *sorted(name for name in _find_plugins() if name not in _BUILT_INS)]


def load_all() -> list[RegisteredFormat]:
    """Return all formats; plugins are imported."""
    built_ins = [RegisteredFormat(name, "built-in", each) for name, each in _BUILT_INS.items()]
    return built_ins + [_load_plugin(name, point) for name, point in sorted(_find_plugins().items())]


def find_exporters(names: Iterable[str], settings_file: str = "") -> "list[Exporter]":
    """Return the exporters of `names`, each once, in order; `settings_file` is the file that names them.

    Raises UsageError with every unknown or broken format, and if two would write the same file.
    """
    exporters, problems = _find(names)
    if problems:
        raise UsageError([each.at(settings_file) for each in problems])
    return exporters


def find_problems(names: Sequence[str]) -> list[Diagnostic]:
    """Return the problems of `names`, for which `find_exporters` raises."""
    return _find(names)[1]


def _find(names: Iterable[str]) -> "tuple[list[Exporter], list[Diagnostic]]":
    problems: list[Diagnostic] = []
    exporters: list[Exporter] = []
    for name in dict.fromkeys(names):
        if name in _BUILT_INS:
            exporters.append(_BUILT_INS[name])
        elif name in _find_plugins():
            plugin = _load_plugin(name, _find_plugins()[name])
            if plugin.exporter is None:
                message = f"the format {name} of {plugin.origin} can't be used: {plugin.problem}"
                problems.append(_error("plugin-broken", message, "update or remove the package"))
            else:
                exporters.append(plugin.exporter)
        else:
            problems.append(_error("format-unknown", f"no format {name}", did_you_mean(name, list_names())))
    problems += [
        _error("plugin-broken", f"{one.name} and {other.name} both write {one.filename}", "choose one of them")
        for rank, one in enumerate(exporters)
        for other in exporters[:rank]
        if one.filename.lower() == other.filename.lower()
    ]
    return exporters, problems


def find_broken_plugins() -> list[Diagnostic]:
    """Return a warning for each plugin that can't be used."""
    return [
        Diagnostic(
            rule="plugin-broken",
            level=Level.WARNING,
            message=f"the format {each.name} of {each.origin} can't be used: {each.problem}",
            fix="update or remove the package",
        )
        for each in (_load_plugin(name, point) for name, point in sorted(_find_plugins().items()))
        if each.problem
    ]


def is_feed_format(name: str) -> bool:
    """Return whether the name is that of a built-in format that writes feeds."""
    return name in _BUILT_IN


def get_built_in(name: str) -> BuiltInExporter:
    """Return the built-in exporter of that name. Raises KeyError for another name."""
    return _BUILT_INS[name]


@cache
def _load_plugin(name: str, point: EntryPoint) -> RegisteredFormat:
    """Load a plugin. Any exception of its code becomes the problem of the format."""
    origin = point.dist.name if point.dist else "an unknown package"
    if name in _BUILT_INS:
        return RegisteredFormat(name, origin, None, "the name is that of a built-in format")
    try:
        target = point.load()
        exporter = target() if isinstance(target, type) else target
        problem = _find_fault(exporter, name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 — the code of a plugin may raise anything
        return RegisteredFormat(name, origin, None, f"{type(error).__name__}: {str(error)[:200]}")
    return RegisteredFormat(name, origin, None if problem else exporter, problem)


def _find_fault(exporter: Any, name: str) -> str:
    """Return why an exporter is unusable; "" for a good one."""
    if getattr(exporter, "name", None) != name:
        return f"its name is not {name}, as its entry point says"
    if not callable(getattr(exporter, "write", None)):
        return "it has no method write(feed, out)"
    if getattr(exporter, "scope", None) not in ("feed", "site"):
        return 'its scope is neither "feed" nor "site"'
    if not _MEDIA_TYPE.fullmatch(str(getattr(exporter, "media_type", ""))):
        return "it has no media_type such as text/plain"
    filename = str(getattr(exporter, "filename", ""))
    if not is_filename(filename):
        return "it has no filename such as feed.txt"
    if filename.lower() in {each.filename for each in _BUILT_INS.values()} or _RESERVED_NAME.fullmatch(
        filename.lower()
    ):
        return f"{filename} is the file of a built-in format"
    return ""


def is_chapters(name: str) -> bool:
    """Return whether a file in the folder of a feed has the chapters of an episode."""
    return _CHAPTERS.fullmatch(name.rpartition("/")[2]) is not None


def is_filename(name: str) -> bool:
    """Return whether a document may have this name: one word without folders, valid on every system."""
    stem = name.partition(".")[0].lower()
    is_device = stem in ("con", "prn", "aux", "nul") or re.fullmatch(r"(?:com|lpt)[0-9]", stem) is not None
    return bool(_FILENAME.fullmatch(name)) and not name.endswith(".") and not is_device


def _error(rule: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(rule=rule, message=message, fix=fix)
