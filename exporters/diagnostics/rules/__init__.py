"""Every rule of diagnostics: what it means, why it matters, what to write instead, for the docs and all reports."""

from typing import Final

from exporters.diagnostics.rules.articles import ARTICLES
from exporters.diagnostics.rules.documents.any_format import DOCUMENTS
from exporters.diagnostics.rules.documents.atom import ATOM
from exporters.diagnostics.rules.documents.csv_tables import CSV
from exporters.diagnostics.rules.documents.json_feed import JSON_FEED
from exporters.diagnostics.rules.documents.rss import RSS
from exporters.diagnostics.rules.files import FILES
from exporters.diagnostics.rules.lint.atom import LINT_ATOM
from exporters.diagnostics.rules.lint.chapters import CHAPTERS
from exporters.diagnostics.rules.lint.csv_tables import CSV_LINT
from exporters.diagnostics.rules.lint.http import HTTP
from exporters.diagnostics.rules.lint.json_feed import JSON_FEED_LINT
from exporters.diagnostics.rules.lint.modules import MODULES
from exporters.diagnostics.rules.lint.opml import OPML
from exporters.diagnostics.rules.lint.podcasts import PODCAST_FEEDS
from exporters.diagnostics.rules.lint.rss import LINT_RSS
from exporters.diagnostics.rules.lint.running import LINT_RUN
from exporters.diagnostics.rules.lint.sitemaps import SITEMAPS
from exporters.diagnostics.rules.lint.together import TOGETHER
from exporters.diagnostics.rules.lint.xml import LINT_XML
from exporters.diagnostics.rules.podcasts import PODCASTS
from exporters.diagnostics.rules.publishing import GUARD, PINGING, PUBLISHING
from exporters.diagnostics.rules.repairs import REPAIRS
from exporters.diagnostics.rules.rule import DiagnosticRule
from exporters.diagnostics.rules.run import PAGES, RUN
from exporters.diagnostics.rules.settings import SETTINGS, STARTING

CHECKED_SECTIONS: Final[dict[str, dict[str, DiagnosticRule]]] = {  # the rules that every export applies
    "Documents": DOCUMENTS,
    "RSS documents": RSS,
    "Atom documents": ATOM,
    "JSON Feed documents": JSON_FEED,
    "CSV documents": CSV,
}
DOCUMENT_SECTIONS: Final[dict[str, dict[str, DiagnosticRule]]] = {  # the rules that `outfeed lint` applies
    **CHECKED_SECTIONS,
    "XML of any format": LINT_XML,
    "RSS of any version": LINT_RSS,
    "Atom from any generator": LINT_ATOM,
    "Extensions of RSS and Atom": MODULES,
    "Podcasts in RSS": PODCAST_FEEDS,
    "JSON Feeds of any generator": JSON_FEED_LINT,
    "JSON chapters": CHAPTERS,
    "CSV from any program": CSV_LINT,
    "OPML documents": OPML,
    "Sitemaps": SITEMAPS,
    "Judging documents": LINT_RUN,
    "Documents over HTTP": HTTP,
    "Documents together": TOGETHER,
}
SECTIONS: Final[dict[str, dict[str, DiagnosticRule]]] = {
    "Articles": FILES | ARTICLES,
    "Repairs": REPAIRS,
    "Settings": SETTINGS,
    "First settings": STARTING,
    "Runs": RUN,
    "Publishing": PUBLISHING,
    "WebSub": PINGING,
    "Subscribers": GUARD,
    "Podcasts": PODCASTS,
    "Pages": PAGES,
    **DOCUMENT_SECTIONS,
}

RULES: Final[dict[str, DiagnosticRule]] = {
    slug: rule for section in SECTIONS.values() for slug, rule in section.items()
}
