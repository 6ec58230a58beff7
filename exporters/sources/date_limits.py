"""HoldRule: which articles wait for their moment, and which are past it."""

from exporters.run import RunOptions
from exporters.settings.values import Settings, SourceSettings
from exporters.store.links import LinkTarget
from exporters.store.rows import OutcomeRow


class HoldRule:
    """Judges articles by the moment that a run may know."""

    def __init__(self, options: RunOptions, *, holds_some: bool = False) -> None:
        """`holds_some`: articles of the future wait in those sources alone that say so."""
        self._holds_some = holds_some
        self._now = int((options.as_of or options.now).timestamp())  # what expired by then is left out
        self._latest = int(options.as_of.timestamp()) if options.as_of else None  # seconds since 1970, as rows have it
        is_held = options.as_of is None and options.holds_from is not None
        self._held_from = int(options.holds_from.timestamp()) if is_held and options.holds_from else None

    def is_later(self, row: OutcomeRow | LinkTarget, source: SourceSettings | None) -> bool:
        """Whether an article of `source` waits."""
        latest = self._held_from if row.dialect and self._latest is None else self._latest
        if latest is None or row.opening <= latest:
            return False
        return not self._holds_some or source is None or source.hold_future

    def is_expired(self, row: OutcomeRow | LinkTarget) -> bool:
        """Whether the time of an article is over."""
        return row.expires is not None and row.expires <= self._now


def hold_rule(settings: Settings, options: RunOptions) -> HoldRule:
    """Return the rule of a run."""
    is_by_clock = options.as_of is None or options.as_of_name == "now"
    return HoldRule(options, holds_some=bool(settings.sources) and is_by_clock)
