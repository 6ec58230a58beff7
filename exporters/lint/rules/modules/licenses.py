"""Licences and limits: Creative Commons in its two modules, and Bloglines' access restriction.

Spec: https://www.rssboard.org/creative-commons; http://web.resource.org/cc/; http://www.bloglines.com/about/specs/fac-1.0.
"""

from typing import Final

from exporters.lint.rules.modules.tables import FEED, FEED_OR_ENTRY, ElementRule, Module
from exporters.lint.rules.modules.value_kinds import URI, one_of

CREATIVE_COMMONS: Final = Module(
    "creativeCommons", "the Creative Commons module", {"license": ElementRule(URI, FEED_OR_ENTRY)}
)
CC: Final = Module(
    "cc",
    "the Creative Commons module",
    {"license": ElementRule(URI._replace(may_be_blank=True), attributes={"rdf:resource": URI, "rdf:about": URI})},
    is_open=True,
)
ACCESS: Final = Module(
    "access",
    "the feed access control module",
    {
        "restriction": ElementRule(
            parents=FEED - {"channel"} | {"rss"},
            once=True,
            attributes={"relationship": one_of("allow deny")},
            required=("relationship",),
        )
    },
)
