"""Every diagnostic there is: what it says, why it comes, what to do. The docs and all reports are made from it."""

from typing import Final

from exporters.diagnostics.rules.articles import ARTICLES, REPAIRS
from exporters.diagnostics.rules.documents import CSV, DOCUMENTS
from exporters.diagnostics.rules.rss import ATOM, JSONFEED, RSS
from exporters.diagnostics.rules.rule import DiagnosticRule
from exporters.diagnostics.rules.run import GUARD, PAGES, PINGING, PUBLISHING, RUN
from exporters.diagnostics.rules.settings import SETTINGS, STARTING

SECTIONS: Final[dict[str, dict[str, DiagnosticRule]]] = {
    "Articles": ARTICLES,
    "Repairs": REPAIRS,
    "Settings": SETTINGS,
    "Beginnings": STARTING,
    "Runs": RUN,
    "Publishing": PUBLISHING,
    "WebSub": PINGING,
    "Subscribers": GUARD,
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
