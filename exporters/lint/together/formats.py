"""RSS, Atom, JSON Feed and CSV of one feed say the same."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from exporters.checks.agree import disagreements
from exporters.checks.run import ATOM_TYPE, CSV_TYPE, JSON_FEED_TYPE, RSS_TYPE
from exporters.diagnostics.diagnostic import Level
from exporters.lint.recognition import DocumentFormat
from exporters.lint.together.document_set import DocumentGroup, SetFinding

_TYPES: Final = {
    DocumentFormat.RSS: RSS_TYPE,
    DocumentFormat.ATOM: ATOM_TYPE,
    DocumentFormat.JSON_FEED: JSON_FEED_TYPE,
    DocumentFormat.CSV: CSV_TYPE,
}


def format_findings(group: DocumentGroup) -> Iterator[SetFinding]:
    """Yield where the documents differ; what only Outfeed promises is a warning in other people's."""
    by_type = {_TYPES[each.format]: each for each in reversed(group.documents)}
    for finding in disagreements({media_type: each.data for media_type, each in by_type.items()}):
        level = finding.level if group.is_ours else Level.WARNING
        yield SetFinding(by_type[finding.field].name, replace(finding, level=level, field=""))
