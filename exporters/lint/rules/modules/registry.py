"""All modules with a table, by the prefix that their elements have in rules."""

from typing import Final

from exporters.lint.rules.modules import dublin_core, places, syndication
from exporters.lint.rules.modules.tables import Module

_ALL: Final = (
    dublin_core.DC,
    dublin_core.DCTERMS,
    places.GEO,
    places.GEORSS,
    places.GEOURL,
    places.GML,
    places.ICBM,
    syndication.SLASH,
    syndication.SY,
    syndication.THR,
    syndication.WFW,
)
MODULES: Final[dict[str, Module]] = {module.prefix: module for module in _ALL}
FOREIGN: Final = {prefix: module for prefix, module in MODULES.items() if module.foreign}  # attributes of others
