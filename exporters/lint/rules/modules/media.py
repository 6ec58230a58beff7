"""The elements of Media RSS. Spec: https://www.rssboard.org/media-rss, version 1.5.1."""

import re
from typing import Final

from exporters.lint.rules.modules import media_values as checks
from exporters.lint.rules.modules.families import MRSS_RULES
from exporters.lint.rules.modules.tables import ENTRY, FEED_OR_ENTRY, ElementRule, Module
from exporters.lint.rules.modules.value_kinds import (
    ANY,
    LANGUAGE,
    MEDIA_TYPE,
    NUMBER,
    POSITIVE,
    TEXT,
    TRUE_FALSE,
    URI,
    WHOLE,
    WORDS,
    ValueKind,
    one_of,
    pattern,
)

_NPT: Final = pattern(
    r"now|[0-9]+(?:\.[0-9]*)?|[0-9]+:[0-5]?[0-9]:[0-5]?[0-9](?:\.[0-9]*)?",
    "write a time of RFC 2326 §3.6: 12:05:35.3 or 735.3",
)
_TEXT_TYPE: Final = one_of("plain html")
_BOOLEAN: Final = one_of("true false", any_case=True)
_CURRENCY: Final = pattern("[A-Z]{3}", "write a code of three letters, ISO 4217: EUR", re.ASCII | re.IGNORECASE)
_TAGS: Final = ValueKind(
    lambda text: all(weight.strip().isdigit() for tag in text.split(",") for weight in tag.split(":")[1:2]),
    "write names with weights: news: 5, abc:3",
    may_be_blank=True,
)
_OPTIONAL: Final = FEED_OR_ENTRY | {"media:content", "media:group"}  # parents of what describes media
_TEXT: Final = ElementRule(
    parents=_OPTIONAL, once=True, attributes={"type": _TEXT_TYPE}, check=checks.markup_in_plain_text
)
_COMMUNITY: Final = frozenset({"media:community"})

MEDIA: Final = Module(
    "media",
    "Media RSS",
    {
        "group": ElementRule(None, ENTRY, check=checks.group_without_alternatives),
        "content": ElementRule(
            None,
            ENTRY | {"media:group"},
            attributes={
                "url": URI,
                "fileSize": POSITIVE,
                "type": MEDIA_TYPE,
                "medium": one_of("image audio video document executable"),
                "isDefault": _BOOLEAN,
                "expression": one_of("sample full nonstop"),
                "bitrate": NUMBER,
                "framerate": NUMBER,
                "samplingrate": NUMBER,
                "channels": WHOLE,
                "duration": NUMBER,
                "height": POSITIVE,
                "width": POSITIVE,
                "lang": LANGUAGE,
            },
            check=checks.content_without_address,
        ),
        # what may stand in the feed, an entry, a group or a content
        "adult": ElementRule(TRUE_FALSE, _OPTIONAL, once=True, obsolete='write <media:rating scheme="urn:simple">'),
        "rating": ElementRule(parents=_OPTIONAL, attributes={"scheme": ANY}, check=checks.rating_invalid),
        "title": _TEXT,
        "description": _TEXT,
        "keywords": ElementRule(parents=_OPTIONAL, once=True),
        "thumbnail": ElementRule(
            parents=_OPTIONAL,
            attributes={"url": URI, "width": POSITIVE, "height": POSITIVE, "time": _NPT},
            required=("url",),
        ),
        "category": ElementRule(TEXT, parents=_OPTIONAL, attributes={"scheme": URI, "label": ANY}),
        "hash": ElementRule(parents=_OPTIONAL, attributes={"algo": one_of("md5 sha-1")}, check=checks.hash_invalid),
        "player": ElementRule(
            parents=_OPTIONAL,
            once=True,
            attributes={"url": URI, "width": POSITIVE, "height": POSITIVE},
            required=("url",),
        ),
        "credit": ElementRule(
            TEXT, parents=_OPTIONAL, attributes={"role": ANY, "scheme": URI}, check=checks.credit_role_invalid
        ),
        "copyright": ElementRule(TEXT, parents=_OPTIONAL, once=True, attributes={"url": URI}),
        "text": ElementRule(
            parents=_OPTIONAL,
            attributes={"type": _TEXT_TYPE, "lang": LANGUAGE, "start": _NPT, "end": _NPT},
            check=checks.markup_in_plain_text,
        ),
        "restriction": ElementRule(
            parents=_OPTIONAL,
            attributes={"relationship": one_of("allow deny"), "type": one_of("country uri sharing")},
            required=("relationship",),
            check=checks.restriction_invalid,
        ),
        "community": ElementRule(None, _OPTIONAL, once=True),
        "starRating": ElementRule(
            parents=_COMMUNITY,
            once=True,
            attributes={"average": NUMBER, "count": WHOLE, "min": NUMBER, "max": NUMBER},
        ),
        "statistics": ElementRule(parents=_COMMUNITY, once=True, attributes={"views": WHOLE, "favorites": WHOLE}),
        "tags": ElementRule(_TAGS, _COMMUNITY, once=True),
        "comments": ElementRule(None, _OPTIONAL, once=True, children=("media:comment",)),
        "comment": ElementRule(parents=frozenset({"media:comments"})),
        "embed": ElementRule(
            parents=_OPTIONAL,
            once=True,
            attributes={"url": URI, "width": POSITIVE, "height": POSITIVE},
            required=("url",),
        ),
        "param": ElementRule(parents=frozenset({"media:embed"}), attributes={"name": WORDS}, required=("name",)),
        "responses": ElementRule(None, _OPTIONAL, once=True, children=("media:response",)),
        "response": ElementRule(URI, frozenset({"media:responses"})),
        "backLinks": ElementRule(None, _OPTIONAL, once=True, children=("media:backLink",)),
        "backLink": ElementRule(URI, frozenset({"media:backLinks"})),
        "status": ElementRule(
            parents=_OPTIONAL,
            once=True,
            attributes={"state": one_of("active blocked deleted"), "reason": ANY},
            required=("state",),
        ),
        "price": ElementRule(
            parents=_OPTIONAL,
            attributes={
                "type": one_of("rent purchase package subscription"),
                "info": ANY,
                "price": NUMBER,
                "currency": _CURRENCY,
            },
        ),
        "license": ElementRule(parents=_OPTIONAL, attributes={"type": MEDIA_TYPE, "href": URI}),
        "subTitle": ElementRule(
            parents=_OPTIONAL,
            attributes={"type": MEDIA_TYPE, "lang": LANGUAGE, "href": URI},
            required=("href",),
        ),
        "peerLink": ElementRule(parents=_OPTIONAL, attributes={"type": MEDIA_TYPE, "href": URI}, required=("href",)),
        "location": ElementRule(None, _OPTIONAL, attributes={"description": ANY, "start": _NPT, "end": _NPT}),
        "rights": ElementRule(
            parents=_OPTIONAL, once=True, attributes={"status": one_of("userCreated official")}, required=("status",)
        ),
        "scenes": ElementRule(None, _OPTIONAL, once=True, children=("media:scene",)),
        "scene": ElementRule(None, frozenset({"media:scenes"})),
        **dict.fromkeys(("sceneTitle", "sceneDescription"), ElementRule(parents=frozenset({"media:scene"}), once=True)),
        **dict.fromkeys(("sceneStartTime", "sceneEndTime"), ElementRule(_NPT, frozenset({"media:scene"}), once=True)),
        "people": ElementRule(attributes=None, obsolete="write <media:credit>"),
    },
    MRSS_RULES,
)
