"""Hexo `permalink`. Spec: hexo.io/docs/permalinks; `plugins/filter/post_permalink`."""

import hashlib
from typing import Final

from exporters.sources.addresses import slugs
from exporters.sources.addresses.moments import STRFTIME, moment_of
from exporters.sources.addresses.parts import AddressError, AddressParts, PatternOptions
from exporters.sources.addresses.template import (
    Fill,
    TemplatePattern,
    date_placeholder,
    field,
    plain_path,
    required_placeholder,
)
from exporters.support.lazy_regex import lazy_regex

DEFAULT: Final = ":year/:month/:day/:title/"
_NAME: Final = lazy_regex(r":(\w+)")
_DATES: Final = {"year": "Y", "month": "m", "day": "d", "hour": "H", "minute": "M", "second": "S", "timestamp": "s"}


def _path(parts: AddressParts) -> str:
    return "/".join((*parts.folders, parts.name))


def _hash(parts: AddressParts) -> str:
    stamp = int(moment_of(parts, ":hash").timestamp())
    return hashlib.sha1(f"{_path(parts)}{stamp}".encode(), usedforsecurity=False).hexdigest()[:12]


PLACEHOLDERS: Final[dict[str, Fill]] = {  # "Variables"; any other field of the front matter is one too
    **{name: date_placeholder(f":{name}", STRFTIME[directive]) for name, directive in _DATES.items()},
    "i_month": date_placeholder(":i_month", lambda at: str(at.month)),
    "i_day": date_placeholder(":i_day", lambda at: str(at.day)),
    "title": required_placeholder(":title", _path, "give the file a name"),
    "name": required_placeholder(":name", lambda parts: parts.name, "give the file a name"),
    "post_title": required_placeholder(
        ":post_title", lambda parts: slugs.hexo(parts.title, is_lower=True), "write a title"
    ),
    "hash": _hash,
}


def parse(text: str, options: PatternOptions) -> TemplatePattern:
    """Return the pattern. Raises AddressError for `:id`, which a database of Hexo counts."""
    pieces: list[str | Fill] = []
    copied = 0
    for found in _NAME.finditer(text):
        pieces += [text[copied : found.start()], _fill(found[1], options)]
        copied = found.end()
    return TemplatePattern((*pieces, text[copied:]), plain_path)


def _fill(name: str, options: PatternOptions) -> Fill:
    if name == "id":
        raise AddressError(":id is a number that only Hexo's database knows", "use :hash, :title or :name")
    if name == "category":
        return lambda parts: "/".join(map(slugs.hexo, parts.categories)) or options.default_category
    if name in PLACEHOLDERS:
        return PLACEHOLDERS[name]
    return field(name, f":{name}", [*PLACEHOLDERS, "category"])
