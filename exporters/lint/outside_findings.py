"""Judge a document by what lies outside of it: the answer of the server, and the feed as it was before."""

from collections.abc import Mapping

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level
from exporters.http.request import HttpAnswer
from exporters.lint.facts import FeedFacts, feed_facts
from exporters.lint.http_answer import http_findings
from exporters.lint.ignored import leave_out_ignored
from exporters.lint.json_text.document import locate_findings
from exporters.lint.lint import NO_PROFILE
from exporters.lint.profiles.profile import apply_profiles
from exporters.lint.recognition import DocumentFormat, recognise
from exporters.lint.together.earlier_feed import earlier_findings


def outside_findings(
    data: bytes,
    profile: Mapping[str, Level] = NO_PROFILE,
    *,
    asked: str = "",
    answer: HttpAnswer | None = None,
    before: FeedFacts | None = None,
) -> list[Finding]:
    """Return what is wrong with the `answer` for the address `asked`, and with the feed beside that of `before`.

    What the document says to ignore is left out. `profile` has the levels that profiles give to rules.
    """
    found = http_findings(asked, answer) if answer is not None else []
    if before is not None and (facts := feed_facts(data)):
        found += earlier_findings(before, facts)
    if found and recognise(data) is DocumentFormat.JSON_FEED:
        found = locate_findings(data, found)
    return leave_out_ignored(data, apply_profiles(found, profile), with_unknown=False) if found else []
