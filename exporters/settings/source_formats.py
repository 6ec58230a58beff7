"""The names of formats that sources may have. Nothing is loaded to know them."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.support.nearest import did_you_mean

SOURCE_PLUGINS: Final = "outfeed.sources"  # the entry-point group
FOLDER: Final = "folder"  # articles that are files of their own
HTML: Final = "html"  # the pages of a built site
BUILT_IN: Final = ("wxr", "feed", "ghost", "jsonl", "json", "csv")


@cache
def source_plugins() -> Mapping[str, EntryPoint]:
    """The entry points of plugins by name; the name of one of ours stays ours."""
    found = sorted(entry_points(group=SOURCE_PLUGINS), key=lambda point: (point.name, point.value))
    return {point.name: point for point in reversed(found) if point.name not in (*BUILT_IN, FOLDER, HTML)}


def source_format(name: str) -> Diagnostic | None:
    """What is wrong with the name of a format of a source; None where nothing is."""
    known = [FOLDER, HTML, *BUILT_IN, *sorted(source_plugins())]
    if name in known:
        return None
    return Diagnostic("format-unknown", f"no source has the format {name[:60]}", did_you_mean(name, known))
