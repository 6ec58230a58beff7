"""Maps the front matter of an article, by its dialect, to Outfeed's names: one step for each field, top to bottom."""

from collections.abc import Iterable, Mapping, MutableMapping
from datetime import datetime, tzinfo
from typing import Any, Final, NamedTuple
from urllib.parse import quote, unquote, urljoin

from exporters.bodies.context import SiteFiles
from exporters.bodies.dividers import MORE, DividedBody, divide
from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.model import moment
from exporters.model import url as urls
from exporters.model.site import Site
from exporters.repair.article import FIELDS
from exporters.settings.source_site import SourceSite
from exporters.sources import enclosure_fields
from exporters.sources.addresses.parts import AddressDateError, AddressError
from exporters.sources.dialects import ids, permalinks
from exporters.sources.dialects.article import SourceArticle
from exporters.sources.dialects.dialect import Dialect, FieldValue, ValueSource
from exporters.sources.dialects.file_rules import page_folder
from exporters.sources.dialects.mapped_document import MappedDocument
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.document import field_name
from exporters.yamldoc.positions import KeyPath, YamlDocument

_SAFE: Final = "!$&'()*+,;=:@/-._~%?"  # of an address. Spec: RFC 3986 §3.3
_FIRST_HEADING: Final = lazy_regex(r"\A\s*#[ \t]+[^\n]*")
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
_WIKI_LINK: Final = lazy_regex(r"!?\[\[([^\]|#]+)(?:[|#][^\]]*)?\]\]")  # Obsidian: ![[photo.png|300]]
_NAME_KEYS: Final = ("name", "title", "label", "key")
_PAGE_KEYS: Final = ("url", "uri", "website", "web", "link")
_PICTURE_KEYS: Final = ("picture", "avatar", "image", "image_url", "imageURL", "photo")
_LENGTH_KEYS: Final = ("length", "enclosure_length", "filesize", "file_size", "bytes")
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
    differs_in_feed: bool  # whether the generator's own feed has another id for it
    text: DividedBody  # the body, and what of it is the summary
    is_excerpt_formatted: bool  # whether the excerpt is written as the body is
    is_title_in_body: bool  # whether the title is the first heading of the body

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
        names += dialect.enclosures
        self._words = _words(dialect)
        self._known = frozenset(name.partition(".")[0] for name in names) | dialect.known

    def article(self, document: YamlDocument, body: str, path: str) -> SourceArticle:
        """What the rules of the dialect may ask of an article; `path` is that of its file, below the site's folder."""
        return SourceArticle(document, body, path, self.dialect, self._source, self._zone)

    def map(
        self,
        article: SourceArticle,
        sources: MutableMapping[KeyPath, ValueSource] | None = None,
        files: SiteFiles | None = None,
    ) -> MappedArticle:
        """Its front matter under our names; `sources` gets what gives the values that are from elsewhere.

        `files` are those that pictures may be.
        """
        made = _DocumentBuilder(article, self._site, sources, files)
        made.map()
        return MappedArticle(
            document=MappedDocument(article.document, made.value, made.origins, self._words),
            known=self._keys(article),
            problems=tuple(made.problems),
            notes=tuple(made.notes),
            zone=article.zone,
            dialect=self.dialect.name,
            opens=made.moment_of(self.dialect.opens),
            expires=made.moment_of(self.dialect.expires),
            differs_in_feed=made.differs_in_feed,
            text=self._divided(article),
            is_excerpt_formatted=not self.dialect.formatted.isdisjoint(map(str.lower, made.keys_of("excerpt"))),
            is_title_in_body=self.dialect.title_from == "heading" and not made.keys_of("title"),
        )

    def _divided(self, article: SourceArticle) -> DividedBody:
        """Its body, and the part before the divider, without a heading that is the title."""
        divider = self.dialect.divider(article) if self.dialect.divider else MORE
        if divider is None:
            return DividedBody(None, article.body)
        found = divide(article.body, divider, is_markdown=not article.path.lower().endswith((".html", ".htm")))
        if self.dialect.title_from == "heading" and found.head is not None:
            return found._replace(head=_FIRST_HEADING.sub("", found.head))
        return found

    def _keys(self, article: SourceArticle) -> frozenset[str]:
        if not self.dialect.folds_keys:
            return self._known
        lowered = {key.lower() for key in self._known}
        return frozenset(key for key in article.document.value if key.lower() in lowered)


def _words(dialect: Dialect) -> dict[str, str]:
    """What the dialect calls each field that has no place in an article, by Outfeed's name."""
    return {
        **{name: keys[0] for name, keys in dialect.fields.items() if keys},
        "publishedDateTime": dialect.date_key,
        "webUrl": dialect.address_keys[0] if dialect.address_keys else "slug",
        "topics": dialect.tags[0].name if dialect.tags else "tags",
        "images": dialect.images[0] if dialect.images else "image",
        "provider.authors": dialect.authors[0] if dialect.authors else "author",
    }


class _DocumentBuilder:
    """The document in the making."""

    def __init__(
        self,
        article: SourceArticle,
        site: Site,
        sources: MutableMapping[KeyPath, ValueSource] | None,
        files: SiteFiles | None,
    ) -> None:
        self._article = article
        self._sources = sources
        self._files = files
        self._dialect = article.dialect
        self._site = site
        self._document = article.document
        self.value: dict[str, Any] = {}
        self.origins: dict[KeyPath, KeyPath | None] = {}
        self.problems: list[Diagnostic] = []
        self.notes: list[Diagnostic] = []
        self.differs_in_feed = False
        self._file_keys = set[str]()  # top-level keys that hold files alone

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
        self._enclosures()
        if self._dialect.is_held(self._article):
            self._put(("draft",), value=True, found=None)
        for key, each in self._document.value.items():
            if key not in FIELDS and key not in self._file_keys:
                self.value[key] = each

    def moment_of(self, names: tuple[str, ...]) -> datetime | None:
        """The moment that one of these keys holds."""
        found = self._article.find(*names) if names else None
        read = self._article.read_date(found) if found else None
        return read.moment if read else None

    def keys_of(self, field: str) -> tuple[str, ...]:
        """The key of the front matter that a field comes from; empty where it comes from elsewhere."""
        origin = self.origins.get((field,))
        return (str(origin[0]),) if origin else ()

    def _put(self, path: tuple[str], value: Any, found: FieldValue | None) -> None:
        self.value[path[0]] = value
        self._place(path, found)

    def _place(self, path: KeyPath, found: FieldValue | None) -> None:
        self.origins[path] = found.path if found else None
        if self._sources is not None and found is not None and found.source is not None:
            self._sources[path] = found.source

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
            self._put(("title",), self._article.written(found) or found.value, found)

    def _text(self, field: str) -> None:
        """A text or a moment that is read later as it is, but for a zone that the dialect gives it."""
        found = self._find(field)
        if found is None:
            return
        read = self._article.read_date(found) if field.endswith("DateTime") else None
        value = moment.rfc3339(read.moment) if read else self._article.written(found) or found.value
        self._put((field,), value, found)
        if read and read.is_leap_second:
            self._note_date(field, found, "date-leap-second", "a leap second", f"now {value}")

    def _published(self) -> None:
        article = self._article
        if article.dating is None:
            fix = f"write {self._dialect.date_key}: 2021-08-24T07:30:00Z"
            self._problem("date-missing", "neither the front matter nor the file name has a date", fix)
            return
        found = article.dating
        value = moment.rfc3339(article.date.moment) if article.date else article.written(found) or found.value
        self._put(("publishedDateTime",), value, found)
        if article.date and not article.date.has_zone and not article.is_zone_given:
            message = "a date without a time zone"
            self._note_date("publishedDateTime", found, "zone-assumed", message, f"read as UTC: {value}")
        if article.date and article.date.is_leap_second:
            self._note_date("publishedDateTime", found, "date-leap-second", "a leap second", f"now {value}")

    def _note_date(self, field: str, found: FieldValue, rule: str, message: str, fix: str) -> None:
        place = self._document.place(found.path) if found.path else (1, 1)
        self.notes.append(Diagnostic(rule, message, fix, Level.NOTE).in_field(field, *place))

    def _topics(self) -> None:
        entries = self._labels(self._topic_values())
        topics = dict[object, Any]()  # by what makes them the same: a list has no hash
        for each in entries:
            key = repr(each.value) if isinstance(each.value, list) else each.value
            if each.value and key not in topics:
                self._place(("topics", len(topics)), each)
                topics[key] = each.value
        if topics:
            self._put(("topics",), list(topics.values()), entries[0])

    def _topic_values(self) -> list[FieldValue]:
        """Tags, then categories; but for what the settings or the article itself say."""
        article = self._article
        for given in (article.ruled("topics"), article.own("topics")):
            if given is not None:
                return list(article.entries(given))
        categories = [] if self._dialect.has_one_category else self._dialect.categories(article)
        return [*article.named(*self._dialect.tags), *categories]

    def _labels(self, found: Iterable[FieldValue]) -> list[FieldValue]:
        """Their texts; of a mapping its name."""
        texts = []
        for each in found:
            value, path, source = each
            if isinstance(value, dict):
                key = next((key for key in _NAME_KEYS if isinstance(value.get(key), str)), None)
                if key is not None:
                    texts.append(FieldValue(value[key], None if path is None else (*path, key), source))
            else:
                texts.append(each)
        return texts

    def _category(self) -> None:
        ruled = self._article.ruled("category")
        found = [ruled] if ruled else self._dialect.categories(self._article) if self._dialect.has_one_category else []
        texts = self._labels(found)
        if texts:
            self._put(("category",), texts[0].value, texts[0])

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
            person = self._person(each, table)
            if not person.value and isinstance(each.value, dict):
                self._note_unread(each, "an author without a name", f"write it as {_NAME_KEYS[0]}: Ann")
            if person.value:
                self._place(("provider", "authors", at), person)
                self._place(("provider", "authors", at, "name"), person)
                people.append(person.value)
        if people:
            self._put(("provider",), {"authors": people}, found)
            self._place(("provider", "authors"), found)

    def _person(self, each: FieldValue, table: Mapping[str, object]) -> FieldValue:
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
        name = next((str(value[key]) for key in _NAME_KEYS if isinstance(value.get(key), (str, int, float))), "")
        if not name.strip():
            return each._replace(value={})
        person: dict[str, Any] = {"name": name}
        page = next((value[key] for key in _PAGE_KEYS if isinstance(value.get(key), str)), "")
        if page and urls.is_url(self._absolute(page)):
            person["url"] = self._absolute(page)
        picture = next((value[key] for key in _PICTURE_KEYS if isinstance(value.get(key), str)), "")
        if picture and urls.is_url(self._absolute(picture)):
            person["images"] = [{"url": self._absolute(picture)}]
        return FieldValue(person, each.path, source)

    def _others(self) -> None:
        for name, kinds in _KEPT.items():
            value = self._document.value.get(name)
            if isinstance(value, kinds):
                self.value[name] = value
        for name in ("id", "type"):
            ruled = self._article.ruled(name)
            if ruled is not None:
                self._put((name,), ruled.value, ruled)
        related = self._document.value.get("related")
        if isinstance(related, list) and all(isinstance(each, dict) for each in related):
            self.value["related"] = related

    def _address(self) -> None:
        article = self._article
        ruled = article.ruled("webUrl")
        if ruled is not None:
            self._put(("webUrl",), ruled.value, ruled)
            self._identity(str(ruled.value))
            return
        pattern = article.site.permalink
        found = None if pattern else self._own_address()
        origin = found.path if found else None
        try:
            address = permalinks.address(pattern, article) if pattern else self._dialect.address(article)
            if "://" in address and not address.startswith(("http://", "https://")):
                raise AddressError(
                    f"{quote_value(address)} is neither a path nor an http or https address", "write /path/"
                )
        except AddressError as error:
            if not self._is_consequence(error):
                line, column = self._document.place(origin) if origin else (1, 1)
                wrong = Diagnostic("address-unknown", error.seen, error.right, line=line, column=column)
                self.problems.append(wrong._replace(field=field_name(origin) if origin else ""))
            return
        if address:
            self._put(("webUrl",), self._below_site(address), found)
            self._identity(self._beside_home(address))
        elif article.date is not None or not self._dialect.rule(article.site):
            right = "write source.permalink: /blog/{slug}/ in outfeed.yaml, with the path of your articles"
            self._problem("address-unknown", "the article has no address", right)

    def _is_consequence(self, error: AddressError) -> bool:
        """Whether another problem of the article is the cause: its date or its title, which is told of those."""
        title = self._article.titling
        is_title_wrong = title is not None and isinstance(title.value, (list, dict))
        return (self._article.date is None and isinstance(error, AddressDateError)) or is_title_wrong

    def _own_address(self) -> FieldValue | None:
        """What the dialect takes for the address of the article, or for the pattern of it."""
        return self._article.find(*self._dialect.address_keys) if self._dialect.address_keys else None

    def _below_site(self, address: str) -> str:
        """An absolute address; what is none stands below the home page."""
        address = self._beside_home(address)
        scheme, _, rest = address.partition("://")
        host, slash, path = rest.partition("/")
        encoded = quote(path, safe=_SAFE, errors="surrogateescape")  # bytes of a path that are not UTF-8 too
        return f"{scheme}://{host}{slash}{encoded}"

    def _beside_home(self, address: str) -> str:
        """The same with every character as it is written."""
        return address if "://" in address else self._site.url.rstrip("/") + "/" + address.lstrip("/")

    def _identity(self, address: str) -> None:
        """The id by the rule of our settings, where the article has none; without a rule it is the permalink."""
        site = self._article.site
        if "id" in self.value:
            return
        both = ids.ArticleAddress(str(self.value["webUrl"]), address, self._site.url)
        if site.ids:
            identity = ids.make_id(site.ids, self._article, both)
            if identity != both.url:
                self._put(("id",), identity, None)
        elif site.has_feed:
            self.differs_in_feed = ids.make_id(self._dialect.feed_ids, self._article, both) != both.url

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
                    self._note_unread(each, "a picture without an address", f"write it as {_IMAGE_KEYS[0]}: /photo.jpg")
                    continue
                sides = {side: value[side] for side in ("width", "height") if isinstance(value.get(side), int)}
                value, origin = value[key], None if origin is None else (*origin, key)
            else:
                sides = {}
            if isinstance(value, str) and value.strip():
                self._place(("images", len(images), "url"), each._replace(path=origin))
                embedded = _WIKI_LINK.fullmatch(value.strip())
                images.append({"url": self._picture(embedded[1].strip() if embedded else value.strip()), **sides})
        if images:
            self._put(("images",), images, found)

    def _enclosures(self) -> None:
        """The files that belong to the article, under whatever keys; what is perhaps none has to look like one."""
        ruled = self._article.ruled("enclosures")
        names = (*enclosure_fields.KEYS, *self._dialect.enclosures)
        found = [("", ruled)] if ruled else [(name, self._article.find(name)) for name in names]
        values = [
            enclosure_fields.FileValue(each.value, each.path, not name or name in enclosure_fields.CERTAIN_KEYS)
            for name, each in found
            if each is not None
        ]
        values = [each for each in values if each.is_certain or enclosure_fields.is_file(each.value)]
        files = enclosure_fields.collect(values)
        for at, each in enumerate(files.entries):
            if isinstance(each, str):
                files.entries[at] = self._picture(each.strip())
            elif isinstance(each, dict) and isinstance(each.get("url"), str):
                files.entries[at] = {**each, "url": self._picture(each["url"].strip())}
        if files.entries:
            self.value[enclosure_fields.FIELD] = files.entries
            self.origins |= {(enclosure_fields.FIELD,): values[0].path, **files.origins}
            self._file_keys = {str(each.path[0]) for each in values if each.path and len(each.path) == 1}
            self._add_length(files.entries)

    def _add_length(self, files: list[Any]) -> None:
        """Give the only file the length that stands beside its address, as plugins for podcasts have it."""
        found = self._article.find(*_LENGTH_KEYS)
        if len(files) == 1 and isinstance(files[0], str) and found is not None and found.path is not None:
            text = self._article.written(found).strip()
            if text.isascii() and text.isdigit():
                files[0] = {"url": files[0], "length": found.value}
                self._place((enclosure_fields.FIELD, 0, "length"), found)
                self._place((enclosure_fields.FIELD, 0, "url"), FieldValue("", self.origins[enclosure_fields.FIELD, 0]))

    def _picture(self, address: str) -> str:
        """A picture that lies beside the article is where the generator puts it.

        Where there is none it lies below the page, in a bundle; any other below the home page.
        """
        if not _is_relative(address):
            return self._absolute(address)
        page = str(self.value.get("webUrl", self._site.url))
        found = self._files.picture(unquote(address), page).url if self._files is not None else None
        if found is not None:
            return found
        if self._article.is_bundle:
            folder = page_folder(page, strips_html=self._dialect.file_rules(self._article.site).strips_html)
            return quote(urljoin(folder, address), safe=_SAFE)
        return self._absolute(address)

    def _absolute(self, address: str) -> str:
        """An address of a file of the site."""
        if "://" in address or address.startswith(("//", "mailto:")):
            return address
        if address.startswith("/") and not self._dialect.adds_base:
            return quote(urljoin(self._site.url, address), safe=_SAFE)
        return self._below_site(address)

    def _note_unread(self, found: FieldValue, message: str, fix: str) -> None:
        """Note a mapping that holds nothing that a feed carries."""
        line, column = self._document.place(found.path) if found.path else (1, 1)
        note = Diagnostic("mapping-unread", message, f"ignored; {fix}", Level.NOTE, line=line, column=column)
        self.notes.append(note._replace(field=field_name(found.path) if found.path else ""))

    def _problem(self, rule: str, message: str, fix: str) -> None:
        self.problems.append(Diagnostic(rule=rule, message=message, fix=fix, line=1, column=1))


def _is_relative(address: str) -> bool:
    """Whether an address is a path from the article."""
    return not address.startswith(("/", "#", "?")) and "://" not in address and not address.startswith("data:")
