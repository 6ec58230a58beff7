"""Judge the documents of an export by the rules that only `outfeed lint` applies."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from exporters.checks.finding import Finding
from exporters.checks.run import has_rules
from exporters.diagnostics.diagnostic import Level
from exporters.diagnostics.rules import CHECKED_SECTIONS
from exporters.lint.judges import JUDGES
from exporters.lint.lint import lint
from exporters.lint.recognition import recognise

_CHECKED: Final = frozenset(rule for section in CHECKED_SECTIONS.values() for rule in section)


def own_findings(data: bytes, media_type: str) -> Iterator[Finding]:
    """Yield what lint finds in a document that the checks of an export did not judge; an error is a warning here.

    Pages, style sheets and other files that are no feeds have none.
    """
    if recognise(data) not in JUDGES:
        return
    for finding in lint(data):
        if not (finding.rule in _CHECKED and has_rules(media_type)):
            yield replace(finding, level=Level.WARNING) if finding.level is Level.ERROR else finding
