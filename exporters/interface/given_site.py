"""Read the site and the feed that a program passes, by the rules of outfeed.yaml."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.errors import SettingsError
from exporters.interface.given_values import PlainValues
from exporters.model.site import Site
from exporters.settings import own_settings, rules
from exporters.settings.load import make_site
from exporters.settings.paths import placeholders
from exporters.settings.values import FeedSettings
from exporters.yamldoc.value_document import ValueDocument

FEED_KEYS: Final = (
    "path",
    "id",
    "title",
    "description",
    "language",
    "copyright",
    "icon",
    "ttl",
    "content",
    "limit",
    "podcast",
)
_CHOOSING: Final = ("where", "order", "window", "formats", "max_bytes", "archive")
ALL: Final = 0  # entries of a feed where nobody limits them


class GivenFeed(NamedTuple):
    """A site, and the options of its feed."""

    site: Site
    settings: FeedSettings


def read_site(site: Site | Mapping[str, Any], feed: Mapping[str, Any] | None) -> GivenFeed:
    """Return the site and the feed; their keys are those of `site` and of one of `feeds` in outfeed.yaml.

    Raises SettingsError with every problem found.
    """
    values = PlainValues()
    given: dict[str, Any] = {}
    if not isinstance(site, Site):
        given["site"] = values.mapping(site)
    if feed is not None:
        given["feeds"] = [{"limit": ALL, **(values.mapping(feed) or {})}]
    if problems := [*values.problems, *_feed_problems(given)]:
        raise SettingsError(problems)
    try:
        found = own_settings.read_document(ValueDocument(given))
    except SettingsError as error:
        raise SettingsError([each._replace(field=_rename_field(each.field)) for each in error.diagnostics]) from None
    made = site if isinstance(site, Site) else make_site(found.site)
    if made is None:
        message, fix = "the address of the site is missing", 'give {"url": "https://…"}'
        raise SettingsError(Diagnostic("site-url-missing", message, fix, field="site.url"))
    return GivenFeed(made, found.feeds[0] if feed is not None else FeedSettings(limit=ALL))


def read_zone(name: str | tzinfo | None) -> tzinfo | None:
    """Return the time zone of that name. Raises SettingsError if there is none."""
    if not isinstance(name, str):
        return name
    zone = rules.timezone(name)
    if isinstance(zone, Diagnostic):
        raise SettingsError(zone.in_field("timezone"))
    return zone


def _rename_field(field: str) -> str:
    """Return the field name as the program knows it: there is one feed."""
    return field.replace("feeds[0]", "feed", 1)


def _feed_problems(given: Mapping[str, Any]) -> list[Diagnostic]:
    """Return problems with options that need files or several feeds."""
    found = []
    for feed in given.get("feeds", ()):
        for key in feed:
            if key in _CHOOSING:
                message = "chooses articles or formats, which the program does here"
                fix = f"remove it, or use one of {', '.join(FEED_KEYS)}"
                found.append(Diagnostic("key-unknown", message, fix, field=f"feed.{key}"))
        path = feed.get("path")
        if isinstance(path, str) and placeholders(path):
            message, fix = f"{quote_value(path)} contains a placeholder", "write the path of this one feed"
            found.append(Diagnostic("feed-path-wrong", message, fix, field="feed.path"))
    return found
