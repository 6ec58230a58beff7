"""The fields of an article that conditions speak of, and what may be asked of each."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from exporters.diagnostics.diagnostic import shown
from exporters.settings.rules import Wrong
from exporters.settings.told import Told


class Kind(NamedTuple):
    """What a field holds, as messages call it, and the words that ask for it."""

    name: str
    operators: tuple[str, ...]
    example: str  # a condition


TEXT: Final = Kind("text", ("any", "not", "text", "has"), "AI")
NUMBER: Final = Kind("a number", ("any", "not", "min", "max", "has"), "{min: 50}")
MOMENT: Final = Kind("a date", ("after", "before"), "{after: 2021-08-24}")
PRESENCE: Final = Kind("there or not", ("has",), "{has: true}")
ANYTHING: Final = Kind("anything", ("any", "not", "min", "max", "after", "before", "text", "has"), "yes")
OPERATORS: Final = ANYTHING.operators
EXTRA: Final = "extra."  # before a key of the front matter that the model has no field for

FIELDS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(("topics", "authors", "category", "type", "provider", "provider.name", "provider.domain"), TEXT),
    **dict.fromkeys(("title", "summary", "content", "id", "url", "original_url", "amp_url", "amp_cdn_url"), TEXT),
    **dict.fromkeys(("quality", "heat"), NUMBER),
    **dict.fromkeys(("published", "updated"), MOMENT),
    **dict.fromkeys(("images", "related"), PRESENCE),
}
_FRONT_MATTER: Final = {  # keys of our articles: the field of the model, which is what `extra` never holds
    **{key: key for key in "id title type category topics provider images related quality heat published".split()},
    "publishedDateTime": "published",
    "updatedDateTime": "updated",
    "webUrl": "url",
    "originalUrl": "original_url",
    "ampWebUrl": "amp_url",
    "cdnAmpWebUrl": "amp_cdn_url",
    "excerpt": "summary",
    "featuredContent": "content",
    "provider.authors": "authors",
}
_ELSEWHERE: Final = {  # what other programs and formats call them
    **dict.fromkeys(("date", "datePublished"), "published"),
    **dict.fromkeys(("lastmod", "dateModified"), "updated"),
    **dict.fromkeys(("link", "permalink"), "url"),
    **dict.fromkeys(("body", "content_html"), "content"),
    **dict.fromkeys(("author", "authors.name"), "authors"),
    **dict.fromkeys(("topic", "tag", "tags"), "topics"),
    "description": "summary",
    "categories": "category",
    "image": "images",
}
_NEVER: Final = {  # keys of our articles that no feed goes by
    "draft": "drafts are exported with --drafts alone",
    "removed": "withdrawn articles are never exported",
    "secured": "it is private and never read",
}


def kind_of(told: Told, field: str) -> Kind | Wrong:
    """What `field` holds, or why there is no such field."""
    if field in FIELDS:
        return FIELDS[field]
    if field in ("extra", EXTRA):
        right = "write extra. and a key of the front matter, such as extra.series"
        return Wrong("condition-field", "extra names no key", right)
    key = field.removeprefix(EXTRA)
    if key in _NEVER:
        return Wrong("condition-field", f"{key} is no field to select by", f"take it out: {_NEVER[key]}")
    meant = _FRONT_MATTER.get(key) or (_FRONT_MATTER.get(key.partition(".")[0]) if key != field else None)
    if key != field and meant is None:
        return ANYTHING
    meant = meant or _ELSEWHERE.get(key)
    right = f"write {meant}" if meant else told.near(field, (*FIELDS, "extra.KEY"))
    return Wrong("condition-field", f"{shown(field)} is no field of articles", right)
