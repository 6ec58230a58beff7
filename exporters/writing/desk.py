"""What is at hand while feeds are written."""

from collections.abc import Iterable
from dataclasses import dataclass

from exporters.cache.documents import Documents
from exporters.checks.finding import Finding
from exporters.publishing.stage import Stage
from exporters.report import Report
from exporters.writing.found import TOLD_BEFORE


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where documents go, what is known of earlier ones, and who is told."""

    stage: Stage
    documents: Documents
    report: Report
    jobs: int = 1

    def tell(self, name: str, findings: Iterable[Finding]) -> None:
        """Tell what the checks found in the file `name`."""
        place = self.stage.place(name)
        self.report.tell(each.of(place) for each in findings if each.slug not in TOLD_BEFORE)
