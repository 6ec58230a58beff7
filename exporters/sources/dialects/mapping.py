"""Maps the front matter of an article, by its dialect, to Outfeed's names: one step for each field, top to bottom."""

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urljoin

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.model import moment
from exporters.model import url as urls
from exporters.model.site import Site
from exporters.repair.article import FIELDS
from exporters.settings.source_site import SourceSite
from exporters.sources.addresses import AddressError
from exporters.sources.dialects import permalinks
from exporters.sources.dialects.article import SourceArticle
from exporters.sources.dialects.dialect import Dialect, FieldValue
from exporters.sources.dialects.mapped import MappedDocument
from exporters.yamldoc.document import field_name
from exporters.yamldoc.positions import KeyPath, YamlDocument

_SAFE: Final = "!$&'()*+,;=:@/-._~%?"  # of an address. Spec: RFC 3986 §3.3
_ALIKE: Final = ("excerpt", "updatedDateTime")  # fields that are one text or moment
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
_NAME_KEYS: Final = ("name", "title", "label", "key")
_PAGE_KEYS: Final = ("url", "uri", "website", "web", "link")
_PICTURE_KEYS: Final = ("picture", "avatar", "image", "image_url", "imageURL", "photo")
_IMAGE_KEYS: Final = ("path", "url", "src", "image", "feature", "filename", "teaser")


class MappedArticle(NamedTuple):
    """What the dialect makes of an article."""

    document: MappedDocument
    known: frozenset[str]  # keys that have a meaning, so that nothing is told of them
    problems: tuple[Diagnostic, ...]  # what only the dialect can tell
    notes: tuple[Diagnostic, ...]
    zone: tzinfo  # of dates without one
    dialect: str
    opens: datetime | None  # from when on it is public, where that is not its date
    expires: datetime | None  # from when on it is not

    def has_told(self, problem: Diagnostic) -> bool:
        """Whether a field is missing of which the dialect tells more, or which it makes of another one."""
        return problem.rule == "field-missing" and problem.field in ("publishedDateTime", "webUrl")


class Mapper:
    """Maps articles of one site."""

    def __init__(self, dialect: Dialect, source: SourceSite, site: Site, zone: tzinfo | None) -> None:
        """`zone` is that of dates which name none, as the settings say."""
        self.dialect = dialect
        self._source = source
        self._site = site
        self._zone = zone
        names = [name for each in dialect.fields.values() for name in each]
        names += [each.name for each in dialect.tags] + [*dialect.authors, *dialect.images, *dialect.opens]
        names += [name for rule in source.fields.values() for name in rule.names]
        names += dialect.expires
        self._known = frozenset(name.partition(".")[0] for name in names) | dialect.known

    def article(self, document: YamlDocument, body: str, path: str) -> SourceArticle:
        """What the rules of the dialect may ask of an article; `path` is that of its file, below the site's folder."""
        return SourceArticle(document, body, path, self.dialect, self._source, self._zone)

    def map(self, article: SourceArticle) -> MappedArticle:
        """Its front matter under our names."""
        made = _Made(article, self._site)
        made.map()
        return MappedArticle(
            document=MappedDocument(article.document, made.value, made.origins),
            known=self._keys(article),
            problems=tuple(made.problems),
            notes=tuple(made.notes),
            zone=article.zone,
            dialect=self.dialect.name,
            opens=made.moment_of(self.dialect.opens),
            expires=made.moment_of(self.dialect.expires),
        )

    def _keys(self, article: SourceArticle) -> frozenset[str]:
        if not self.dialect.folds_keys:
            return self._known
        lowered = {key.lower() for key in self._known}
        return frozenset(key for key in article.document.value if key.lower() in lowered)


class _Made:
    """The document in the making."""

    def __init__(self, article: SourceArticle, site: Site) -> None:
        self._article = article
        self._dialect = article.dialect
        self._site = site
        self._document = article.document
        self.value: dict[str, Any] = {}
        self.origins: dict[KeyPath, KeyPath | None] = {}
        self.problems: list[Diagnostic] = []
        self.notes: list[Diagnostic] = []

    def map(self) -> None:
        """Take each field, and keep every other key as it is."""
        self._title()
        for name in _ALIKE:
            self._text(name)
        self._published()
        self._topics()
        self._category()
        self._authors()
        self._others()
        self._address()
        self._images()
        if self._dialect.is_held(self._article):
            self._put(("draft",), value=True, origin=None)
        for key, each in self._document.value.items():
            if key not in FIELDS:
                self.value[key] = each

    def moment_of(self, names: tuple[str, ...]) -> datetime | None:
        """The moment that one of these keys holds."""
        found = self._article.find(*names) if names else None
        read = self._article.read_date(found) if found else None
        return read.moment if read else None

    def _put(self, path: KeyPath, value: Any, origin: KeyPath | None) -> None:
        if len(path) == 1:
            self.value[str(path[0])] = value
        self.origins[path] = origin

    def _find(self, field: str) -> FieldValue | None:
        """What a field has: by the settings, by our own name, by the names of the dialect, from elsewhere."""
        own = self._document.value.get(field)
        names = self._dialect.fields.get(field, ())
        return (
            self._article.ruled(field)
            or (FieldValue(own, (field,)) if own is not None and own != "" else None)
            or self._article.find(*names)
        )

    def _title(self) -> None:
        found = self._article.titling
        if found is not None:
            self._put(("title",), self._article.written(found) or found.value, found.path)

    def _text(self, field: str) -> None:
        """A text or a moment that is read later as it is, but for a zone that the dialect gives it."""
        found = self._find(field)
        if found is None:
            return
        read = self._article.read_date(found) if field.endswith("DateTime") else None
        value = moment.rfc3339(read.moment) if read else self._article.written(found) or found.value
        self._put((field,), value, found.path)

    def _published(self) -> None:
        article = self._article
        if article.dating is None:
            names = self._dialect.fields.get("publishedDateTime", ())
            fix = f"write {'date' if 'date' in names else names[0]}: 2021-08-24T07:30:00Z"
            self._problem("date-missing", "neither the front matter nor the file name has a date", fix)
            return
        found = article.dating
        value = moment.rfc3339(article.date.moment) if article.date else article.written(found) or found.value
        self._put(("publishedDateTime",), value, found.path)
        if article.date and not article.date.has_zone and not article.is_zone_given:
            line, column = self._document.place(found.path) if found.path else (1, 1)
            message, fix = "a date without a time zone", f"read as UTC: {value}"
            note = Diagnostic(rule="zone-assumed", level=Level.NOTE, message=message, fix=fix, line=line, column=column)
            self.notes.append(note._replace(field="publishedDateTime"))

    def _topics(self) -> None:
        entries = self._labels(self._topic_values())
        topics: list[str] = []
        for text, origin in entries:
            if text and text not in topics:
                self.origins["topics", len(topics)] = origin
                topics.append(text)
        if topics:
            self.value["topics"] = topics
            self.origins["topics",] = next((each for _, each in entries), None)

    def _topic_values(self) -> list[FieldValue]:
        """Tags, then categories; but for what the settings or the article itself say."""
        article = self._article
        for given in (article.ruled("topics"), article.own("topics")):
            if given is not None:
                return list(article.entries(given))
        categories = [] if self._dialect.has_one_category else self._dialect.categories(article)
        return [*article.named(*self._dialect.tags), *categories]

    def _labels(self, found: Iterable[FieldValue]) -> list[tuple[str, KeyPath | None]]:
        """Their texts; of a mapping its name."""
        texts = []
        for value, path in found:
            if isinstance(value, dict):
                key = next((key for key in _NAME_KEYS if isinstance(value.get(key), str)), None)
                if key is not None:
                    texts.append((value[key], None if path is None else (*path, key)))
            else:
                texts.append((value, path))
        return texts

    def _category(self) -> None:
        ruled = self._article.ruled("category")
        found = [ruled] if ruled else self._dialect.categories(self._article) if self._dialect.has_one_category else []
        texts = self._labels(found)
        if texts:
            self._put(("category",), *texts[0])

    def _authors(self) -> None:
        provider = self._document.value.get("provider")
        if isinstance(provider, (dict, str)):
            self.value["provider"] = provider
            return
        found = self._article.ruled("authors") or self._article.find(*self._dialect.authors)
        if found is None:
            return
        table = self._dialect.authors_by_key(self._article.site) if self._dialect.authors_by_key else {}
        people: list[dict[str, Any]] = []
        for each in self._article.entries(found, self._dialect.author_split):
            at = len(people)
            person, origin = self._person(each, table)
            if person:
                self.origins["provider", "authors", at] = origin
                self.origins["provider", "authors", at, "name"] = origin
                people.append(person)
        if people:
            self.value["provider"] = {"authors": people}
            self.origins["provider",] = found.path
            self.origins["provider", "authors"] = found.path

    def _person(self, each: FieldValue, table: Mapping[str, object]) -> tuple[dict[str, Any], KeyPath | None]:
        """An author as our schema has it, and where its name stands."""
        value, origin = each.value, each.path
        if isinstance(value, str):
            known = table.get(value)
            if not isinstance(known, (dict, str)):
                return {"name": value}, origin
            value = known if isinstance(known, dict) else {"name": known}
            value = {"name": each.value, **value}
        if not isinstance(value, dict):
            return {}, origin
        known = table.get(str(value.get("key", "")))
        if isinstance(known, dict):
            value = {**known, **value}
        name = next((str(value[key]) for key in _NAME_KEYS if isinstance(value.get(key), (str, int, float))), "")
        if not name.strip():
            return {}, origin
        person: dict[str, Any] = {"name": name}
        page = next((value[key] for key in _PAGE_KEYS if isinstance(value.get(key), str)), "")
        if page and urls.is_url(self._absolute(page)):
            person["url"] = self._absolute(page)
        picture = next((value[key] for key in _PICTURE_KEYS if isinstance(value.get(key), str)), "")
        if picture and urls.is_url(self._absolute(picture)):
            person["images"] = [{"url": self._absolute(picture)}]
        return person, origin

    def _others(self) -> None:
        for name, kinds in _KEPT.items():
            value = self._document.value.get(name)
            if isinstance(value, kinds):
                self.value[name] = value
        for name in ("id", "type"):
            ruled = self._article.ruled(name)
            if ruled is not None:
                self._put((name,), ruled.value, ruled.path)
        related = self._document.value.get("related")
        if isinstance(related, list) and all(isinstance(each, dict) for each in related):
            self.value["related"] = related

    def _address(self) -> None:
        article = self._article
        ruled = article.ruled("webUrl")
        if ruled is not None:
            self._put(("webUrl",), ruled.value, ruled.path)
            return
        pattern = article.site.permalink
        found = None if pattern else article.own("permalink") or article.own("url")
        origin = found.path if found else None
        try:
            address = permalinks.address(pattern, article) if pattern else self._dialect.address(article)
        except AddressError as error:
            if article.date is not None or article.dating is None:
                line, column = self._document.place(origin) if origin else (1, 1)
                wrong = Diagnostic("address-unknown", error.seen, error.right, line=line, column=column)
                self.problems.append(wrong._replace(field=field_name(origin) if origin else ""))
            return
        if address:
            self._put(("webUrl",), self._below_site(address), origin)
        elif article.date is not None or not self._dialect.rule(article.site):
            right = "write source.permalink: /blog/{slug}/ in outfeed.yaml, with the path of your articles"
            self._problem("address-unknown", "the article has no address", right)

    def _below_site(self, address: str) -> str:
        """An absolute address; what is none stands below the home page."""
        if "://" not in address:
            address = self._site.url.rstrip("/") + "/" + address.lstrip("/")
        scheme, _, rest = address.partition("://")
        host, slash, path = rest.partition("/")
        return f"{scheme}://{host}{slash}{quote(path, safe=_SAFE)}"

    def _images(self) -> None:
        found = self._article.ruled("images") or self._article.find("images", *self._dialect.images)
        if found is None:
            return
        images: list[dict[str, Any]] = []
        for each in self._article.entries(found):
            value, origin = each.value, each.path
            if isinstance(value, dict):
                key = next((key for key in _IMAGE_KEYS if isinstance(value.get(key), str)), None)
                if key is None:
                    continue
                sides = {side: value[side] for side in ("width", "height") if isinstance(value.get(side), int)}
                value, origin = value[key], None if origin is None else (*origin, key)
            else:
                sides = {}
            if isinstance(value, str) and value.strip():
                self.origins["images", len(images), "url"] = origin
                images.append({"url": self._picture(value.strip()), **sides})
        if images:
            self.value["images"] = images
            self.origins["images",] = found.path

    def _picture(self, address: str) -> str:
        """A picture beside the article lies below its page, in a bundle; any other below the home page."""
        if self._article.is_bundle and not address.startswith("/") and "://" not in address:
            page = str(self.value.get("webUrl", self._site.url))
            return quote(urljoin(page, address), safe=_SAFE)
        return self._absolute(address)

    def _absolute(self, address: str) -> str:
        """An address of a file of the site."""
        if "://" in address or address.startswith(("//", "mailto:")):
            return address
        if address.startswith("/") and not self._dialect.adds_base:
            return quote(urljoin(self._site.url, address), safe=_SAFE)
        return self._below_site(address)

    def _problem(self, rule: str, message: str, fix: str) -> None:
        self.problems.append(Diagnostic(rule=rule, message=message, fix=fix, line=1, column=1))
