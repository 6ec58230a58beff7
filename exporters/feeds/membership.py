"""Membership: which of the feeds that one entry of the settings asks for an article belongs to."""

from collections.abc import Iterable
from typing import Any

from exporters.feeds import fan_out, where
from exporters.settings.paths import placeholders
from exporters.settings.values import FeedSettings


class Membership:
    """Tells which feeds of one entry of the settings take an article."""

    def __init__(self, wanted: FeedSettings, aliases: fan_out.Aliases, since: int | None) -> None:
        """`since` is when the window begins, in seconds since 1970; None without a window."""
        self._path = wanted.path
        self._aliases = aliases
        self._since = since
        self._matches = where.matcher(wanted.where, aliases)
        self._is_fan = bool(placeholders(wanted.path))

    def feeds(self, published: int, article: Any) -> Iterable[tuple[str, dict[str, str]]]:
        """Return the paths of the feeds that take the article, with the values in them; none outside the window."""
        if (self._since is not None and published < self._since) or not self._matches(article):
            return ()
        return fan_out.groups(article, self._path, self._aliases) if self._is_fan else ((self._path, {}),)
