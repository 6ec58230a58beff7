"""Which dialects there are: ours, and those of plugins, which register in the entry-point group `outfeed.dialects`."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Final

from exporters.errors import UsageError
from exporters.support.nearest import did_you_mean

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


def names() -> tuple[str, ...]:
    """The names that `source.dialect` may have, but for `auto`."""
    plugins = sorted({each.name for each in entry_points(group=GROUP)} - {*OURS, "everyday", "auto"})
    return ("everyday", *OURS, *plugins)


@cache
def find(name: str) -> "Dialect":
    """The dialect of that name. Raises UsageError where there is none, or it can't be loaded."""
    if name == "everyday":
        name = "plain"  # articles without today's names are read as plain ones are, where the settings say so
    if name in OURS:
        ours: Dialect = import_module(f"exporters.sources.dialects.{name}").DIALECT
        return ours
    point = next((each for each in entry_points(group=GROUP) if each.name == name), None)
    if point is None:
        seen = f"{name} is not a dialect"
        raise UsageError.because("dialect-unknown", seen, did_you_mean(name, names()))
    try:
        loaded = point.load()
    except (Exception, SystemExit) as error:
        seen = f"the dialect {name} can't be used: {type(error).__name__}: {str(error)[:200]}"
        raise UsageError.because("dialect-unknown", seen, "update or remove the package") from error
    from exporters.sources.dialects import dialect as seam

    if not isinstance(loaded, seam.Dialect) or loaded.name != name:
        seen = f"the dialect {name} can't be used: its entry point names no Dialect of that name"
        raise UsageError.because("dialect-unknown", seen, "update or remove the package")
    return loaded


def version(name: str) -> bytes:
    """What stands for the plugin that brings the dialect of that name, b"" for one of ours."""
    if name in OURS or name == "everyday":
        return b""
    found = (each for each in entry_points(group=GROUP) if each.name == name)
    return repr([(each.value, each.dist.version if each.dist else "") for each in found]).encode()
