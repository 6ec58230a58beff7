"""Read the list `sources` in `outfeed.yaml`: several folders or files of articles."""

import os
from pathlib import Path
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, clipped
from exporters.settings import rules
from exporters.settings.id_rules import id_rule
from exporters.settings.section import SettingsSection
from exporters.settings.source_formats import source_format
from exporters.settings.values import SourceSettings
from exporters.support.paths import absolute

MOST_SOURCES: Final = 1_000


def read_sources(settings: SettingsSection, folder: Path, *, is_read: bool) -> tuple[SourceSettings, ...]:
    """Return the entries of `sources`; paths are relative to `folder`. Add problems.

    `is_read`: the run reads them, so each must exist.
    """
    if "sources" in settings.values and "source" in settings.values:
        message, fix = "source is given too", "move its keys into an entry of sources"
        settings.add("sources", Diagnostic("key-repeated", message, fix))
    sources: dict[Path, SourceSettings] = {}
    for entry in settings.mappings("sources", MOST_SOURCES):
        source = _read_source(entry, folder, is_read=is_read)
        if source.path in sources:
            entry.add("path", Diagnostic("key-repeated", "another entry of sources has it too", "remove one of them"))
        sources[source.path] = source
    return tuple(sources.values())


def _read_source(entry: SettingsSection, folder: Path, *, is_read: bool) -> SourceSettings:
    path = entry.text("path", rules.text) or "."
    if is_read and not os.path.lexists(folder / path):
        message, fix = f"no file or folder {clipped(path)}", "name one, relative to this file"
        entry.add("path", Diagnostic("source-missing", message, fix))
    return SourceSettings(
        path=absolute(folder / path),
        format=entry.text("format", source_format) or "",
        timezone=entry.parse("timezone", rules.timezone),
        include=entry.texts("include", rules.glob),
        exclude=entry.texts("exclude", rules.glob),
        hold_future=entry.values.get("future") == "hold",
        id_prefix=entry.text("id_prefix", rules.text) or "",
        ids=entry.text("ids", id_rule) or "",
    )
