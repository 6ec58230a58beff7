"""How often a feed changes, and numbers about its comments: the modules sy and slash, Comment API, Atom threading.

Spec: https://web.resource.org/rss/1.0/modules/syndication/, …/slash/; RFC 4685; http://wellformedweb.org/CommentAPI/.
"""

from typing import Final

from exporters.lint.rules.modules.tables import ENTRY, FEED, FEED_OR_ENTRY, ElementRule, Module
from exporters.lint.rules.modules.value_kinds import (
    ADDRESS,
    ANY,
    MEDIA_TYPE,
    POSITIVE,
    RFC3339,
    URI,
    W3C_DATE,
    WHOLE,
    one_of,
    pattern,
)

_LONGEST_LIST: Final = r"[0-9]{1,18}(?:\s*,\s*[0-9]{1,18}){0,99}"

SY: Final = Module(
    "sy",
    "the syndication module",
    {
        "updatePeriod": ElementRule(one_of("hourly daily weekly monthly yearly"), FEED, once=True),
        "updateFrequency": ElementRule(POSITIVE, FEED, once=True),
        "updateBase": ElementRule(W3C_DATE, FEED, once=True),
    },
)
SLASH: Final = Module(
    "slash",
    "the slash module",
    {
        "section": ElementRule(parents=ENTRY),
        "department": ElementRule(parents=ENTRY),
        "comments": ElementRule(WHOLE, ENTRY, once=True),
        "hit_parade": ElementRule(pattern(_LONGEST_LIST, "write whole numbers, parted by commas"), ENTRY, once=True),
    },
)
WFW: Final = Module(
    "wfw",
    "the Comment API",
    {
        "comment": ElementRule(ADDRESS, ENTRY, once=True),
        "commentRss": ElementRule(ADDRESS, ENTRY, once=True),
        "commentRSS": ElementRule(ADDRESS, ENTRY, once=True, obsolete="write wfw:commentRss: its capitals matter"),
    },
)
THR: Final = Module(
    "thr",
    "RFC 4685 (Atom Threading)",
    {
        "in-reply-to": ElementRule(
            ANY,
            FEED_OR_ENTRY,
            attributes={"ref": URI, "href": ADDRESS, "source": ADDRESS, "type": MEDIA_TYPE},
            required=("ref",),
        ),
        "total": ElementRule(WHOLE, ENTRY, once=True),
    },
    foreign={"count": WHOLE, "updated": RFC3339},
)
