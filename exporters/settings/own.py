"""Reads `outfeed.yaml` into values."""

import os
from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Any

from msgspec import Struct

from exporters.diagnostics.diagnostic import Diagnostic, clipped, shown
from exporters.errors import SettingsError
from exporters.model.article import Person
from exporters.settings import aliases, conditions, ids, rules, spans
from exporters.settings.find import yaml_of
from exporters.settings.names import canonical
from exporters.settings.problems import Problems, problems, zone
from exporters.settings.told import Told
from exporters.settings.values import LIMIT, FeedSettings, Known, PageSettings
from exporters.support.paths import absolute, shown_path
from exporters.yamldoc.positions import YamlDocument


def read_feeds(told: Told, value: dict[str, Any], zone: tzinfo) -> tuple[FeedSettings, ...]:
    """The feeds of the settings `value`: one of the whole site where it names none."""
    if "feeds" not in value:
        return (FeedSettings(),)
    return tuple(_feed(told, number, feed, zone) for number, feed in enumerate(value["feeds"]))


def _feed(told: Told, number: int, value: dict[str, Any], zone: tzinfo) -> FeedSettings:
    place = told.document.place(("feeds", number))
    return FeedSettings(
        path=canonical(value.get("path", "")),
        id=value.get("id"),
        title=tidied(value.get("title")),
        description=tidied(value.get("description")),
        where=conditions.read(told, ("feeds", number, "where"), value.get("where"), zone),
        order=value.get("order", "newest"),
        window=_number(spans.window(value.get("window"))),
        limit=int(value.get("limit", LIMIT)),  # 50.0 is an integer for JSON Schema
        formats=formats(value),
        content=value.get("content", "full"),
        max_bytes=_number(spans.size(value.get("max_bytes"))),
        archive=value.get("archive"),
        language=value.get("language"),
        copyright=tidied(value.get("copyright")),
        icon=value.get("icon"),
        ttl=int(value["ttl"]) if "ttl" in value else None,
        line=place.line,
        column=place.column,
    )


def formats(value: dict[str, Any]) -> tuple[str, ...] | None:
    """The formats that `value` names; None where it names none."""
    return tuple(value["formats"]) if "formats" in value else None


def tidied(value: str | None) -> str | None:
    """A text on one line."""
    return None if value is None else rules.tidy(value)


def _number(found: int | rules.Wrong | None) -> int | None:
    return found if isinstance(found, int) else None


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


def read(file: Path, *, reads: bool = False, formats: Problems | None = None) -> Own:
    """The settings in `file`. Raises SettingsError with every problem found, each at its line and column.

    `reads` says whether articles will be read, so that the folder that it names has to be there. `formats` tells what
    is wrong with names of formats; None: nobody will write them.
    """
    document = yaml_of(file)
    found = problems(document, formats)
    value = document.value or {}
    found += _templates_missing(file, document, value)
    found += _source_missing(file, document, value) if reads else []
    kept, missing, elsewhere = _ids(file, document, value)
    found += missing
    if found or elsewhere:
        told = sorted(found, key=lambda each: (each.line, each.column, each.field))
        raise SettingsError([*(each.at(shown_path(file)) for each in told), *elsewhere])
    return _made(document, value, file.parent, kept)


def of_document(document: YamlDocument, name: str = "") -> Own:
    """The settings in `document`, which stand in no file: `name` is what messages call them.

    Paths in them are relative to the current folder. Raises SettingsError with every problem found.
    """
    if found := problems(document):
        raise SettingsError([each.at(name) for each in found])
    return _made(document, document.value, Path(), {})


def _made(document: YamlDocument, value: dict[str, Any], folder: Path, kept: Mapping[str, str]) -> Own:
    """The values of a file without problems."""
    site, source = value.get("site", {}), value.get("source", {})
    author = site.get("author")
    ids_file = absolute(folder / value["ids"]) if "ids" in value else None
    told = Told(document)
    return Own(
        known=Known(
            title=tidied(site.get("title")),
            description=tidied(site.get("description")),
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
        formats=formats(value),
        feeds=read_feeds(told, value, zone(value)),
        aliases=aliases.read(told, value.get("aliases")),
        pages=_pages(value.get("pages", True), folder),
        stylesheet=_stylesheet(value.get("stylesheet", False)),
        hubs=tuple(value.get("hubs", ())),
        ids=kept,
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


def _templates_missing(file: Path, document: YamlDocument, value: dict[str, Any]) -> list[Diagnostic]:
    """Templates that are not there would be passed over in silence."""
    pages = value.get("pages")
    named = pages.get("templates") if isinstance(pages, dict) else None
    if not isinstance(named, str) or not named or rules.text(named) or (file.parent / named).is_dir():
        return []
    wrong = rules.Wrong("templates-missing", f"{shown(named)} is no folder", "write one, relative to this file")
    place = document.place(("pages", "templates"))
    return [wrong.diagnostic("pages.templates", *place)]


def _source_missing(file: Path, document: YamlDocument, value: dict[str, Any]) -> list[Diagnostic]:
    """The folder of the articles, where it is not there."""
    source = value.get("source")
    named = source.get("path") if isinstance(source, dict) else None
    if not isinstance(named, str) or not named or rules.text(named) or os.path.lexists(file.parent / named):
        return []
    right = "name the folder of the articles, relative to this file"
    wrong = rules.Wrong("source-missing", f"no folder {clipped(named)}", right)
    return [wrong.diagnostic("source.path", *document.place(("source", "path")))]


def _ids(
    file: Path, document: YamlDocument, value: dict[str, Any]
) -> tuple[Mapping[str, str], list[Diagnostic], list[Diagnostic]]:
    """The ids in the file that `ids` names; what to tell of that key, and what to tell of that file."""
    named = value.get("ids")
    if not isinstance(named, str) or not named or rules.text(named):
        return {}, [], []
    try:
        return ids.read(absolute(file.parent / named)), [], []
    except SettingsError as error:
        if error.diagnostics[0].slug != "settings-missing":
            return {}, [], list(error.diagnostics)
    right = "name one, relative to this file, or take ids out"
    wrong = rules.Wrong("settings-missing", f"no file {clipped(named)}", right)
    return {}, [wrong.diagnostic("ids", *document.place(("ids",)))], []


def _base(value: str | None) -> str | None:
    return None if value is None else rules.base(value)
