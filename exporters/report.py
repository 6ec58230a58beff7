"""Report: what a run saw and did, for the command line to tell."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from exporters.diagnostics import Diagnostic, Level
from exporters.publishing.stage import Written


@dataclass(kw_only=True)
class Report:
    """What a run saw and did."""

    strict: bool = False  # a warning fails the run
    diagnostics: list[Diagnostic] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)  # of files: article, rejected, draft, withdrawn
    articles: int = 0  # that can be shown
    repeated: int = 0  # articles that another one with their id hides
    later: int = 0  # articles that wait for their moment
    entries: int = 0  # of the root feed
    newest: datetime | None = None  # publication of its first entry, UTC
    written: list[Written] = field(default_factory=list)

    def count(self, level: Level) -> int:
        """How many diagnostics of that level there are."""
        return sum(each.level is level for each in self.diagnostics)

    @property
    def failed(self) -> bool:
        """Whether anything was seen that forbids to publish."""
        return self.count(Level.ERROR) > 0 or (self.strict and self.count(Level.WARNING) > 0)
