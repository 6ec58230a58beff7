"""Every diagnostic there is: what it says, why it comes, what to do. The docs and all reports are made from it."""

from typing import Final

from exporters.diagnostics.rules.articles import ARTICLES
from exporters.diagnostics.rules.atom import ATOM
from exporters.diagnostics.rules.csvfile import CSV
from exporters.diagnostics.rules.documents import DOCUMENTS
from exporters.diagnostics.rules.guard import GUARD
from exporters.diagnostics.rules.jsonfeed import JSONFEED
from exporters.diagnostics.rules.pages import PAGES
from exporters.diagnostics.rules.pinging import PINGING
from exporters.diagnostics.rules.publishing import PUBLISHING
from exporters.diagnostics.rules.repairs import REPAIRS
from exporters.diagnostics.rules.rss import RSS
from exporters.diagnostics.rules.rule import Rule
from exporters.diagnostics.rules.run import RUN
from exporters.diagnostics.rules.settings import SETTINGS
from exporters.diagnostics.rules.starting import STARTING

SECTIONS: Final[dict[str, dict[str, Rule]]] = {
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

RULES: Final[dict[str, Rule]] = {slug: rule for section in SECTIONS.values() for slug, rule in section.items()}
