"""Modules of programs and services: FeedBurner, Spotify, the Conversations Network, Radio UserLand, MetaVerse."""

from typing import Final

from exporters.diagnostics.diagnostic import Level
from exporters.lint.rules.modules.countries import COUNTRIES
from exporters.lint.rules.modules.tables import ENTRY, FEED, FEED_OR_ENTRY, ElementRule, Module
from exporters.lint.rules.modules.value_kinds import (
    ADDRESS,
    ANY,
    NUMBER,
    POSITIVE,
    URI,
    WHOLE,
    WORDS,
    ValueKind,
)
from exporters.lint.rules.modules.w3c_dates import is_iso8601_date

_MOMENT: Final = ValueKind(is_iso8601_date, "write a date of ISO 8601: 2021-08-24T07:30:00Z")
_REFERENCE: Final = ValueKind(
    lambda text: text.isascii() and not set(text) & set(' <>"{}|\\^`'), "write an address, percent-encoded"
)
_COUNTRY_LIST: Final = ValueKind(
    lambda text: all(code.upper() in COUNTRIES for code in text.split()),
    "write codes of two letters, parted by spaces, ISO 3166-1: au us",
)

FEEDBURNER: Final = Module(
    "feedburner",
    "FeedBurner's module",
    {
        "awareness": ElementRule(URI, FEED_OR_ENTRY, once=True),
        "origLink": ElementRule(URI, ENTRY, once=True),
        "origEnclosureLink": ElementRule(URI, ENTRY, once=True),
        "browserFriendly": ElementRule(parents=FEED, once=True, attributes=None),
        "emailServiceId": ElementRule(parents=FEED, once=True),
        "feedburnerHostname": ElementRule(URI, FEED, once=True),
        "feedFlare": ElementRule(
            parents=FEED, attributes={"href": _REFERENCE, "src": _REFERENCE}, required=("href", "src")
        ),
        "info": ElementRule(parents=FEED, attributes={"uri": WORDS}, required=("uri",)),
    },
    is_open=True,
)
SPOTIFY: Final = Module(
    "spotify",
    "Spotify's module",
    {
        "limit": ElementRule(parents=FEED, once=True, attributes={"recentCount": WHOLE}, required=("recentCount",)),
        "countryOfOrigin": ElementRule(_COUNTRY_LIST, FEED, once=True),
    },
    is_open=True,
)
CONVERSATIONS: Final = Module(
    "conversationsNetwork",
    "the Conversations Network's module",
    {
        "introMilliseconds": ElementRule(WHOLE, ENTRY, once=True),
        "image": ElementRule(ADDRESS, ENTRY, once=True),
        "ratingAverage": ElementRule(NUMBER, ENTRY, once=True),
        "ratingCount": ElementRule(WHOLE, ENTRY, once=True),
        "ratingIndividual": ElementRule(POSITIVE, ENTRY, once=True),
        "ratingTimestamp": ElementRule(_MOMENT, ENTRY, once=True),
    },
    unknown=Level.WARNING,
)
BLOG_CHANNEL: Final = Module(
    "blogChannel",
    "the blogChannel module",
    dict.fromkeys("blogRoll mySubscriptions blink changes".split(), ElementRule(URI, FEED, once=True)),
)
TRACKBACK: Final = Module(
    "trackback",
    "the trackback module",
    {"ping": ElementRule(URI, ENTRY, once=True, attributes=None), "about": ElementRule(URI, ENTRY, attributes=None)},
)
_RESOURCE: Final = ElementRule(parents=ENTRY, attributes={"rdf:resource": URI}, required=("rdf:resource",))
TRACKBACK_OF_RDF: Final = Module(
    "trackback", "the trackback module", {"ping": _RESOURCE._replace(once=True), "about": _RESOURCE}
)
ADMIN: Final = Module(
    "admin",
    "the administration module",
    {
        "generatorAgent": ElementRule(
            parents=FEED, once=True, attributes={"rdf:resource": URI}, required=("rdf:resource",)
        ),
        "errorReportsTo": ElementRule(
            parents=FEED, once=True, attributes={"rdf:resource": URI}, required=("rdf:resource",)
        ),
    },
)
_DAY: Final = ValueKind(is_iso8601_date, "write a day: 2021-08-24")
SOURCE: Final = Module(
    "source",
    "the source namespace",
    {
        "markdown": ElementRule(parents=ENTRY, once=True),
        "outline": ElementRule(None, ENTRY | {"source:outline"}, attributes=None),
        "linkShort": ElementRule(ADDRESS, ENTRY, once=True),
        "linkFull": ElementRule(ADDRESS, ENTRY, once=True),
        "inReplyTo": ElementRule(ADDRESS, ENTRY, once=True),
        "account": ElementRule(WORDS, FEED_OR_ENTRY, attributes={"service": WORDS}, required=("service",)),
        "likes": ElementRule(parents=FEED, once=True, attributes={"server": ADDRESS}),
        "archive": ElementRule(None, FEED, once=True, children=("source:url",)),
        "url": ElementRule(ADDRESS, frozenset({"source:archive"}), once=True),
        "filename": ElementRule(WORDS, frozenset({"source:archive"}), once=True),
        "startDay": ElementRule(_DAY, frozenset({"source:archive"}), once=True),
        "endDay": ElementRule(_DAY, frozenset({"source:archive"}), once=True),
        "subscriptionList": ElementRule(ADDRESS, FEED),
        "blogroll": ElementRule(ADDRESS, FEED, once=True),
        "self": ElementRule(ADDRESS, FEED, once=True),
        "cloud": ElementRule(ANY, FEED, once=True, attributes=None),
        "localTime": ElementRule(ANY, FEED, once=True),
    },
    unknown=Level.NOTE,
)
