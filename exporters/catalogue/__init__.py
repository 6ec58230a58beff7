"""Every diagnostic there is: what it says, why it comes, what to do. The docs and all reports are made from it."""

from typing import Final

from exporters.catalogue.articles import ARTICLES
from exporters.catalogue.atom import ATOM
from exporters.catalogue.csvfile import CSV
from exporters.catalogue.documents import DOCUMENTS
from exporters.catalogue.guard import GUARD
from exporters.catalogue.jsonfeed import JSONFEED
from exporters.catalogue.pages import PAGES
from exporters.catalogue.pinging import PINGING
from exporters.catalogue.publishing import PUBLISHING
from exporters.catalogue.repairs import REPAIRS
from exporters.catalogue.rss import RSS
from exporters.catalogue.rule import Rule
from exporters.catalogue.run import RUN
from exporters.catalogue.settings import SETTINGS
from exporters.catalogue.starting import STARTING

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
