"""SourceArticle: what the rules of a dialect may ask of one article."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from typing import Any

from exporters.model import moment
from exporters.settings import rules
from exporters.settings.source_site import SourceSite
from exporters.sources.addresses.parts import AddressParts
from exporters.sources.dialects import dates, permalinks, titles
from exporters.sources.dialects.dates import Dated
from exporters.sources.dialects.dialect import (
    FROM_NAME,
    Dialect,
    FieldValue,
    NameParts,
    Splitting,
    TopicName,
    ValueSource,
)
from exporters.yamldoc.positions import KeyPath, YamlDocument


class SourceArticle:
    """One article by its front matter, its body and its path below the folder of the site."""

    def __init__(
        self, document: YamlDocument, body: str, path: str, dialect: Dialect, site: SourceSite, zone: tzinfo | None
    ) -> None:
        """`zone` is that of dates which name none; None: UTC."""
        self.document = document
        self.body = body
        self.path = path
        self.dialect = dialect
        self.site = site
        named = rules.zone_of(dialect.zone_of(self)) if dialect.zone_of else None
        self.zone = named or zone or UTC
        self.is_zone_given = named is not None or zone is not None

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        """Keys as they are written, by what they are compared by."""
        fold = self.dialect.folds_keys
        return {(key.lower() if fold else key): key for key in self.document.value}

    @cached_property
    def _given(self) -> Mapping[str, Any]:
        return self.dialect.given(self.path, self.site) if self.dialect.given else {}

    def own(self, name: str) -> FieldValue | None:
        """The value at `a.b` in the front matter; None where there is none."""
        first, *rest = name.split(".")
        key = self._keys.get(first.lower() if self.dialect.folds_keys else first)
        if key is None and name in self._keys:
            key, rest = name, []
        if key is None:
            return None
        value: Any = self.document.value[key]
        path: KeyPath = (key,)
        for part in rest:
            if isinstance(value, list) and part.isdecimal() and int(part) < len(value):
                value, path = value[int(part)], (*path, int(part))
                continue
            if not isinstance(value, dict) or (found := _key(value, part, folds=self.dialect.folds_keys)) is None:
                return None
            value, path = value[found], (*path, found)
        return None if value is None else FieldValue(value, path)

    def given(self, name: str) -> FieldValue | None:
        """The value at `a.b` that is given from elsewhere, such as Jekyll's `defaults`."""
        value: Any = self._given
        for part in name.split("."):
            if not isinstance(value, Mapping) or (found := _key(value, part, folds=self.dialect.folds_keys)) is None:
                return None
            value = value[found]
        return None if value is None else FieldValue(value, None, ValueSource("given", name))

    def find(self, *names: str) -> FieldValue | None:
        """The value of the first of `names` that the front matter has, else of the first that is given elsewhere."""
        found = (look(name) for look in (self.own, self.given) for name in names)
        return next((each for each in found if each is not None and each.value != ""), None)

    def text(self, *names: str) -> str:
        """The same as text, as it is written; "" where there is none, or it is a list or a mapping."""
        found = self.find(*names)
        return self.written(found) if found else ""

    def flag(self, *names: str) -> bool | None:
        """The same as true or false; None where it is neither, or nothing."""
        word = self.text(*names).strip().lower()
        return True if word in ("true", "yes", "on", "1") else False if word in ("false", "no", "off", "0") else None

    def written(self, found: FieldValue) -> str:
        """A scalar as the file has it, "" for a list or a mapping."""
        if isinstance(found.value, str):
            return found.value
        if isinstance(found.value, (dict, list)) or found.value is None:
            return ""
        known = self.document.source_text(found.path) if found.path else None
        return known or (str(found.value).lower() if isinstance(found.value, bool) else str(found.value))

    def entries(self, found: FieldValue, split: Splitting = "whole") -> Iterator[FieldValue]:
        """The entries of a list, or of a text that stands for one; a list in a list is taken apart too."""
        if isinstance(found.value, list):
            for at, each in enumerate(found.value):
                place = None if found.path is None else (*found.path, at)
                yield from self.entries(FieldValue(each, place, found.source))
        elif isinstance(found.value, dict):
            yield found
        elif found.value is not None and (text := self.written(found)):
            pieces = _pieces(text, split)
            yield from (FieldValue(each.strip(), found.path, found.source) for each in pieces if each.strip())

    @cached_property
    def parts(self) -> NameParts:
        """What the name of the file says."""
        return self.dialect.name_parts(self.path, self.site)

    @cached_property
    def dating(self) -> FieldValue | None:
        """What the article is dated by; the name of the file comes last."""
        found = self.ruled("publishedDateTime") or (
            self.dialect.dated_by(self)
            if self.dialect.dated_by
            else self.find(*self.dialect.fields.get("publishedDateTime", ()))
        )
        if found is not None:
            return _only_entry(found)
        return FieldValue(self.parts.date, None, FROM_NAME) if self.parts.date else None

    @cached_property
    def titling(self) -> FieldValue | None:
        """What the article is titled by; the first heading and the name of the file come last."""
        own = self.document.value.get("title")
        found = (
            self.ruled("title")
            or (FieldValue(own, ("title",)) if own is not None and own != "" else None)
            or self.find(*self.dialect.fields.get("title", ("title",)))
        )
        if found is not None:
            return _only_entry(found)
        if not self.dialect.title_from:
            return None
        heading = titles.from_heading(self.body) if self.dialect.title_from == "heading" else ""
        name = self.parts.slug.rpartition("/")[2]
        match self.dialect.title_from:
            case "slug":
                name = titles.from_slug(name)
            case "name" | "heading":
                name = titles.from_name(name)
        text = heading or name
        source = ValueSource("heading") if heading else FROM_NAME
        return FieldValue(text, None, source) if text else None

    @property
    def title(self) -> str:
        """The title as text, "" where there is none."""
        return self.written(self.titling) if self.titling else ""

    @cached_property
    def date(self) -> Dated | None:
        """When it was published; None where that can't be read, which is told of the value."""
        return self.read_date(self.dating) if self.dating else None

    def read_date(self, found: FieldValue) -> Dated | None:
        """A date; None where it is none."""
        text = self.written(found)
        try:
            if self.dialect.read_date is None:
                return dates.read(text, self.zone)
            return self.dialect.read_date(text, found.path is None or self.document.is_quoted(found.path), self.zone)
        except moment.UnreadableMomentError:
            return None

    def ruled(self, field: str) -> FieldValue | None:
        """What our own settings say that a field is."""
        rule = self.site.fields.get(field)
        if rule is None:
            return None
        source = ValueSource("settings", field)
        if rule.value is not None:
            return FieldValue(rule.value, None, source)
        if rule.pattern is not None:
            text = permalinks.text(rule.pattern, self)
            return FieldValue(text, None, source) if text else None
        found = self.find(*rule.names)
        return found._replace(source=source) if found and found.path else found

    def named(self, *names: TopicName) -> list[FieldValue]:
        """The topics under these keys, each with its place."""
        look = (self.given, self.own) if self.dialect.merges_lists else (self.find,)
        found = ((ask(each.name), each.split) for each in names for ask in look)
        return [entry for each, split in found if each is not None for entry in self.entries(each, split)]

    @cached_property
    def categories(self) -> list[str]:
        """The categories as the generator has them."""
        return list(dict.fromkeys(each.value for each in self.dialect.categories(self) if isinstance(each.value, str)))

    @property
    def is_bundle(self) -> bool:
        """Whether its pictures lie beside it: it is the `index` of its folder."""
        return self.path.rpartition("/")[2].rpartition(".")[0] == "index"

    @property
    def day(self) -> datetime | None:
        """The date in the zone that addresses are made in."""
        date = self.date
        if self.dialect.day_by is not None and (found := self.dialect.day_by(self)) is not None:
            date = self.read_date(found) or date
        if date is None:
            return None
        return date.moment.astimezone(self.zone) if self.dialect.days_in_site_zone else date.local

    def address_parts(self, **others: Any) -> AddressParts:
        """What an address is made of; `others` are parts by name that the dialect knows better."""
        *folders, name = self.dialect.below(self.path, self.site).split("/")
        stem, dot, suffix = name.rpartition(".")
        parts = {
            "moment": self.day,
            "title": self.title,
            "slug": self.text("slug") or None,
            "name": stem or name,
            "extension": dot + suffix,
            "folders": tuple(folders),
            "categories": tuple(self.categories),
        }
        return AddressParts(**{**parts, **others})

    @property
    def folders(self) -> Sequence[str]:
        """The folders that the file lies in, below the folder of the site."""
        return self.path.split("/")[:-1]


def _only_entry(found: FieldValue) -> FieldValue:
    """The one scalar entry of a list; any other value as it is."""
    if not isinstance(found.value, list) or len(found.value) != 1 or isinstance(found.value[0], (list, dict)):
        return found
    return found._replace(value=found.value[0], path=None if found.path is None else (*found.path, 0))


def _pieces(text: str, split: Splitting) -> list[str]:
    """The parts of a text that stands for a list."""
    match split:
        case "words":
            return text.split()
        case "commas":
            return text.split(",")
        case "names":
            return text.split(";" if ";" in text else ",")
    return [text]


def _key(value: Mapping[str, Any], part: str, *, folds: bool) -> str | None:
    if part in value:
        return part
    return next((key for key in value if key.lower() == part.lower()), None) if folds else None
