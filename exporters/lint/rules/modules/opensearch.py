"""Results of a search as a feed. Spec: OpenSearch 1.1, https://github.com/dewitt/opensearch, "response elements"."""

import codecs
from typing import Final

from exporters.lint.rules.modules.tables import FEED, ElementRule, Module
from exporters.lint.rules.modules.value_kinds import INTEGER, LANGUAGE, WHOLE, ValueKind, pattern

_ROLES: Final = "request|example|related|correction|subset|superset"
_LONGEST_NAME: Final = 40  # characters of an encoding


def _is_encoding(name: str) -> bool:
    try:
        return len(name) <= _LONGEST_NAME and name.isascii() and bool(codecs.lookup(name))
    except (LookupError, ValueError):
        return False


_ENCODING: Final = ValueKind(_is_encoding, "write the name of an encoding: UTF-8")
_TITLE: Final = ValueKind(lambda text: len(text) <= 256, "write at most 256 characters", may_be_blank=True)
_TERMS: Final = pattern(
    r"(?>(?:[A-Za-z0-9._~!$&'()*+,;=:@/?\s-]++|%[0-9A-Fa-f]{2})*)", "write the terms percent-encoded: New%20York"
)

_ELEMENTS: Final = {
    "totalResults": ElementRule(WHOLE, FEED, once=True),
    "startIndex": ElementRule(INTEGER, FEED, once=True),
    "itemsPerPage": ElementRule(WHOLE, FEED, once=True),
    "link": ElementRule(parents=FEED, attributes=None),
    "Query": ElementRule(
        parents=FEED,
        attributes={
            "role": pattern(f"{_ROLES}|[A-Za-z_][A-Za-z0-9_.-]*:.+", f"write {_ROLES.replace('|', ', ')}"),
            "title": _TITLE,
            "totalResults": WHOLE,
            "searchTerms": _TERMS,
            "count": WHOLE,
            "startIndex": INTEGER,
            "startPage": INTEGER,
            "language": LANGUAGE,
            "inputEncoding": _ENCODING,
            "outputEncoding": _ENCODING,
        },
        required=("role",),
    ),
}
OPENSEARCH: Final = Module("opensearch", "OpenSearch", _ELEMENTS)
OPENSEARCH_1_0: Final = Module("opensearch10", "OpenSearch", _ELEMENTS)
