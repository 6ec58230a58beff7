"""Which dialects there are: ours, and those of plugins, which register in the entry-point group `outfeed.dialects`."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any, Final

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import UsageError
from exporters.support.nearest import did_you_mean
from exporters.support.plugins import entry_points

if TYPE_CHECKING:  # a site of no generator needs none of them
    from exporters.sources.dialects.dialect import Dialect

GROUP: Final = "outfeed.dialects"
_TOML_YAML_JSON: Final = ("toml", "yaml", "yml", "json")
_SCRIPTS: Final = ("js", "ts", "mjs", "cjs", "mts")
OURS: Final[Mapping[str, frozenset[str]]] = {  # in the order in which sites are recognised, with a file of each
    "hexo": frozenset({"_config.yml", "_config.yaml"}),
    "jekyll": frozenset({"_config.yml", "_config.yaml"}),
    "zola": frozenset({"zola.toml", "config.toml"}),
    "hugo": frozenset({"config", *(f"{stem}.{end}" for stem in ("hugo", "config") for end in _TOML_YAML_JSON)}),
    "pelican": frozenset({"pelicanconf.py"}),
    "nikola": frozenset({"conf.py"}),
    "mkdocs": frozenset({"mkdocs.yml", "mkdocs.yaml"}),
    "eleventy": frozenset({".eleventy.js", *(f"eleventy.config.{end}" for end in _SCRIPTS)}),
    "astro": frozenset(f"astro.config.{end}" for end in _SCRIPTS),
    "docusaurus": frozenset(f"docusaurus.config.{end}" for end in _SCRIPTS),
    "quarto": frozenset({"_quarto.yml", "_quarto.yaml"}),
    "obsidian": frozenset({".obsidian"}),
    "plain": frozenset(),
}
_FIX: Final = "update or remove the package"


@cache
def dialect_plugins() -> Mapping[str, EntryPoint]:
    """The entry points of plugins by name; the name of one of ours stays ours."""
    found = entry_points(group=GROUP)
    return {point.name: point for point in reversed(found) if point.name not in (*OURS, "everyday", "auto")}


def names() -> tuple[str, ...]:
    """The names that `source.dialect` may have, but for `auto`."""
    return ("everyday", *OURS, *sorted(dialect_plugins()))


def is_plugin(name: str) -> bool:
    """Whether a dialect is that of another package."""
    return name in dialect_plugins()


def versions() -> bytes:
    """What stands for the plugins that are installed, whose versions may shape an article."""
    found = ((name, point.value, point.dist.version if point.dist else "") for name, point in dialect_plugins().items())
    return repr(sorted(found)).encode()


@cache
def find(name: str) -> "Dialect":
    """The dialect of that name. Raises UsageError where there is none, or it can't be loaded."""
    if name == "everyday":
        name = "plain"  # articles without today's names are read as plain ones are, where the settings say so
    if name in OURS:
        ours: Dialect = import_module(f"exporters.sources.dialects.{name}").DIALECT
        return ours
    if name not in dialect_plugins():
        seen = f"{name} is not a dialect"
        raise UsageError.because("dialect-unknown", seen, did_you_mean(name, names()))
    dialect, fault = _load(name)
    if dialect is None:
        raise UsageError(_broken_plugin(name, fault))
    return dialect


@cache
def _load(name: str) -> "tuple[Dialect | None, str]":
    """The dialect of a plugin, else why there is none. What its code raises becomes the reason."""
    from exporters.sources.dialects.dialect import Dialect

    try:
        loaded: Any = dialect_plugins()[name].load()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a stranger's code may raise anything
        return None, f"{type(error).__name__}: {str(error)[:200]}"
    if not isinstance(loaded, Dialect) or loaded.name != name:
        return None, "its entry point names no Dialect of that name"
    return loaded, ""


def plugin_failure(name: str, error: Exception) -> Diagnostic:
    """The problem of a dialect that raised `error` while it was used."""
    return _broken_plugin(name, f"{type(error).__name__}: {str(error)[:200]}")


def _broken_plugin(name: str, fault: str) -> Diagnostic:
    dist = dialect_plugins()[name].dist
    origin = dist.name if dist else "an unknown package"
    return Diagnostic("plugin-broken", f"the dialect {name} of {origin} can't be used: {fault}", _FIX)


def working_plugins() -> list["Dialect"]:
    """The dialects of plugins that can be used, by name."""
    found = (_load(name)[0] for name in sorted(dialect_plugins()))
    return [each for each in found if each is not None]


def find_broken_plugins() -> list[Diagnostic]:
    """Return a warning for each plugin that can't be used."""
    faults = ((name, _load(name)[1]) for name in sorted(dialect_plugins()))
    return [_broken_plugin(name, fault)._replace(level=Level.WARNING) for name, fault in faults if fault]
