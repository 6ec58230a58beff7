"""Refuses HTML that would take long to parse: the algorithm is quadratic, so hostile input must not reach it."""

import re
from typing import Final

LONGEST: Final = 1_000_000  # characters; several intakes of publishers stop at 1 MB for a whole feed
MOST_TAGS: Final = 40_000  # "<": 2.7 s when all are open at once; the longest real article seen has 1,000
DEEPEST: Final = 256  # levels; libxml2, which many readers use, drops what lies deeper
_MOST_NAMES: Final = 50_000  # 1.3 s when all are attributes of one tag: each is compared with each
_MOST_COPIES: Final = 2_000_000  # 2 s: every unclosed <b x=1> is made again in every paragraph that follows

_INLINE_IMAGE: Final = re.compile(r"(data:[\w.+/-]{1,99}(?:;[\w=.-]{1,99}){0,9};base64,)[A-Za-z0-9+/=%\s]+", re.ASCII)
_FORMATTING: Final = r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/]"
_FORMATTING_START: Final = re.compile(_FORMATTING, re.IGNORECASE)
_WHOLE_TAG: Final = re.compile(
    _FORMATTING + r"""(?>(?:[^<>"'=]++|=\s*"[^<>"]*"|=\s*'[^<>']*'|=(?!\s*["']))*)>""", re.IGNORECASE
)
_TAG: Final = re.compile("<(/?)([a-z][a-z0-9]*)")
_VOID: Final = frozenset({"br", "col", "embed", "hr", "img", "input", "source", "wbr"})


def bounded(html: str) -> str:
    """`html`, with inline images emptied where they make it long.

    Raises:
        ValueError: it would take more than seconds to parse; the sentence says what there is too much of.
    """
    if len(html) > LONGEST:
        html = _INLINE_IMAGE.sub(r"\1", html)
    if len(html) > LONGEST:
        raise ValueError(f"{len(html):,} characters of HTML; at most {LONGEST:,} are read")
    tags = html.count("<")
    if tags > MOST_TAGS:
        raise ValueError(f"{tags:,} tags; at most {MOST_TAGS:,} are read")
    if len(html) > 5 * _MOST_NAMES and len(set(re.split(r"[\s/=>]+", html))) > _MOST_NAMES:
        raise ValueError(f"HTML with more than {_MOST_NAMES:,} different words; it can't be told from one endless tag")
    if tags * tags > _MOST_COPIES and _copied(html) * tags > _MOST_COPIES:
        raise ValueError(f"too many different <b>, <i> or <font> tags for {tags:,} tags in all")
    return html


def _copied(html: str) -> int:
    """How many formatting elements may be open at once at most: of identical ones it is three. Spec: HTML §13.2.4.3."""
    whole = _WHOLE_TAG.findall(html)
    return len(_FORMATTING_START.findall(html)) - len(whole) + 3 * len(set(whole))


def depth(html: str) -> int:
    """How deep `html` nests, where every element in it is closed: what a serialiser wrote."""
    if html.count("<") <= DEEPEST:
        return html.count("<")  # no need to know better
    deepest = level = 0
    for slash, name in _TAG.findall(html):
        if slash:
            level -= 1
        elif name not in _VOID:
            level += 1
            deepest = max(deepest, level)
    return deepest
