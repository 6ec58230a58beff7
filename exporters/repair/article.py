"""The front matter of an article: which field is repaired how. One table, read top to bottom."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import tzinfo
from typing import Any, Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.repair import kinds
from exporters.repair.report import RepairReport
from exporters.yamldoc.positions import KeyPath, YamlDocument

_IMAGE: Final = kinds.mapping(
    "url", "isCached", url=kinds.url, width=kinds.number, height=kinds.number, title=kinds.text
)
_PERSON: Final = kinds.mapping("name", name=kinds.label, url=kinds.url, images=kinds.many(_IMAGE))
_PROVIDER: Final = kinds.mapping(
    "", name=kinds.text, domain=kinds.domain, images=kinds.many(_IMAGE), authors=kinds.many(_PERSON)
)
_ENCLOSURE: Final = kinds.mapping(
    "url", url=kinds.url, type=kinds.text, length=kinds.number, duration=kinds.number, title=kinds.text
)
_RELATED: Final = kinds.mapping(
    "webUrl",
    *("excerpt", "publishedDateTime", "ampWebUrl", "cdnAmpWebUrl", "type", "category", "provider", "images", "heat"),
    title=kinds.text,
    webUrl=kinds.url,
    originalUrl=kinds.url,
    quality=kinds.number,
)

FIELDS: Final[Mapping[str, kinds.Kind]] = {
    "id": kinds.identity,
    "title": kinds.text,
    "excerpt": kinds.text,
    "publishedDateTime": kinds.moment,
    "updatedDateTime": kinds.moment,
    "webUrl": kinds.url,
    "originalUrl": kinds.url,
    "ampWebUrl": kinds.url,
    "cdnAmpWebUrl": kinds.url,
    "type": kinds.text,
    "category": kinds.text,
    "quality": kinds.number,
    "heat": kinds.number,
    "published": kinds.flag,
    "draft": kinds.flag,
    "removed": kinds.flag,
    "provider": _PROVIDER,
    "topics": kinds.many(kinds.label),
    "images": kinds.many(_IMAGE),
    "enclosures": kinds.many(_ENCLOSURE),
    "related": kinds.many(kinds.linked(_RELATED)),
    "featuredContent": kinds.html,
}


class RepairedFields(NamedTuple):
    """Clean front matter: `fields` by the names of the schema, `extra` the keys that it does not know."""

    fields: dict[str, Any]
    extra: dict[str, Any]
    notes: list[Diagnostic]
    problems: list[Diagnostic]
    original: Callable[[KeyPath], KeyPath]  # where in the document the value at a path of `fields` stands


def repair(
    document: YamlDocument, *, base: str, zone: tzinfo | None, known: AbstractSet[str] = frozenset()
) -> RepairedFields:
    """Repair the front matter in `document`, a mapping.

    `base` is the site's address (root-relative addresses lie under it); `zone` that of dates which name none.
    `known` are the keys that a generator gives a meaning, so that nothing is told of them; another key may be a slip
    in one of these.
    """
    report = RepairReport(document, base, zone)
    raw = dict(document.value)
    fields = {}
    for name, kind in FIELDS.items():
        value = raw.pop(name, None)
        if value is not None and (clean := kind(report, value, (name,))) is not None:
            fields[name] = clean
    _order(report, fields)
    for key in (each for each in raw if each not in known):
        report.add_unknown((key,), known or FIELDS)
    return RepairedFields(fields, raw, report.notes, report.problems, report.original)


def _order(report: RepairReport, fields: dict[str, Any]) -> None:
    """An article is not updated before it is published. Both are RFC 3339 in UTC here, so text order is time order."""
    published, updated = fields.get("publishedDateTime"), fields.get("updatedDateTime")
    if isinstance(published, str) and isinstance(updated, str) and updated < published:
        report.add_repair("date-order", ("updatedDateTime",), updated, published)
        fields["updatedDateTime"] = published
