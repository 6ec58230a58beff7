"""Modules of RSS 1.0, and parts of other formats within RSS: content, events, aggregation, Atom and XHTML elements.

Spec: https://web.resource.org/rss/1.0/modules/; RSS Best Practices Profile; RFC 4287.
"""

from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import quote_value
from exporters.lint.rules.modules.families import EXTENSION_RULES
from exporters.lint.rules.modules.tables import ENTRY, FEED, FEED_OR_ENTRY, ElementRule, Module
from exporters.lint.rules.modules.value_kinds import (
    ADDRESS,
    ANY,
    LANGUAGE,
    MEDIA_TYPE,
    RFC3339,
    URI,
    WHOLE,
    WORDS,
    ValueKind,
)
from exporters.lint.rules.modules.w3c_dates import is_iso8601_date

_MOMENT: Final = ValueKind(is_iso8601_date, "write a date of ISO 8601: 2021-08-24T07:30:00Z")
_ROBOTS: Final = frozenset("all none index noindex follow nofollow noarchive nosnippet noimageindex".split())
_ONE: Final = ElementRule(once=True, attributes=None)
_RESOURCE: Final = ElementRule(attributes={"rdf:resource": URI}, required=("rdf:resource",))


def _is_instruction(text: str) -> bool:
    words = {word.strip().lower() for word in text.split(",")}
    return words <= _ROBOTS and not any(f"no{word}" in words for word in words)


def robots_wrong(node: XmlElement, parent: XmlElement) -> Iterator[Finding]:
    """Search engines then list what should not be listed. Spec: HTML 4.01 appendix B.4.1, robots and META."""
    if parent.name not in FEED:
        return
    for name in ("name", "content"):
        if not (value := node.attributes.get(name, "").strip()):
            message = f"no {name} in the <{node.name}>"
            yield node.finding(EXTENSION_RULES.attribute_missing, message, f'write {name}="…"')
        elif value.lower() != "robots" if name == "name" else not _is_instruction(value):
            message, fix = f"{name}={quote_value(value)} of <{node.name}>", 'write name="robots" content="noindex"'
            yield node.finding(EXTENSION_RULES.value_invalid, message, fix)


CONTENT: Final = Module(
    "content",
    "the content module",
    {"encoded": ElementRule(once=True, attributes=None), **dict.fromkeys("items item format encoding".split(), _ONE)},
)
EVENT: Final = Module(
    "ev",
    "the event module",
    {
        "startdate": ElementRule(_MOMENT, ENTRY, once=True),
        "enddate": ElementRule(_MOMENT, ENTRY, once=True),
        "location": ElementRule(parents=ENTRY, attributes=None),
        "organizer": ElementRule(parents=ENTRY, attributes=None),
        "type": ElementRule(parents=ENTRY, once=True),
    },
)
AGGREGATION: Final = Module(
    "ag",
    "the aggregation module",
    {
        "source": ElementRule(parents=ENTRY, once=True),
        "sourceURL": ElementRule(URI, ENTRY, once=True),
        "timestamp": ElementRule(_MOMENT, ENTRY, once=True),
    },
)
ANNOTATE: Final = Module("annotate", "the annotation module", {"reference": _RESOURCE._replace(once=True)})
LINK: Final = Module(
    "l",
    "the link module",
    {
        "link": ElementRule(
            parents=FEED_OR_ENTRY,
            attributes={"rdf:resource": URI, "l:rel": URI, "l:type": ANY, "l:lang": LANGUAGE, "l:title": ANY},
            required=("rdf:resource", "l:rel"),
        ),
        "permalink": ElementRule(
            parents=ENTRY, attributes={"rdf:resource": URI, "l:type": MEDIA_TYPE}, required=("rdf:resource",)
        ),
    },
)
CHANGED: Final = Module("cp", "the changed-page module", {"server": _RESOURCE._replace(parents=FEED)})
XHTML: Final = Module("xhtml", "XHTML", {"meta": ElementRule(attributes=None, check=robots_wrong)}, is_open=True)
ATOM_IN_RSS: Final = Module(
    "atom",
    "Atom",
    {
        "link": ElementRule(
            parents=FEED_OR_ENTRY,
            attributes={
                "href": ADDRESS,
                "rel": WORDS,
                "type": MEDIA_TYPE,
                "hreflang": LANGUAGE,
                "title": ANY,
                "length": WHOLE,
            },
            required=("href",),
        ),
        "category": ElementRule(attributes={"term": WORDS, "scheme": URI, "label": ANY}, required=("term",)),
        "updated": ElementRule(RFC3339, once=True, attributes=None),
        "published": ElementRule(RFC3339, once=True, attributes=None),
        **dict.fromkeys(("author", "contributor"), ElementRule(None, attributes=None, children=("atom:name",))),
        **dict.fromkeys("id title subtitle summary rights generator icon logo content".split(), _ONE),
        **dict.fromkeys("name uri email feed entry source".split(), ElementRule(attributes=None)),
    },
)
