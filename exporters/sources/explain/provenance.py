"""Provenance: where a value of an article comes from, in words: key and line, file name, settings, data elsewhere."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from exporters.settings.values import Settings
from exporters.sources.dialects.dialect import FieldValue, ValueSource
from exporters.sources.dialects.mapped_document import MappedDocument
from exporters.sources.explain.record import ReadingRecord
from exporters.support.paths import shown_path
from exporters.yamldoc.positions import KeyPath, field_name


class ArticleProvenance:
    """Says of each value of one article what it comes from."""

    def __init__(
        self, record: ReadingRecord, settings: Settings, name: Callable[[str], str] | None = None, flag: str = ""
    ) -> None:
        """`name` gives the author's name of a field of a row; `flag` is the flag that gave the rule of addresses."""
        self._record = record
        self._settings = settings
        self._name = name
        self._flag = flag

    def of(self, *path: str | int) -> str:
        """What the value at `path` comes from, by Outfeed's names; "" where nothing is there."""
        document = self._record.document
        if document is None or not _has(document.value, path):
            return ""
        if not isinstance(document, MappedDocument):
            field = self._name(field_name(path)) if self._name else field_name(path)
            return self._at(field, document.place(path).line)
        source, origin = self._source(path), document.source(path)
        if origin is None:
            return self._elsewhere(source) if source else ""
        key = _without_index(origin)
        place = self._at(field_name(key), document.original.place(key).line)
        if source is not None and source.kind == "settings":
            return f"{place}, by source.fields.{source.name}{self._file}"
        return f"{place}, found among the authors of the site" if source and source.kind == "authors" else place

    def of_each(self, *path: str | int) -> str:
        """What the entries of the list at `path` come from, each key once."""
        document = self._record.document
        entries = _value(document.value, path) if document else None
        if not isinstance(entries, list) or not isinstance(document, MappedDocument):
            return self.of(*path)
        return "; ".join(dict.fromkeys(filter(None, (self.of(*path, at) for at in range(len(entries))))))

    def written(self, *path: str | int) -> str:
        """The scalar at `path` as its author wrote it; "" where he did not."""
        document = self._record.document
        return (document.source_text(path) or "") if document and _has(document.value, path) else ""

    def of_found(self, found: FieldValue | None) -> str:
        """What a value comes from that the rules of a dialect ask for."""
        if found is None or self._record.article is None:
            return ""
        if found.path is not None:
            return self._at(field_name(found.path), self._record.article.document.place(found.path).line)
        return self._elsewhere(found.source) if found.source else ""

    @property
    def permalink_rule(self) -> str:
        """What gives our own rule of addresses."""
        return self._flag or f"source.permalink{self._file}"

    @cached_property
    def _file(self) -> str:
        return f" in {shown_path(self._settings.file)}" if self._settings.file else ""

    @staticmethod
    def _at(field: str, line: int) -> str:
        return f"{field}, line {line}" if line else field

    def _source(self, path: KeyPath) -> ValueSource | None:
        found = (self._record.sources.get(path[:length]) for length in range(len(path), 0, -1))
        return next((each for each in found if each is not None), None)

    def _elsewhere(self, source: ValueSource) -> str:
        match source.kind:
            case "settings":
                return f"source.fields.{source.name}{self._file}"
            case "given":
                return f"{source.name}, given by {self._giver(source.name)}"
            case "authors":
                return "the authors of the site"
            case "name":
                return "the name of the file"
            case "folder":
                return "the folder of the file"
            case "heading":
                return "the first heading"
        return f"{source.name} of the site, else the generator's default"

    def _giver(self, name: str) -> str:
        """The file or the setting that gives the value at `name`, by the rules that give the value itself."""
        article = self._record.article
        if article is None or article.dialect.given is None or article.dialect.label_given is None:
            return "data of the site"
        key = name.partition(".")[0]
        is_same = str.__eq__ if not article.dialect.folds_keys else lambda one, other: one.lower() == other.lower()
        labels = article.dialect.given(article.path, article.dialect.label_given(article.site))
        values = article.dialect.given(article.path, article.site)
        found = next((each for each in labels if is_same(each, key)), None)
        label = labels[found] if found is not None else None
        if isinstance(label, list):  # each entry has the label of its own file
            label = ", ".join(dict.fromkeys(map(str, label)))
        is_label = found is not None and label != values.get(found)
        return self._as_file(str(label)) if is_label else "the path of the file"

    def _as_file(self, label: str) -> str:
        """A file of the site as messages show it; other labels as they are."""
        site = self._settings.source_site
        path = Path(site.root, label) if site else Path(label)
        return shown_path(path) if path.is_file() else label


def _without_index(path: KeyPath) -> KeyPath:
    """The key that an entry of a list stands under."""
    end = next((at for at, part in enumerate(path) if isinstance(part, int)), len(path))
    return path[:end]


def _value(value: Any, path: KeyPath) -> Any:
    for part in path:
        try:
            value = value[part]
        except (LookupError, TypeError):
            return None
    return value


def _has(value: Any, path: KeyPath) -> bool:
    return _value(value, path) is not None
