"""The sources in `outfeed.yaml`: `source`, or several places that articles come from."""

import os
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace

from exporters.diagnostics.diagnostic import Diagnostic, clipped
from exporters.settings import rules
from exporters.settings.built_site import read_built, selector
from exporters.settings.section import SettingsSection
from exporters.settings.source_formats import HTML, source_format
from exporters.settings.source_site import FieldRule
from exporters.settings.values import SourceSettings
from exporters.support.paths import absolute

MOST_SOURCES: Final = 1_000


def read_sources(settings: SettingsSection, folder: Path, *, is_read: bool) -> tuple[SourceSettings, ...]:
    """The entries of `sources`, with paths relative to `folder`. Add what is wrong.

    `is_read` says whether they will be read, so that each has to be there.
    """
    if "sources" in settings.values and "source" in settings.values:
        message, fix = "source is given too", "move what it says into an entry of sources"
        settings.add("sources", Diagnostic("key-repeated", message, fix))
    found: dict[Path, SourceSettings] = {}
    for entry in settings.mappings("sources", MOST_SOURCES):
        each = _read_entry(entry, folder, is_read=is_read)
        if each.path in found:
            entry.add("path", Diagnostic("key-repeated", "an entry of sources has it already", "take one of them out"))
        found[each.path] = each
    return tuple(found.values())


def _read_entry(entry: SettingsSection, folder: Path, *, is_read: bool) -> SourceSettings:
    path = entry.text("path", rules.text) or "."
    if is_read and not os.path.lexists(folder / path):
        message, fix = f"no file or folder {clipped(path)}", "name one, relative to this file"
        entry.add("path", Diagnostic("source-missing", message, fix))
    return read_source(entry, folder, is_read=is_read, root=absolute(folder / path))


def read_source(section: SettingsSection, folder: Path, *, is_read: bool, root: Path | None = None) -> SourceSettings:
    """The values of `source`, or of one of `sources`, which lies at `root`. Add what is wrong."""
    _check_together(section)
    values = section.values
    built, select = read_built(section, folder, is_read=is_read), section.text("select", selector)
    if built is not None and built.select is None:
        built = replace(built, select=select)
    return SourceSettings(
        path=root or absolute(folder / (section.text("path", rules.text) or ".")),
        format=section.text("format", source_format) or "",
        timezone=section.parsed("timezone", rules.timezone),
        include=section.texts("include", rules.glob),
        exclude=section.texts("exclude", rules.glob),
        future=values.get("future") if values.get("future") in ("export", "hold") else None,
        hold_future=values.get("future") == "hold",
        id_prefix=section.text("id_prefix", rules.text) or "",
        dialect=section.text("dialect") or "auto",
        permalink=section.text("permalink"),
        fields={name: _field_rule(each) for name, each in section.within("fields").values.items()},
        built=built,
        select=select,
        root=root,
    )


def _check_together(section: SettingsSection) -> None:
    """Report keys that do not go with the format."""
    if section.values.get("format") == HTML and "built" in section.values:
        message, fix = "the pages of a built site are the articles themselves", "take one of format and built out"
        section.add("built", Diagnostic("format-apart", message, fix))


def _field_rule(value: Any) -> FieldRule:
    """`headline`, `[headline, title]`, `{value: article}`, `{pattern: "{series}: {title}"}`."""
    if isinstance(value, dict):
        return FieldRule(value=value.get("value"), pattern=value.get("pattern"))
    return FieldRule(names=tuple(value) if isinstance(value, list) else (value,))
