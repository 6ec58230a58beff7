"""Texts and dates of an article, and the fields that have our own names in every dialect."""

from collections.abc import Mapping
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.model import moment
from exporters.sources.dialects.dialect import FieldValue
from exporters.sources.dialects.fields.mapped_fields import MappedFields

_KEPT: Final[Mapping[str, type | tuple[type, ...]]] = {  # further names of ours, where a value has their shape
    "id": (str, int, float),
    "type": str,
    "quality": (int, float, str),
    "heat": (int, float, str),
    "removed": (bool, str),
    "ampWebUrl": str,
    "cdnAmpWebUrl": str,
    "featuredContent": str,
}


def add_title(fields: MappedFields) -> None:
    """Add the title."""
    found = fields.article.titling
    if found is not None:
        fields.put(("title",), fields.article.written(found) or found.value, found)


def add_text(fields: MappedFields, field: str) -> None:
    """A text or a moment that is read later as it is, but for a zone that the dialect gives it."""
    found = fields.find(field)
    if found is None:
        return
    read = fields.article.read_date(found) if field.endswith("DateTime") else None
    value = moment.rfc3339(read.moment) if read else fields.article.written(found) or found.value
    fields.put((field,), value, found)
    if read and read.is_leap_second:
        _note_date(fields, field, found, "date-leap-second", "a leap second", f"now {value}")


def add_date(fields: MappedFields) -> None:
    """Add the date of publication, in UTC where it has no zone and the settings name none."""
    article = fields.article
    if article.dating is None:
        fix = f"write {fields.dialect.date_key}: 2021-08-24T07:30:00Z"
        fields.add_problem("date-missing", "neither the front matter nor the file name has a date", fix)
        return
    found = article.dating
    value = moment.rfc3339(article.date.moment) if article.date else article.written(found) or found.value
    fields.put(("publishedDateTime",), value, found)
    if article.date and not article.date.has_zone and not article.is_zone_given:
        message = "a date without a time zone"
        _note_date(fields, "publishedDateTime", found, "zone-assumed", message, f"read as UTC: {value}")
    if article.date and article.date.is_leap_second:
        _note_date(fields, "publishedDateTime", found, "date-leap-second", "a leap second", f"now {value}")


def add_others(fields: MappedFields) -> None:
    """Add what no generator has a name of its own for."""
    for name, kinds in _KEPT.items():
        value = fields.document.value.get(name)
        if isinstance(value, kinds):
            fields.value[name] = value
    for name in ("id", "type"):
        ruled = fields.article.ruled(name)
        if ruled is not None:
            fields.put((name,), ruled.value, ruled)
    related = fields.document.value.get("related")
    if isinstance(related, list) and all(isinstance(each, dict) for each in related):
        fields.value["related"] = related


def _note_date(fields: MappedFields, field: str, found: FieldValue, rule: str, message: str, fix: str) -> None:
    place = fields.document.place(found.path) if found.path else (1, 1)
    fields.notes.append(Diagnostic(rule, message, fix, Level.NOTE).in_field(field, *place))
