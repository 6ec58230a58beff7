"""Read `podcast`, the key that makes a feed a podcast: a Show, and where each of its keys stands."""

from collections.abc import Callable, Iterator, Mapping
from datetime import tzinfo
from typing import Any, Final, TypeVar, get_args
from uuid import UUID

from msgspec import Struct

from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.model import moment
from exporters.model.artwork import Artwork
from exporters.model.show import (
    Show,
    ShowCategory,
    ShowFunding,
    ShowLicense,
    ShowLocation,
    ShowOwner,
    ShowText,
    ShowTrailer,
    ShowType,
)
from exporters.settings import rules
from exporters.settings.section import SettingsSection
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import TextPosition

_EMAIL: Final = lazy_regex(r"[^\s@<>]{1,200}@[^\s@<>.]+(?:\.[^\s@<>.]+){1,10}")
_MOST: Final = 100  # entries of a list; the schema says so too

Part = TypeVar("Part")


class ShowSettings(Struct, frozen=True, kw_only=True):
    """A show, and where its keys stand in the settings file."""

    show: Show
    places: Mapping[str, TextPosition] = {}  # by key; "" for `podcast` itself

    def place(self, key: str) -> TextPosition | None:
        """Return where `key` stands, else `podcast` itself; None: in no file."""
        return self.places.get(key) or self.places.get("")


def read_show(feed: SettingsSection, zone: tzinfo, author: str | None) -> ShowSettings | None:
    """Return the show of a feed; None if it is not a podcast. Add problems.

    Dates without zone are in `zone`; `author` is that of the site.
    """
    if not isinstance(feed.values.get("podcast"), dict):
        return None
    podcast = feed.subsection("podcast")
    image, owner = podcast.text("image", _address), podcast.subsection("owner")
    has_license = bool(podcast.values.get("license"))
    place = podcast.problems.document.place
    show = Show(
        guid=_read_guid(podcast, feed),
        categories=tuple(_read_categories(podcast.values.get("category"))),
        is_explicit=_flag(podcast, "explicit"),
        image=Artwork(url=image) if image else None,
        type=podcast.word("type", get_args(ShowType)),
        author=podcast.line("author", rules.text) or author,
        owner=_read_owner(owner),
        is_locked=_flag(podcast, "locked"),
        funding=tuple(_each(podcast, "funding", "url", _read_funding)),
        license=next(_each(podcast, "license", "name", _read_license), None) if has_license else None,
        medium=podcast.text("medium", rules.text) or None,
        locations=tuple(_each(podcast, "location", "name", _read_location)),
        trailers=tuple(_each(podcast, "trailers", "url", lambda each: _read_trailer(each, zone))),
        is_complete=_flag(podcast, "complete") or False,
        is_blocked=_flag(podcast, "block") or False,
        new_feed_url=podcast.text("new_feed_url", _address),
        texts=tuple(_each(podcast, "txt", "text", _read_text)),
    )
    places = {"": place(podcast.path), **{str(key): place((*podcast.path, key)) for key in podcast.values}}
    return ShowSettings(show=show, places=places)


def _address(value: str) -> Diagnostic | None:
    return rules.page(value) if value else None  # the schema reports an empty one


def _flag(section: SettingsSection, key: str) -> bool | None:
    value = section.values.get(key)
    return value if isinstance(value, bool) else None


def _read_guid(podcast: SettingsSection, feed: SettingsSection) -> str | None:
    """Return the guid, in lower case; a path with placeholders makes several shows, each with its own."""
    value = podcast.text("guid")
    if value is None:
        return None
    try:
        guid = str(UUID(value))
    except ValueError:
        message, fix = f"{quote_value(value)} is not a UUID", "write the podcast:guid of the feed, or remove the key"
        podcast.add("guid", Diagnostic("value-wrong", message, fix))
        return None
    if "{" in str(feed.values.get("path", "")):
        message = "the path has placeholders, so several podcasts would have this guid"
        podcast.add("guid", Diagnostic("value-wrong", message, "remove it: each feed has a guid of its own"))
    return guid


def read_category(text: str) -> ShowCategory | None:
    """Return the category of `Society & Culture > Documentary`; None if it has no visible name."""
    name, _, sub = (rules.tidy(part) for part in text.partition(">"))
    return ShowCategory(name=name, sub=sub or None) if name and not rules.text(text) else None


def _read_categories(value: Any) -> Iterator[ShowCategory]:
    """Yield the categories of text, of `{Society & Culture: Documentary}`, or of a list of both."""
    match value:
        case str():
            if category := read_category(value):
                yield category
        case dict():
            for name, subs in value.items():
                for sub in (subs or [None]) if isinstance(subs, list) else [subs]:
                    yield from _read_categories(f"{name} > {sub}" if isinstance(sub, str) else str(name))
        case list():
            for each in value[:_MOST]:
                if not isinstance(each, list):
                    yield from _read_categories(each)


def _read_owner(owner: SettingsSection) -> ShowOwner | None:
    name, email = owner.line("name", rules.text), owner.text("email", _check_email)
    return ShowOwner(name=name, email=email) if name or email else None


def _check_email(value: str) -> Diagnostic | None:
    if _EMAIL.fullmatch(value) and not rules.text(value):
        return None
    return Diagnostic(
        "value-wrong", f"{quote_value(value)} is not an e-mail address", "write one, such as me@example.org"
    )


def _each(
    podcast: SettingsSection, key: str, shorthand: str, read: Callable[[SettingsSection], Part | None]
) -> Iterator[Part]:
    """Yield the parts at `key`: of a list, or of one value; a text is its `shorthand`."""
    value = podcast.values.get(key)
    is_list = isinstance(value, list)
    for at, entry in enumerate(value[:_MOST] if isinstance(value, list) else [value]):
        each, path = entry, (*podcast.path, key, at) if is_list else (*podcast.path, key)
        if isinstance(each, (bool, int, float)):
            each = podcast.problems.document.source_text(path) or str(each)  # `txt: 05124` is no number
        if isinstance(each, str):
            part = read(_ShorthandSection(podcast.problems, path, {shorthand: each}))
        elif isinstance(each, dict):
            part = read(SettingsSection(podcast.problems, path, each))
        else:
            continue
        if part is not None:
            yield part


class _ShorthandSection(SettingsSection):
    """A text that stands for a mapping with one key: its problems stand at the text itself."""

    __slots__ = ()

    def add(self, key: str | int, problem: Diagnostic) -> None:  # noqa: ARG002
        """Add a problem with the text."""
        self.problems.add(self.path, problem)


def _read_funding(section: SettingsSection) -> ShowFunding | None:
    url, text = section.text("url", _address), section.line("text", rules.text)
    return ShowFunding(url=url, text=text or None) if url else None


def _read_license(section: SettingsSection) -> ShowLicense | None:
    name, url = section.line("name", rules.text), section.text("url", _address)
    return ShowLicense(name=name, url=url) if name else None


def _read_location(section: SettingsSection) -> ShowLocation | None:
    name = section.line("name", rules.text)
    if not name:
        return None
    geo, osm, country = (section.source_text(key, rules.text) or None for key in ("geo", "osm", "country"))
    rel = section.word("rel", ("subject", "creator"))
    return ShowLocation(name=name, rel=rel, geo=geo, osm=osm, country=country)


def _read_trailer(section: SettingsSection, zone: tzinfo) -> ShowTrailer | None:
    title, url = section.line("title", rules.text), section.text("url", _address)
    published = section.parse("published", lambda value: _parse_moment(value, zone))
    if not (title and url and published):
        return None  # the schema reports a missing key
    return ShowTrailer(
        title=title,
        url=url,
        published=published,
        length=section.integer("length", None),
        media_type=section.text("type", rules.text) or None,
        season=section.integer("season", None),
    )


def _parse_moment(value: Any, zone: tzinfo) -> Any:
    """Return the moment; the problem if `value` is not one, None if it is no text."""
    if not isinstance(value, str):
        return None
    try:
        return moment.parse(value, zone)
    except moment.UnreadableMomentError as error:
        return Diagnostic(error.rule, f"{quote_value(value)} is {error}", "write 2021-08-24T07:30:00Z")


def _read_text(section: SettingsSection) -> ShowText | None:
    text, purpose = section.line("text", rules.text), section.line("purpose", rules.text)
    return ShowText(text=text, purpose=purpose or None) if text else None
