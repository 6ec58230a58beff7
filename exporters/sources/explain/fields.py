"""The rows of an explanation: each field of an article, what it comes from, and what was repaired in it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from exporters.diagnostics.diagnostic import CLIPPED_AT, Diagnostic, Level, difference, escape_controls, quote_value
from exporters.model import moment
from exporters.model.article import Article
from exporters.settings.values import Settings, SourceSettings
from exporters.sources.dialects.mapped_document import MappedDocument
from exporters.sources.explain.address import PLACEHOLDERS, placeholders, slots
from exporters.sources.explain.explanation import FieldExplanation
from exporters.sources.explain.provenance import ArticleProvenance
from exporters.sources.explain.record import ReadingRecord
from exporters.support.paths import shown_path

_PLAIN: Final = {  # by the name of a field in conditions: that in the schema of articles
    "category": "category",
    "type": "type",
    "quality": "quality",
    "heat": "heat",
    "original_url": "originalUrl",
    "amp_url": "ampWebUrl",
    "amp_cdn_url": "cdnAmpWebUrl",
}
_LISTS: Final = {"images": "images", "enclosures": "enclosures", "related": "related"}
_ROWS: Final = {  # by the first part of a field in diagnostics: the row that tells of it
    **{field: name for name, field in {**_PLAIN, **_LISTS}.items()},
    "title": "title",
    "excerpt": "summary",
    "publishedDateTime": "published",
    "updatedDateTime": "updated",
    "webUrl": "url",
    "id": "id",
    "topics": "topics",
    "provider": "provider",
    "featuredContent": "content",
    "body": "content",
    "page": "content",
}
_SHORT: Final = 36  # characters of what a repair changed


class FieldRows:
    """Makes the rows of one article."""

    def __init__(
        self,
        record: ReadingRecord,
        article: Article | None,
        settings: Settings,
        provenance: ArticleProvenance,
        source: SourceSettings | None = None,
    ) -> None:
        """`article` is None where there is an error in it; `source` is what holds for its source alone."""
        self._record = record
        self._article = article
        self._settings = settings
        self._provenance = provenance
        self._prefix = source.id_prefix if source else ""
        self._fields: Mapping[str, Any] = record.repaired.fields if record.repaired else {}
        self._notes = _by_row(record.diagnostics)

    def rows(self) -> Iterator[FieldExplanation]:
        """Each field that the article has, in the order of people's interest."""
        yield from self._text("title", "title")
        yield from self._address()
        yield from self._id()
        yield from self._text("published", "publishedDateTime")
        yield from self._updated()
        yield from self._authors()
        yield from self._provider()
        if topics := self._fields.get("topics"):
            yield self._row("topics", _join_names(topics), self._provenance.of_each("topics"))
        for name, field in _PLAIN.items():
            if name != "original_url" or self._fields.get(field) != self._fields.get("webUrl"):
                yield from self._text(name, field)
        yield from self._summary()
        yield from self._content()
        for name, field in _LISTS.items():
            yield from self._list(name, field)
        yield from self._extra()

    def _row(self, name: str, value: object, origin: str, *details: str) -> FieldExplanation:
        text = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else str(value)
        return FieldExplanation(
            name, escape_controls(text), escape_controls(origin), (*details, *self._notes.get(name, ()))
        )

    def _text(self, name: str, field: str) -> Iterator[FieldExplanation]:
        value = self._fields.get(field)
        if value is not None:
            yield self._row(name, value, self._provenance.of(field), *self._read_from(name, field, value))

    def _read_from(self, name: str, field: str, value: object) -> Iterator[str]:
        """What the author wrote, where a dialect read it as something else."""
        document = self._record.document
        if name in self._notes or not isinstance(document, MappedDocument):
            return
        origin = document.source((field,))
        written = self._provenance.written(field) if origin else ""
        if written and written != str(value):
            zone = self._record.article.zone if self._record.article else None
            is_date = field.endswith("DateTime") and not moment.has_zone(written)
            yield f"read from {quote_value(written)}" + (f", in the time zone {zone}" if is_date else "")

    def _address(self) -> Iterator[FieldExplanation]:
        value = self._fields.get("webUrl") or self._fields.get("originalUrl")
        if value is None:
            return
        origin = self._provenance.of("webUrl") or self._provenance.of("originalUrl")
        document, article = self._record.document, self._record.article
        if not isinstance(document, MappedDocument) or article is None or article.ruled("webUrl"):
            yield self._row("url", value, origin, *self._read_from("url", "webUrl", value))
            return
        filling = self._record.fillings[-1] if self._record.fillings else None
        found = None if article.site.permalink else article.find(*article.dialect.address_keys)
        is_own = found is not None and (filling is None or article.written(found) == filling.pattern)
        if article.site.permalink:
            origin = self._provenance.permalink_rule
        elif is_own:
            origin = self._provenance.of_found(found)
        else:
            origin = f"the rule of {article.dialect.name}"
        rule = article.dialect.rule(article.site)
        if found is not None and is_own:
            rule = article.written(found)
        elif filling is not None and filling.language in PLACEHOLDERS:
            rule = filling.pattern
        values = placeholders(filling) if filling else {}
        values = values or ({} if is_own else slots(rule, article, filling))
        parts = " ".join(f"{name}={quote_value(text) if ' ' in text else text}" for name, text in values.items())
        yield self._row("url", value, origin, *map(escape_controls, filter(None, [rule, parts])))

    def _id(self) -> Iterator[FieldExplanation]:
        permalink = self._fields.get("webUrl") or self._fields.get("originalUrl")
        own = self._fields.get("id")
        if self._article is None and own is None:
            return
        kept = self._settings.ids.get(permalink) if permalink else None
        if kept is not None:
            file = self._settings.ids_file
            origin = shown_path(file) if file else "the ids that were given"
        else:
            origin = self._provenance.of("id") if own else "the address"
            if self._prefix:
                origin += f", with source.id_prefix {self._prefix}"
        identity = self._article.id if self._article else own
        if identity == permalink and kept is None and own is None:
            yield self._row("id", "as url", "")
            return
        yield self._row("id", identity, origin)

    def _updated(self) -> Iterator[FieldExplanation]:
        if "updatedDateTime" in self._fields:
            yield from self._text("updated", "updatedDateTime")
        elif self._article is not None:
            yield self._row("updated", moment.rfc3339(self._article.updated), "as published")

    def _authors(self) -> Iterator[FieldExplanation]:
        provider = self._fields.get("provider", {})
        people = provider.get("authors") if isinstance(provider, dict) else None
        if people:
            yield self._row("authors", _join_names(people), self._provenance.of_each("provider", "authors"))
        elif self._article is not None:
            yield self._row(
                "authors", _join_names([each.name for each in self._article.authors]), self._default_author()
            )

    def _default_author(self) -> str:
        """Who stands for the author where the article names none."""
        article, site = self._article, self._settings.site
        if article is not None and article.provider is not None and (article.provider.name or article.provider.domain):
            return "the provider"
        if site is None or site.author is None:
            return "the title of the site"
        if self._settings.own_site.author is not None and self._settings.file is not None:
            return f"site.author in {shown_path(self._settings.file)}"
        return "the author of the site, in its settings"

    def _provider(self) -> Iterator[FieldExplanation]:
        provider = self._fields.get("provider")
        if isinstance(provider, dict) and (name := provider.get("name") or provider.get("domain")):
            field = "name" if provider.get("name") else "domain"
            yield self._row("provider", name, self._provenance.of("provider", field) or self._provenance.of("provider"))

    def _summary(self) -> Iterator[FieldExplanation]:
        if "excerpt" in self._fields:
            yield from self._text("summary", "excerpt")
        elif self._article is not None:
            is_cut = self._article.content_html is not None and self._article.summary != self._article.title
            yield self._row("summary", self._article.summary, "the beginning of the body" if is_cut else "the title")

    def _content(self) -> Iterator[FieldExplanation]:
        article, body = self._article, self._record.body
        if article is None or article.content_html is None or body is None:
            return
        origins = [self._provenance.of("featuredContent")]
        if body.field == "page":
            origins = [f"the finished page in {shown_path_of(self._settings)}"]
        elif body.text.strip():
            line = f", line {body.first_line}" if body.line else ""
            origins.append(f"{body.field}{line}{', Markdown' if body.is_markdown else ''}")
        origin = "; ".join(filter(None, origins))
        yield self._row("content", f"{len(article.content_html):,} characters of HTML", origin)

    def _list(self, name: str, field: str) -> Iterator[FieldExplanation]:
        entries = self._fields.get(field)
        if entries and (value := _join_names(entries)):
            yield self._row(name, value, self._provenance.of_each(field))

    def _extra(self) -> Iterator[FieldExplanation]:
        extra = self._record.repaired.extra if self._record.repaired else {}
        known = self._record.mapped.known if self._record.mapped else frozenset()
        if others := [key for key in extra if key not in known]:
            yield self._row("extra", _join_names(others), "other keys, for conditions of feeds")


def shown_path_of(settings: Settings) -> str:
    """The folder of finished pages."""
    return settings.built.folder if settings.built else ""


def _by_row(diagnostics: Sequence[Diagnostic]) -> dict[str, list[str]]:
    """The notes on each row: what was repaired, and what else there is to tell of it."""
    found = defaultdict[str, list[str]](list)
    for each in diagnostics:
        if each.level is not Level.NOTE or each.rule == "key-extra":
            continue
        is_author = each.field.startswith("provider.authors")
        first = each.field.partition(".")[0].partition("[")[0]
        found["authors" if is_author else _ROWS.get(first, "extra")].append(_repair(each))
    return found


def _repair(note: Diagnostic) -> str:
    """A repair as its rule, before and after, shortened; another note as it is."""
    if note.before is None or note.after is None:
        return f"{escape_controls(note.message)}; {escape_controls(note.fix)} [{note.rule}]"
    if note.before == note.after:
        return f"{quote_value(_shortened(note.before))} {note.fix} [{note.rule}]"
    before, after = difference(note.before, note.after)
    after = _shortened(after) if note.after else "left out"
    return f"{_shortened(before)} → {after} [{note.rule}]"


def _shortened(text: str) -> str:
    """At most a few words, with the quote at the end where there is one at the beginning."""
    if len(text) <= _SHORT:
        return text
    return text[: _SHORT - 2] + "…" + ('"' if text.startswith('"') else "")


def _join_names(entries: Sequence[Any]) -> str:
    """The entries of a list by their names or addresses."""
    names = [
        str(next((each[key] for key in ("name", "webUrl", "originalUrl", "url") if each.get(key)), ""))
        if isinstance(each, dict)
        else str(each)
        for each in entries
    ]
    names = list(filter(None, names))
    text = ", ".join(names)
    return text if len(names) < 2 or len(text) <= CLIPPED_AT else f"{names[0]} and {len(names) - 1:,} more"
