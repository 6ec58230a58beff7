"""What is at hand while feeds are written."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exporters.cache.documents import Documents
from exporters.publishing.stage import Stage
from exporters.report import Report

if TYPE_CHECKING:  # checks load when there is something to check
    from exporters.checks.finding import Finding

TOLD_BEFORE: Final = frozenset(
    {
        "feed-date-early",  # told as date-old, with the article's file and line
        "text-escaped-twice",  # the article says so: text repairs have read its entities, and what is left is meant
    }
)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where documents go, what is known of earlier ones, and who is told."""

    stage: Stage
    documents: Documents
    report: Report
    jobs: int = 1

    def tell(self, name: str, findings: "Iterable[Finding]") -> None:
        """Tell what the checks found in the file `name`."""
        place = self.stage.place(name)
        self.report.tell(each.of(place) for each in findings if each.slug not in TOLD_BEFORE)
