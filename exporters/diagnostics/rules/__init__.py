"""Every rule of diagnostics: what it means, why it matters, what to write instead, for the docs and all reports."""

from typing import Final

from exporters.diagnostics.rules.articles import ARTICLES
from exporters.diagnostics.rules.documents import CSV, DOCUMENTS
from exporters.diagnostics.rules.feed_formats import ATOM, JSONFEED, RSS
from exporters.diagnostics.rules.files import FILES
from exporters.diagnostics.rules.podcasts import PODCASTS
from exporters.diagnostics.rules.publishing import GUARD, PINGING, PUBLISHING
from exporters.diagnostics.rules.repairs import REPAIRS
from exporters.diagnostics.rules.rule import DiagnosticRule
from exporters.diagnostics.rules.run import PAGES, RUN
from exporters.diagnostics.rules.settings import SETTINGS, STARTING

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
    "Documents": DOCUMENTS,
    "RSS documents": RSS,
    "Atom documents": ATOM,
    "JSON Feed documents": JSONFEED,
    "CSV documents": CSV,
}

RULES: Final[dict[str, DiagnosticRule]] = {
    slug: rule for section in SECTIONS.values() for slug, rule in section.items()
}
