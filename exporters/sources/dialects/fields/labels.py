"""Topics and category: the tags and categories of an article."""

from collections.abc import Iterable
from typing import Any, Final

from exporters.sources.dialects.dialect import FieldValue
from exporters.sources.dialects.fields.mapped_fields import MappedFields

NAME_KEYS: Final = ("name", "title", "label", "key")  # of what is written as a mapping


def add_topics(fields: MappedFields) -> None:
    """Add the topics, each once."""
    entries = _labels(_topic_values(fields))
    topics = dict[object, Any]()  # by what makes them the same: a list has no hash
    for each in entries:
        key = repr(each.value) if isinstance(each.value, list) else each.value
        if each.value and key not in topics:
            fields.place(("topics", len(topics)), each)
            topics[key] = each.value
    if topics:
        fields.put(("topics",), list(topics.values()), entries[0])


def add_category(fields: MappedFields) -> None:
    """Add the category: that of the settings, or of a generator whose articles have one."""
    ruled = fields.article.ruled("category")
    found = [ruled] if ruled else fields.dialect.categories(fields.article) if fields.dialect.has_one_category else []
    texts = _labels(found)
    if texts:
        fields.put(("category",), texts[0].value, texts[0])


def _topic_values(fields: MappedFields) -> list[FieldValue]:
    """Tags, then categories; but for what the settings or the article itself say."""
    article = fields.article
    for given in (article.ruled("topics"), article.own("topics")):
        if given is not None:
            return list(article.entries(given))
    categories = [] if fields.dialect.has_one_category else fields.dialect.categories(article)
    return [*article.named(*fields.dialect.tags), *categories]


def _labels(found: Iterable[FieldValue]) -> list[FieldValue]:
    """Their texts; of a mapping its name."""
    texts = []
    for each in found:
        value, path, source = each
        if isinstance(value, dict):
            key = next((key for key in NAME_KEYS if isinstance(value.get(key), str)), None)
            if key is not None:
                texts.append(FieldValue(value[key], None if path is None else (*path, key), source))
        else:
            texts.append(each)
    return texts
