"""Decide which feeds of one entry of the settings an article belongs to."""

from collections.abc import Iterable
from typing import Any

from exporters.feeds import fan_out, where
from exporters.settings.paths import placeholders
from exporters.settings.values import FeedSettings


class Membership:
    """Decides which feeds of one entry of the settings an article belongs to."""

    def __init__(self, wanted: FeedSettings, aliases: fan_out.Aliases, since: int | None) -> None:
        """`since` is the begin of the window, in seconds since 1970; None without a window."""
        self._path = wanted.path
        self._aliases = aliases
        self._since = since
        self._matches = where.compile_conditions(wanted.where, aliases)
        self._is_fan = bool(placeholders(wanted.path))

    def feeds(self, published: int, article: Any) -> Iterable[tuple[str, dict[str, str]]]:
        """Return the paths of the article's feeds, with the values in them; none outside the window."""
        if (self._since is not None and published < self._since) or not self._matches(article):
            return ()
        return fan_out.expand_template(article, self._path, self._aliases) if self._is_fan else ((self._path, {}),)
