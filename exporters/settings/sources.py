"""Read `source` and `sources` in `outfeed.yaml`: one or several folders or files of articles."""

import os
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace

from exporters.diagnostics.diagnostic import Diagnostic, clip_text
from exporters.settings import rules
from exporters.settings.built_site import check_selector, read_built
from exporters.settings.id_rules import id_rule
from exporters.settings.media import read_media
from exporters.settings.section import SettingsSection
from exporters.settings.source_formats import HTML, source_format
from exporters.settings.source_site import FieldRule
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
        source = _read_entry(entry, folder, is_read=is_read)
        if source.path in sources:
            entry.add("path", Diagnostic("key-repeated", "another entry of sources has it too", "remove one of them"))
        sources[source.path] = source
    return tuple(sources.values())


def _read_entry(entry: SettingsSection, folder: Path, *, is_read: bool) -> SourceSettings:
    path = entry.text("path", rules.text) or "."
    if is_read and not os.path.lexists(folder / path):
        message, fix = f"no file or folder {clip_text(path)}", "name one, relative to this file"
        entry.add("path", Diagnostic("source-missing", message, fix))
    return read_source(entry, folder, is_read=is_read, root=absolute(folder / path))


def read_source(section: SettingsSection, folder: Path, *, is_read: bool, root: Path | None = None) -> SourceSettings:
    """Return the values of `source`, or of an entry of `sources`, which lies at `root`. Add problems."""
    _check_together(section)
    values = section.values
    built, select = read_built(section, folder, is_read=is_read), section.text("select", check_selector)
    if built is not None and built.select is None:
        built = replace(built, select=select)
    return SourceSettings(
        path=root or absolute(folder / (section.text("path", rules.text) or ".")),
        format=section.text("format", source_format) or "",
        timezone=section.parse("timezone", rules.timezone),
        include=section.texts("include", rules.glob),
        exclude=section.texts("exclude", rules.glob),
        future=values.get("future") if values.get("future") in ("export", "hold") else None,
        hold_future=values.get("future") == "hold",
        id_prefix=section.text("id_prefix", rules.text) or "",
        ids=section.text("ids", id_rule) or "",
        dialect=section.text("dialect") or "auto",
        permalink=section.text("permalink"),
        fields={name: _read_field_rule(each) for name, each in section.subsection("fields").values.items()},
        built=built,
        media=read_media(section, folder, is_read=is_read),
        select=select,
        root=root,
    )


def _check_together(section: SettingsSection) -> None:
    """Add a problem for each key that the format excludes."""
    if section.values.get("format") == HTML and "built" in section.values:
        message, fix = "the pages of a built site are the articles themselves", "remove format or built"
        section.add("built", Diagnostic("format-apart", message, fix))


def _read_field_rule(value: Any) -> FieldRule:
    """Return the rule in `headline`, `[headline, title]`, `{value: article}` or `{pattern: "{series}: {title}"}`."""
    if isinstance(value, dict):
        return FieldRule(value=value.get("value"), pattern=value.get("pattern"))
    return FieldRule(names=tuple(value) if isinstance(value, list) else (value,))
