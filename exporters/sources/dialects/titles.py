"""Titles of articles that have none in their front matter."""

import re
from typing import Final

from exporters.support.lazy_regex import lazy_regex

_HEADING: Final = lazy_regex(r"(?m)^#[ \t]+(.+?)[ \t]*#*[ \t]*\r?$")
_FENCED: Final = lazy_regex(r"(?ms)^(```|~~~).*?^\1")
_MARKUP: Final = lazy_regex(r"[*_`]+|\{[^{}]*+\}\s*$|\[([^\[\]]*+)\]\([^)]{0,1000}\)")


def written_heading(body: str) -> str:
    """The first `#` heading as it is written, "" where there is none."""
    found = _HEADING.search(_FENCED.sub("", body[:200_000]))
    return found[1] if found else ""


def from_heading(body: str) -> str:
    """The text of the first `#` heading, "" where there is none."""
    found = _HEADING.search(_FENCED.sub("", body[:200_000]))
    return _MARKUP.sub(lambda each: each[1] or "", found[1]).strip() if found else ""


def from_name(name: str) -> str:
    """The words of a name of a file: `my-first_post` is `My first post`; capital letters stay."""
    words = " ".join(re.split(r"[-_\s]+", name)).strip()
    return words[:1].upper() + words[1:] if words == words.lower() else words


def from_slug(slug: str) -> str:
    """The words of a name, each with a capital letter, as Jekyll makes them: `my-first-post` is `My First Post`."""
    return " ".join(word[:1].upper() + word[1:].lower() for word in slug.split("-") if word)
