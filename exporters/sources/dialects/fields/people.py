"""The authors of an article, as its dialect writes them."""

from collections.abc import Mapping
from typing import Any, Final

from exporters.model import url as urls
from exporters.sources.dialects.dialect import FieldValue, ValueSource
from exporters.sources.dialects.fields.labels import NAME_KEYS
from exporters.sources.dialects.fields.mapped_fields import MappedFields

_PAGE_KEYS: Final = ("url", "uri", "website", "web", "link")
_PICTURE_KEYS: Final = ("picture", "avatar", "image", "image_url", "imageURL", "photo")


def add_authors(fields: MappedFields) -> None:
    """Add the authors, unless the article has a provider as our own articles do."""
    provider = fields.document.value.get("provider")
    if isinstance(provider, (dict, str)):
        fields.value["provider"] = provider
        return
    found = fields.article.ruled("authors") or fields.article.find(*fields.dialect.authors)
    if found is None:
        return
    table = fields.dialect.authors_by_key(fields.article.site) if fields.dialect.authors_by_key else {}
    people: list[dict[str, Any]] = []
    for each in fields.article.entries(found, fields.dialect.author_split):
        at = len(people)
        person = _person(fields, each, table)
        if not person.value and isinstance(each.value, dict):
            fields.note_unread(each, "an author without a name", f"write it as {NAME_KEYS[0]}: Ann")
        if person.value:
            fields.place(("provider", "authors", at), person)
            fields.place(("provider", "authors", at, "name"), person)
            people.append(person.value)
    if people:
        fields.put(("provider",), {"authors": people}, found)
        fields.place(("provider", "authors"), found)


def _person(fields: MappedFields, each: FieldValue, table: Mapping[str, object]) -> FieldValue:
    """An author as our schema has it, and where its name stands; the value is empty where there is none."""
    value = each.value
    key = value if isinstance(value, str) else str(value.get("key", "")) if isinstance(value, dict) else ""
    known = table.get(key)
    source = ValueSource("authors", key) if isinstance(known, (dict, str)) and each.source is None else each.source
    if isinstance(value, str):
        if not isinstance(known, (dict, str)):
            return each._replace(value={"name": value})
        value = {"name": each.value, **(known if isinstance(known, dict) else {"name": known})}
    if not isinstance(value, dict):
        return each._replace(value={})
    if isinstance(known, dict):
        value = {**known, **value}
    name = next((str(value[key]) for key in NAME_KEYS if isinstance(value.get(key), (str, int, float))), "")
    if not name.strip():
        return each._replace(value={})
    person: dict[str, Any] = {"name": name}
    page = next((value[key] for key in _PAGE_KEYS if isinstance(value.get(key), str)), "")
    if page and urls.is_url(fields.absolute(page)):
        person["url"] = fields.absolute(page)
    picture = next((value[key] for key in _PICTURE_KEYS if isinstance(value.get(key), str)), "")
    if picture and urls.is_url(fields.absolute(picture)):
        person["images"] = [{"url": fields.absolute(picture)}]
    return FieldValue(person, each.path, source)
