"""Makes values of the entries of `feeds`, in which nothing is wrong any more."""

from datetime import tzinfo
from typing import Any

from exporters.settings import conditions, rules, spans
from exporters.settings.names import canonical
from exporters.settings.told import Told
from exporters.settings.values import LIMIT, FeedSettings


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
