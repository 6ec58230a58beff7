"""The names of source formats, built in and of plugins. No reader is imported to list them."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.support.nearest import did_you_mean
from exporters.support.plugins import entry_points

SOURCE_PLUGINS: Final = "outfeed.sources"  # the entry-point group
FOLDER: Final = "folder"  # each article is a file
HTML: Final = "html"  # the pages of a built site
BUILT_IN: Final = ("wxr", "feed", "ghost", "jsonl", "json", "csv")


@cache
def source_plugins() -> Mapping[str, EntryPoint]:
    """Return the entry points of plugins by name, without those that have the name of a built-in format."""
    points = entry_points(group=SOURCE_PLUGINS)
    return {point.name: point for point in reversed(points) if point.name not in (*BUILT_IN, FOLDER, HTML)}


def source_format(name: str) -> Diagnostic | None:
    """Return the problem if `name` is not the name of a source format."""
    formats = [FOLDER, HTML, *BUILT_IN, *sorted(source_plugins())]
    if name in formats:
        return None
    return Diagnostic("format-unknown", f"no source has the format {name[:60]}", did_you_mean(name, formats))
