"""Reads `outfeed.yaml` into values."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from exporters.diagnostics import Diagnostic, shown
from exporters.documents.yaml import Document
from exporters.errors import SettingsError
from exporters.model.article import Person
from exporters.paths import absolute, shown_path
from exporters.settings import aliases, feeds, ids, rules
from exporters.settings.problems import problems, zone
from exporters.settings.reading import yaml_of
from exporters.settings.told import Told
from exporters.settings.values import FeedSettings, Known, PageSettings


class Own(Struct, frozen=True, kw_only=True):
    """What `outfeed.yaml` says; None and empty where it says nothing."""

    known: Known = Known()
    source: Path = Path()
    out: Path | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hold_future: bool = False
    formats: tuple[str, ...] | None = None
    feeds: tuple[FeedSettings, ...] = (FeedSettings(),)
    aliases: Mapping[str, Mapping[str, str]] = {}
    pages: PageSettings | None = PageSettings()
    stylesheet: str | None = None
    hubs: tuple[str, ...] = ()
    ids: Mapping[str, str] = {}
    ids_file: Path | None = None
    tombstones: bool = False


def read(file: Path) -> Own:
    """The settings in `file`. Raises SettingsError with every problem found, each at its line and column."""
    document = yaml_of(file)
    found = [each.at(shown_path(file)) for each in problems(document)]
    value = document.value or {}
    found += _templates_missing(file, document, value)
    if found:
        raise SettingsError(sorted(found, key=lambda each: (each.line, each.column, each.field)))
    return _made(document, value, file.parent)


def _made(document: Document, value: dict[str, Any], folder: Path) -> Own:
    """The values of a file without problems."""
    site, source = value.get("site", {}), value.get("source", {})
    author = site.get("author")
    ids_file = absolute(folder / value["ids"]) if "ids" in value else None
    told = Told(document)
    return Own(
        known=Known(
            title=feeds.tidied(site.get("title")),
            description=feeds.tidied(site.get("description")),
            url=_base(site.get("url")),
            feeds_url=_base(site.get("feeds_url")),
            language=site.get("language"),
            author=Person(name=rules.tidy(author["name"]), url=author.get("url")) if author else None,
            timezone=rules.zone_of(source["timezone"]) if "timezone" in source else None,
        ),
        source=absolute(folder / source.get("path", ".")),
        out=absolute(folder / value["out"]) if "out" in value else None,
        include=tuple(source.get("include", ())),
        exclude=tuple(source.get("exclude", ())),
        hold_future=source.get("future") == "hold",
        formats=feeds.formats(value),
        feeds=feeds.read(told, value, zone(value)),
        aliases=aliases.read(told, value.get("aliases")),
        pages=_pages(value.get("pages", True), folder),
        stylesheet=_stylesheet(value.get("stylesheet", False)),
        hubs=tuple(value.get("hubs", ())),
        ids=ids.read(ids_file) if ids_file else {},
        ids_file=ids_file,
        tombstones=value.get("tombstones", False),
    )


def _pages(value: bool | dict[str, Any], folder: Path) -> PageSettings | None:  # noqa: FBT001  (as the file has it)
    if isinstance(value, bool):
        return PageSettings() if value else None
    templates = value.get("templates")
    return PageSettings(
        images=value.get("images", False), templates=absolute(folder / templates) if templates else None
    )


def _stylesheet(value: bool | str) -> str | None:  # noqa: FBT001  (as the file has it)
    """The address of a style sheet, "" for our own, None for none."""
    return value if isinstance(value, str) else "" if value else None


def _templates_missing(file: Path, document: Document, value: dict[str, Any]) -> list[Diagnostic]:
    """Templates that are not there would be passed over in silence."""
    pages = value.get("pages")
    named = pages.get("templates") if isinstance(pages, dict) else None
    if not isinstance(named, str) or not named or rules.text(named) or (file.parent / named).is_dir():
        return []
    wrong = rules.Wrong("templates-missing", f"{shown(named)} is no folder", "write one, relative to this file")
    place = document.place(("pages", "templates"))
    return [wrong.diagnostic("pages.templates", *place).at(shown_path(file))]


def _base(value: str | None) -> str | None:
    return None if value is None else rules.base(value)
