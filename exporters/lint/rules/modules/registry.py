"""All modules with a table, by the prefix that their elements have in rules."""

from typing import Final

from exporters.lint.rules.modules import (
    dublin_core,
    google_base,
    itunes,
    licenses,
    media,
    opensearch,
    places,
    podcasting,
    publishers,
    rss_modules,
    synchronization,
    syndication,
)
from exporters.lint.rules.modules.tables import Module

_ALL: Final = (
    dublin_core.DC,
    dublin_core.DCTERMS,
    google_base.GOOGLE_BASE,
    itunes.ITUNES,
    licenses.ACCESS,
    licenses.CC,
    licenses.CREATIVE_COMMONS,
    media.MEDIA,
    opensearch.OPENSEARCH,
    opensearch.OPENSEARCH_1_0,
    places.GEO,
    places.GEORSS,
    places.GEOURL,
    places.GML,
    places.ICBM,
    podcasting.PODCASTING,
    publishers.ADMIN,
    publishers.BLOG_CHANNEL,
    publishers.CONVERSATIONS,
    publishers.FEEDBURNER,
    publishers.SOURCE,
    publishers.SPOTIFY,
    publishers.TRACKBACK,
    rss_modules.AGGREGATION,
    rss_modules.ANNOTATE,
    rss_modules.ATOM_IN_RSS,
    rss_modules.CHANGED,
    rss_modules.CONTENT,
    rss_modules.EVENT,
    rss_modules.LINK,
    rss_modules.XHTML,
    synchronization.FEEDSYNC,
    synchronization.LISTS,
    syndication.SLASH,
    syndication.SY,
    syndication.THR,
    syndication.WFW,
)
MODULES: Final[dict[str, Module]] = {module.prefix: module for module in _ALL}
MODULES_OF_RDF: Final = {**MODULES, "trackback": publishers.TRACKBACK_OF_RDF}  # in RSS 0.90 and 1.0
FOREIGN: Final = {prefix: module for prefix, module in MODULES.items() if module.foreign}  # attributes of others
