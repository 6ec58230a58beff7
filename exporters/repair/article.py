"""Repair the front matter of an article: one table says how each field is repaired."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import tzinfo
from typing import Any, Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.repair import kinds, related, structures
from exporters.repair.report import PictureFinder, RepairReport
from exporters.yamldoc.positions import KeyPath, YamlDocument

_IMAGE: Final = structures.mapping(
    "url", "isCached", url=kinds.picture, width=kinds.number, height=kinds.number, title=kinds.text
)
_PERSON: Final = structures.with_name(
    structures.mapping("name", name=structures.without_mail(kinds.label), url=kinds.url, images=structures.many(_IMAGE))
)
_PROVIDER: Final = structures.mapping(
    "name",
    name=structures.without_mail(kinds.text),
    domain=kinds.domain,
    images=structures.many(_IMAGE),
    authors=structures.many(_PERSON),
)
_ENCLOSURE: Final = structures.mapping(
    "url", url=kinds.url, type=kinds.text, length=kinds.number, duration=kinds.duration, title=kinds.text
)
_RELATED_ARTICLE: Final = structures.mapping(
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
    "topics": structures.many(kinds.label),
    "images": structures.many(_IMAGE),
    "enclosures": structures.many(_ENCLOSURE),
    "related": related.best(structures.many(structures.with_address(_RELATED_ARTICLE))),
    "featuredContent": kinds.html,
}


_SINGLE: Final = frozenset(  # fields of one value; a list of one entry stands for it
    "title excerpt publishedDateTime updatedDateTime webUrl originalUrl ampWebUrl cdnAmpWebUrl type category".split()
)


class RepairedFields(NamedTuple):
    """Clean front matter: `fields` has the keys of the schema, `extra` those that the schema does not know."""

    fields: dict[str, Any]
    extra: dict[str, Any]
    notes: list[Diagnostic]
    problems: list[Diagnostic]
    derived_id: str  # the permalink as it was before its host got small letters; "": it is as it was
    original_path: Callable[[KeyPath], KeyPath]  # the path in the document of the value at a path of `fields`


def repair(
    document: YamlDocument,
    *,
    base: str,
    zone: tzinfo | None,
    known_keys: AbstractSet[str] = frozenset(),
    find_picture: PictureFinder | None = None,
    is_export: bool = False,
) -> RepairedFields:
    """Return the repaired front matter of `document`, a mapping.

    `base` is the address of the site; root-relative addresses lie under it. Dates without a time zone are in `zone`.
    `known_keys` are the keys that a generator knows: the report does not mention them; others may be slips in them.
    `find_picture` knows the files beside the article; None: there are none. `is_export`: notes on related articles
    that no feed has are left out.
    """
    report = RepairReport(document, base, zone, is_export=is_export)
    report.find_picture = find_picture
    written: dict[str, Any] = document.value
    fields: dict[str, Any] = {}
    for name, kind in FIELDS.items():
        if (value := written.get(name)) is not None:
            path: KeyPath = (name,)
            if isinstance(value, list) and name in _SINGLE:
                value, path = kinds.only_entry(report, value, path)
            if (clean := kind(report, value, path)) is not None:
                fields[name] = clean
        if name == "originalUrl":
            report.page = fields.get("webUrl") or fields.get("originalUrl", "")
    _fix_order(report, fields)
    extra = {key: value for key, value in written.items() if key not in FIELDS}
    for key in extra:
        if key not in known_keys:
            report.add_unknown((key,), FIELDS, known_keys)
    derived_id = _derived_id(report, fields)
    return RepairedFields(fields, extra, report.notes, report.problems, derived_id, report.original_path)


def _derived_id(report: RepairReport, fields: dict[str, Any]) -> str:
    """Return the permalink that is the id of the article, as it was before its host got small letters; "" otherwise."""
    if "id" in fields or not report.spellings:
        return ""
    permalink = "webUrl" if "webUrl" in fields else "originalUrl"
    return next((each for path, each in report.spellings.items() if path[0] == permalink), "")


def _fix_order(report: RepairReport, fields: dict[str, Any]) -> None:
    """Move an update that lies before publication to it. Both are RFC 3339 in UTC here, so text order is time order."""
    published, updated = fields.get("publishedDateTime"), fields.get("updatedDateTime")
    if isinstance(published, str) and isinstance(updated, str) and updated < published:
        report.add_repair("date-order", ("updatedDateTime",), updated, published)
        fields["updatedDateTime"] = published
