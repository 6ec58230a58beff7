"""FeedSync and the list extension of Microsoft. Spec: http://feedsync.org/2007/feedsync; Simple List Extensions."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.dates import rfc3339_moment
from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.lint.rules.modules.families import EXTENSION_RULES
from exporters.lint.rules.modules.tables import ENTRY, FEED, ElementRule, Module
from exporters.lint.rules.modules.value_kinds import ANY, RFC3339, URI, WORDS, ValueKind, one_of, pattern

_LARGEST: Final = 2**31 - 1
_COUNT: Final = ValueKind(
    lambda text: text.isascii() and text.isdigit() and len(text) <= 10 and 1 <= int(text) <= _LARGEST,
    f"write a whole number from 1 to {_LARGEST:,}",
)
_IDENTIFIER: Final = pattern(
    r"(?>(?:[0-9A-Za-z()+,.:=@;$_!*'/?#-]|%[0-9A-Fa-f]{2})+)", "write letters, digits and marks of RFC 2141 §2.2"
)
_STRICT: Final = one_of("true false")


def window_half(node: XmlElement, _parent: XmlElement) -> Iterator[Finding]:
    """Spec: FeedSync <sx:sharing>: `since` and `until` stand together."""
    for name, other in (("since", "until"), ("until", "since")):
        if name in node.attributes and other not in node.attributes:
            message = f"no {other} beside {name} in the <{node.name}>"
            yield node.finding(EXTENSION_RULES.attribute_missing, message, f'write {other}="…"')
    since, until = (rfc3339_moment(node.attributes.get(name, "")) for name in ("since", "until"))
    if since and until and since > until:
        message = f"since is after until in the <{node.name}>"
        yield node.finding(EXTENSION_RULES.value_invalid, message, "write the earlier moment as since")


def change_of_nobody(node: XmlElement, _parent: XmlElement) -> Iterator[Finding]:
    """Spec: FeedSync <sx:history>: "either or both" of `when` and `by`."""
    if not ({"when", "by"} & node.attributes.keys()):
        message = f"neither when nor by in the <{node.name}>"
        yield node.finding(EXTENSION_RULES.attribute_missing, message, "write both")


FEEDSYNC: Final = Module(
    "sx",
    "FeedSync",
    {
        "sharing": ElementRule(
            None,
            FEED,
            once=True,
            attributes={"since": RFC3339, "until": RFC3339, "expires": RFC3339},
            check=window_half,
        ),
        "related": ElementRule(
            parents=frozenset({"sx:sharing"}),
            attributes={"link": URI, "title": ANY, "type": one_of("complete aggregated")},
            required=("link", "type"),
        ),
        "sync": ElementRule(
            None,
            ENTRY,
            once=True,
            attributes={"id": _IDENTIFIER, "updates": _COUNT, "deleted": _STRICT, "noconflicts": _STRICT},
            required=("id", "updates"),
            children=("sx:history",),
        ),
        "history": ElementRule(
            parents=frozenset({"sx:sync"}),
            attributes={"sequence": _COUNT, "when": RFC3339, "by": _IDENTIFIER},
            required=("sequence",),
            check=change_of_nobody,
        ),
        "conflicts": ElementRule(None, frozenset({"sx:sync"}), once=True),
    },
)
LISTS: Final = Module(
    "cf",
    "the list extension",
    {
        "treatAs": ElementRule(one_of("list"), FEED, once=True),
        "listinfo": ElementRule(None, FEED, once=True),
        "sort": ElementRule(
            parents=frozenset({"cf:listinfo"}),
            attributes={
                "ns": ANY,
                "element": WORDS,
                "label": WORDS,
                "data-type": one_of("text number date"),
                "default": one_of("true false yes no"),
            },
        ),
        "group": ElementRule(
            parents=frozenset({"cf:listinfo"}), attributes={"ns": ANY, "element": WORDS, "label": WORDS}
        ),
    },
)
