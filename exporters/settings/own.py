"""Reads `outfeed.yaml` into values."""

from pathlib import Path
from typing import Any

from msgspec import Struct

from exporters.errors import SettingsError
from exporters.model.article import Person
from exporters.paths import absolute, shown_path
from exporters.settings import rules
from exporters.settings.problems import problems
from exporters.settings.reading import yaml_of
from exporters.settings.values import LIMIT, FeedSettings, Known


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


def read(file: Path) -> Own:
    """The settings in `file`. Raises SettingsError with every problem found, each at its line and column."""
    document = yaml_of(file)
    if found := problems(document):
        raise SettingsError([each.at(shown_path(file)) for each in found])
    return _made(document.value or {}, file.parent)


def _made(value: dict[str, Any], folder: Path) -> Own:
    """The values of a file without problems."""
    site, source = value.get("site", {}), value.get("source", {})
    author = site.get("author")
    return Own(
        known=Known(
            title=_text(site.get("title")),
            description=_text(site.get("description")),
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
        formats=_formats(value),
        feeds=tuple(_feed(each) for each in value["feeds"]) if "feeds" in value else (FeedSettings(),),
    )


def _feed(value: dict[str, Any]) -> FeedSettings:
    return FeedSettings(
        path=value.get("path", ""),
        id=value.get("id"),
        title=_text(value.get("title")),
        description=_text(value.get("description")),
        limit=int(value.get("limit", LIMIT)),  # 50.0 is an integer for JSON Schema
        formats=_formats(value),
    )


def _formats(value: dict[str, Any]) -> tuple[str, ...] | None:
    return tuple(value["formats"]) if "formats" in value else None


def _text(value: str | None) -> str | None:
    return None if value is None else rules.tidy(value)


def _base(value: str | None) -> str | None:
    return None if value is None else rules.base(value)
