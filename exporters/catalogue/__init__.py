"""Every diagnostic there is: what it says, why it comes, what to do. The docs and all reports are made from it."""

from typing import Final

from exporters.catalogue.articles import ARTICLES
from exporters.catalogue.outputs import OUTPUTS
from exporters.catalogue.repairs import REPAIRS
from exporters.catalogue.rule import Rule
from exporters.catalogue.run import RUN
from exporters.catalogue.settings import SETTINGS

SECTIONS: Final[dict[str, dict[str, Rule]]] = {
    "Articles": ARTICLES,
    "Repairs": REPAIRS,
    "Settings": SETTINGS,
    "Runs": RUN,
    "Outputs": OUTPUTS,
}

RULES: Final[dict[str, Rule]] = {slug: rule for section in SECTIONS.values() for slug, rule in section.items()}
