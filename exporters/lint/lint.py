"""Judge one document: what is wrong in it, where, and what would be right."""

import re
from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from exporters.checks.finding import Finding
from exporters.checks.run import RSS_TYPE, findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.diagnostics.level_choice import lint_rules
from exporters.lint.compressed import decompress
from exporters.lint.finding_limit import limit_findings
from exporters.lint.ignored import leave_out_ignored
from exporters.lint.json_text.document import judge_json
from exporters.lint.judges import JUDGES
from exporters.lint.other_documents import judge_other
from exporters.lint.profiles.profile import apply_profiles
from exporters.lint.recognition import DocumentFormat, recognise
from exporters.lint.rules.xml.syntax import RULE as XML_BROKEN
from exporters.lint.rules.xml.syntax import explain_syntax

MOST_BYTES: Final = 64 << 20  # of a document
_PROMISES: Final = {  # what only Outfeed's own documents promise, by rule: its level in other people's
    "atom-id-not-normal": Level.NOTE,
    "atom-title-not-text": Level.NOTE,
    "namespace-unknown": Level.NOTE,  # RSS 2.0 and Atom let everybody extend them
    "xml-base-used": Level.NOTE,
    "csv-enclosure-wrong": Level.WARNING,
    "csv-formula": Level.WARNING,
    "csv-header-empty": Level.WARNING,
    "csv-header-repeated": Level.WARNING,
    "csv-line-end-wrong": Level.NOTE,
    "csv-quote-needless": Level.NOTE,
    "csvw-columns-missing": Level.WARNING,
    "csvw-key-missing": Level.NOTE,
    "html-element-unknown": Level.NOTE,
    "html-element-unsafe": Level.WARNING,
    "html-handler": Level.WARNING,
    "html-url-script": Level.WARNING,
    "html-url-fragment": Level.NOTE,
    "html-url-relative": Level.WARNING,
    "jsonfeed-version-not-first": Level.NOTE,
    "rss-content-shorter": Level.NOTE,
    "rss-description-missing": Level.NOTE,
}
_OBJECT: Final = re.compile(
    rb"[\s\xef\xbb\xbf]*(?:\{\s*(?:\"|\Z)|\[\s*(?:\{|\Z))"
)  # how objects and lists of them begin
_FEED: Final = re.compile(rb"<\?xml\s|<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)[\s>]")  # how feeds begin
_HEAD: Final = 1 << 14  # bytes that are searched for it
NO_PROFILE: Final[Mapping[str, Level]] = {}
_FEEDS: Final = "RSS, Atom, JSON Feed, OPML, sitemaps, JSON chapters, CSV and CSVW"


def lint(data: bytes, profile: Mapping[str, Level] = NO_PROFILE) -> list[Finding]:
    """Return what is wrong in a document, in document order. Never raises for what a document may hold.

    `data` is a feed, a list of feeds, a sitemap, chapters or a table, perhaps compressed with gzip; its content says
    which. What it says to ignore is left out. `profile` has the levels that profiles give to rules. Of more than 1,000
    findings of one rule, one counts the rest.
    """
    return limit_findings(lint_all(data, profile))


def lint_all(data: bytes, profile: Mapping[str, Level] = NO_PROFILE) -> list[Finding]:
    """Return what `lint` does, each finding one by one."""
    if len(data) > MOST_BYTES:
        message = f"{len(data):,} bytes, more than {MOST_BYTES:,}"
        return [Finding(rule="document-large", message=message, fix="split it into archive documents (RFC 5005)")]
    if recognise(data) is DocumentFormat.GZIP:
        content = decompress(data, MOST_BYTES)
        if isinstance(content, Finding):
            return [content]
        data = content
    known = recognise(data)
    if not data.strip():
        return findings(b"", RSS_TYPE)
    judge = JUDGES.get(known)
    if judge is None:
        other = judge_other(data) if known is DocumentFormat.XML else []
        return _find_end(data, known) or other or _find_beginning(data, known) or [_describe(known)]
    return leave_out_ignored(data, apply_profiles(map(_lower_level, judge(data)), profile))


def level_of_rule(name: str) -> Level:
    """Return the level that a rule has as a rule, in documents that anybody wrote. Raises KeyError: no such rule."""
    return _PROMISES.get(name, lint_rules()[name].level)


def _lower_level(finding: Finding) -> Finding:
    level = _PROMISES.get(finding.rule)
    return finding if level is None else replace(finding, level=level)


def _find_end(data: bytes, known: DocumentFormat) -> list[Finding]:
    """Return where a document ends before it says what kind it is of; [] if it does not."""
    if known is DocumentFormat.XML_BEGINNING:
        broken = Finding(rule=XML_BROKEN, message="not well-formed XML", fix="publish the whole document", line=1)
        return [explain_syntax(data, broken)]
    return judge_json(data, lambda _: ())[:1] if known is DocumentFormat.JSON and _OBJECT.match(data) else []


def _find_beginning(data: bytes, known: DocumentFormat) -> list[Finding]:
    """Return what stands before a feed, such as a warning of the program that made it; [] if there is no feed."""
    begin = _FEED.search(data, 1, _HEAD) if known in (DocumentFormat.XML, DocumentFormat.UNKNOWN) else None
    if begin is None or recognise(data[begin.start() :]) not in JUDGES:
        return []
    before = quote_value(" ".join(data[: begin.start()].decode(errors="replace").split()))
    message, fix = f"text before the feed: {before}", "remove it: nothing stands before <?xml or the first element"
    return [Finding(rule=XML_BROKEN, message=message, fix=fix, line=1, column=1)]


def _describe(known: DocumentFormat) -> Finding:
    if known is DocumentFormat.HTML:
        message, fix = "an HTML page, not a feed", 'give the address in its <link rel="alternate">'
    elif known in (DocumentFormat.XML, DocumentFormat.JSON, DocumentFormat.UNKNOWN):
        message, fix = "a document of an unknown kind", f"lint reads {_FEEDS}"
    else:
        message, fix = f"{known.value}, which lint recognises but has no rules for", f"lint reads {_FEEDS}"
    return Finding(rule="document-unknown", message=message, fix=fix, line=1)
