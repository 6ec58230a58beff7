"""The podcast namespace, "Podcasting 2.0". Spec: https://github.com/Podcastindex-org/podcast-namespace, docs/1.0.md.

The namespace grows: an element or an attribute that the table lacks is a note.
"""

import re
from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.modules.countries import COUNTRIES
from exporters.lint.rules.modules.families import PODCASTING_RULES
from exporters.lint.rules.modules.tables import EPISODE, FEED, FEED_OR_ENTRY, ElementRule, Module
from exporters.lint.rules.modules.value_kinds import (
    ADDRESS,
    ANY,
    EMAIL,
    LANGUAGE,
    MEDIA_TYPE,
    NUMBER,
    POSITIVE,
    RFC822,
    TEXT,
    TRUE_FALSE,
    URI,
    UUID,
    WHOLE,
    WORDS,
    YES_NO,
    ValueKind,
    at_most,
    one_of,
    pattern,
    ranged,
)
from exporters.lint.rules.modules.w3c_dates import is_iso8601_date

_SHORT: Final = 32  # characters of a label. Spec: podcast:episode, podcast:alternateEnclosure
_LABEL: Final = 128  # characters of a text that apps show
_LONGEST: Final = 4_000  # characters. Spec: podcast:txt
_MOMENT: Final = ValueKind(is_iso8601_date, "write a date of ISO 8601: 2021-09-26T07:30:00.000-0600")
_MEDIUMS: Final = "podcast music video film audiobook newsletter blog publisher course"
_MEDIUM: Final = one_of(f"{_MEDIUMS} {' '.join(f'{name}L' for name in _MEDIUMS.split())} mixed")
_COUNTRY: Final = ValueKind(lambda text: text.upper() in COUNTRIES, "write a code of two letters, ISO 3166-1: us")
_SHOWN: Final = WORDS._replace(fits=lambda text: 0 < len(text) <= _LABEL, right=f"write 1 to {_LABEL} characters")
_GEO: Final = pattern(
    r"geo:-?[0-9]{1,3}(?:\.[0-9]+)?,-?[0-9]{1,3}(?:\.[0-9]+)?(?:,-?[0-9]+(?:\.[0-9]+)?)?(?:;[a-z0-9=.;-]*)?",
    "write a geo URI of RFC 5870: geo:30.2672,-97.7431",
    re.ASCII | re.IGNORECASE,
)
_SRI: Final = pattern(r"sha(?:256|384|512)-[A-Za-z0-9+/=_-]{43,88}(?:\?.*)?", "write an SRI string: sha384-…")
_OSM: Final = pattern("[NWR][0-9]{1,18}(?:#[0-9]{1,9})?", "write N, W or R and a number: R113314")
_SERVER: Final = pattern(
    r"(?:[a-z]{1,9}://)?[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?/?", "write the name of a host: irc.example.org"
)
_RULE: Final = pattern("(?:RRULE:)?[A-Z]{1,20}=[^;=]{1,99}(?:;[A-Z]{1,20}=[^;=]{1,99}){0,20}", "write FREQ=WEEKLY")


def split_without_payee(node: XmlElement, _parent: XmlElement) -> Iterator[Finding]:
    """Apps then know nobody to pay. Spec: podcast:valueTimeSplit: a remote item, or recipients."""
    if not (node.first("podcast:remoteItem") or node.first("podcast:valueRecipient")):
        message = f"neither <podcast:remoteItem> nor <podcast:valueRecipient> in the <{node.name}>"
        yield node.finding(PODCASTING_RULES.element_missing, message, "write one")


def interaction_without_address(node: XmlElement, _parent: XmlElement) -> Iterator[Finding]:
    """Apps can't open the comments. Spec: podcast:socialInteract: `uri`, unless the protocol is `disabled`."""
    if node.attributes.get("protocol", "").strip() != "disabled" and not node.attributes.get("uri", "").strip():
        message = f"no uri in the <{node.name}>"
        yield node.finding(PODCASTING_RULES.attribute_missing, message, 'write uri="…", or protocol="disabled"')


def digest_wrong(node: XmlElement, _parent: XmlElement) -> Iterator[Finding]:
    """Apps that verify the file refuse it. Spec: podcast:integrity; Subresource Integrity §3.5."""
    value = node.attributes.get("value", "").strip()
    if value and node.attributes.get("type", "").strip() == "sri" and not all(map(_SRI.fits, value.split())):
        message = f"value={quote_value(value)} of <{node.name}>"
        finding = Finding(rule=PODCASTING_RULES.value_invalid, message=message, fix=_SRI.right)
        yield node.locate(finding, "value")


def link_missing(node: XmlElement, _parent: XmlElement) -> Iterator[Finding]:
    """Listeners whose app can't play the stream have no other way. Spec: podcast:liveItem: contentLink is required."""
    if node.first("podcast:contentLink") is None:
        message = f"no <podcast:contentLink> in the <{node.name}>"
        yield node.finding(PODCASTING_RULES.element_missing, message, "write one", Level.WARNING)


_CHANNEL: Final = FEED - {"source"}
_ITEM: Final = EPISODE
_REMOTE_PARENTS: Final = _CHANNEL | {"podcast:podroll", "podcast:valueTimeSplit", "podcast:publisher"}
_VALUE: Final = frozenset({"podcast:value"})

PODCASTING: Final = Module(
    "podcast",
    "the podcast namespace",
    {
        "alternateEnclosure": ElementRule(
            None,
            _ITEM,
            attributes={
                "type": MEDIA_TYPE,
                "length": WHOLE,
                "bitrate": NUMBER,
                "height": POSITIVE,
                "lang": LANGUAGE,
                "title": ANY,
                "rel": ANY,
                "codecs": ANY,
                "default": TRUE_FALSE,
            },
            required=("type",),
            children=("podcast:source",),
        ),
        "block": ElementRule(YES_NO, _CHANNEL, attributes={"id": ANY}),
        "chapters": ElementRule(
            parents=_ITEM, once=True, attributes={"url": ADDRESS, "type": MEDIA_TYPE}, required=("url", "type")
        ),
        "chat": ElementRule(
            parents=FEED_OR_ENTRY,
            once=True,
            attributes={"server": _SERVER, "protocol": WORDS, "accountId": ANY, "space": ANY, "embedUrl": ADDRESS},
            required=("server", "protocol"),
        ),
        "contentLink": ElementRule(TEXT, parents=_ITEM, attributes={"href": URI}, required=("href",)),
        "episode": ElementRule(NUMBER, _ITEM, once=True, attributes={"display": at_most(_SHORT)}),
        "funding": ElementRule(at_most(_LABEL), FEED_OR_ENTRY, attributes={"url": ADDRESS}, required=("url",)),
        "guid": ElementRule(UUID, _CHANNEL, once=True),
        "image": ElementRule(
            parents=FEED_OR_ENTRY,
            attributes={
                "href": ADDRESS,
                "alt": ANY,
                "aspect-ratio": pattern(r"[0-9.]{1,9}\s*[/:]\s*[0-9.]{1,9}|[0-9.]{1,9}", "write a ratio: 16/9"),
                "width": POSITIVE,
                "height": POSITIVE,
                "type": MEDIA_TYPE,
                "purpose": at_most(_LABEL),
            },
            required=("href",),
        ),
        "images": ElementRule(
            parents=FEED_OR_ENTRY,
            once=True,
            attributes={"srcset": WORDS},
            required=("srcset",),
            obsolete="write a <podcast:image> for each picture",
        ),
        "integrity": ElementRule(
            parents=frozenset({"podcast:alternateEnclosure"}),
            once=True,
            attributes={"type": one_of("sri pgp-signature"), "value": WORDS},
            required=("type", "value"),
            check=digest_wrong,
        ),
        "license": ElementRule(_SHOWN, FEED_OR_ENTRY, once=True, attributes={"url": ADDRESS}),
        "liveItem": ElementRule(
            None,
            _CHANNEL,
            attributes={"status": one_of("pending live ended"), "start": _MOMENT, "end": _MOMENT},
            required=("status", "start"),
            check=link_missing,
        ),
        "location": ElementRule(
            _SHOWN,
            FEED_OR_ENTRY | {"podcast:person"},
            attributes={"rel": one_of("subject creator"), "geo": _GEO, "osm": _OSM, "country": _COUNTRY},
        ),
        "locked": ElementRule(YES_NO, _CHANNEL, once=True, attributes={"owner": EMAIL}),
        "medium": ElementRule(_MEDIUM, _CHANNEL, once=True),
        "person": ElementRule(
            _SHOWN,
            FEED_OR_ENTRY,
            attributes={"role": ANY, "group": ANY, "img": ADDRESS, "href": ADDRESS},
        ),
        "podping": ElementRule(parents=_CHANNEL, once=True, attributes={"usesPodping": TRUE_FALSE}),
        "podroll": ElementRule(None, _CHANNEL, once=True, children=("podcast:remoteItem",)),
        "publisher": ElementRule(None, _CHANNEL, once=True, children=("podcast:remoteItem",)),
        "remoteItem": ElementRule(
            parents=_REMOTE_PARENTS,
            attributes={"feedGuid": UUID, "feedUrl": ADDRESS, "itemGuid": WORDS, "medium": _MEDIUM, "title": ANY},
            required=("feedGuid",),
        ),
        "season": ElementRule(WHOLE, _ITEM, once=True, attributes={"name": at_most(_LABEL)}),
        "socialInteract": ElementRule(
            parents=FEED_OR_ENTRY,
            attributes={"protocol": WORDS, "uri": URI, "accountId": ANY, "accountUrl": ADDRESS, "priority": WHOLE},
            required=("protocol",),
            check=interaction_without_address,
        ),
        "soundbite": ElementRule(
            at_most(_LABEL),
            _ITEM,
            attributes={"startTime": NUMBER, "duration": NUMBER},
            required=("startTime", "duration"),
        ),
        "source": ElementRule(
            parents=frozenset({"podcast:alternateEnclosure"}),
            attributes={"uri": URI, "contentType": MEDIA_TYPE},
            required=("uri",),
        ),
        "trailer": ElementRule(
            _SHOWN,
            _CHANNEL,
            attributes={"url": ADDRESS, "pubdate": RFC822, "length": WHOLE, "type": MEDIA_TYPE, "season": WHOLE},
            required=("url", "pubdate"),
        ),
        "transcript": ElementRule(
            parents=_ITEM,
            attributes={"url": ADDRESS, "type": MEDIA_TYPE, "language": LANGUAGE, "rel": one_of("captions")},
            required=("url", "type"),
        ),
        "txt": ElementRule(
            at_most(_LONGEST)._replace(may_be_blank=False), FEED_OR_ENTRY, attributes={"purpose": at_most(_LABEL)}
        ),
        "updateFrequency": ElementRule(
            at_most(_LABEL),
            _CHANNEL,
            once=True,
            attributes={"complete": TRUE_FALSE, "dtstart": _MOMENT, "rrule": _RULE},
        ),
        "value": ElementRule(
            None,
            FEED_OR_ENTRY,
            attributes={"type": WORDS, "method": WORDS, "suggested": NUMBER},
            required=("type", "method"),
            children=("podcast:valueRecipient",),
        ),
        "valueRecipient": ElementRule(
            parents=_VALUE | {"podcast:valueTimeSplit"},
            attributes={
                "name": ANY,
                "customKey": ANY,
                "customValue": ANY,
                "type": WORDS,
                "address": WORDS,
                "split": WHOLE,
                "fee": TRUE_FALSE,
            },
            required=("type", "address", "split"),
        ),
        "valueTimeSplit": ElementRule(
            None,
            _VALUE,
            attributes={
                "startTime": NUMBER,
                "duration": NUMBER,
                "remoteStartTime": NUMBER,
                "remotePercentage": ranged(0, 100, "write a number from 0 to 100"),
            },
            required=("startTime", "duration"),
            check=split_without_payee,
        ),
        # proposals that apps and hosts use already
        "follow": ElementRule(None, _CHANNEL, once=True, attributes=None),
        "gateway": ElementRule(attributes=None),
        "metaBoost": ElementRule(attributes=None),
        "complete": ElementRule(YES_NO, _CHANNEL, once=True, attributes=None),
        "social": ElementRule(attributes=None, obsolete="write <podcast:socialInteract>"),
        "id": ElementRule(attributes=None),
    },
    PODCASTING_RULES,
    unknown=Level.NOTE,
)
