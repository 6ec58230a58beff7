"""One file becomes one Outcome: decode, split, parse, repair, validate, build."""

from collections.abc import Collection, Mapping
from datetime import tzinfo
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec.structs import replace

from exporters.bodies.article_body import ArticleBody
from exporters.bodies.context import SiteFiles
from exporters.bodies.marks.mark_rules import MarkRules
from exporters.bodies.marks.plain_fields import plain_marks
from exporters.bodies.rules import BodyRules
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import ArticleError
from exporters.model import moment
from exporters.model.article import Article
from exporters.model.outcome import FieldOrigin, Held, ReadOutcome
from exporters.model.site import Site
from exporters.repair import kinds
from exporters.repair.article import RepairedFields
from exporters.repair.episode import EpisodeReading, read_episode
from exporters.repair.related import find_unneeded
from exporters.repair.report import RepairReport
from exporters.settings.source_site import SourceSite
from exporters.sources import frontmatter
from exporters.sources.article_ids import find_doubtful_id, note_apostrophe
from exporters.sources.article_media import ArticleMedia, PlacedProblem, warn_of_unknown
from exporters.sources.article_texts import body_error, body_in_page, place_featured, read_texts
from exporters.sources.clean_fields import clean_fields
from exporters.sources.dialects.articles import SiteArticles, is_everyday, names_everyday
from exporters.sources.dialects.mapped_document import MappedDocument
from exporters.sources.enclosure_fields import with_files
from exporters.sources.make_article import build, is_draft
from exporters.yamldoc.fast_scan import RangeFinder
from exporters.yamldoc.positions import YamlDocument, place_diagnostic

if TYPE_CHECKING:  # loaded for articles of a generator alone, or with finished pages
    from exporters.sources.built_pages import BuiltPages
    from exporters.sources.dialects.mapping import MappedArticle
    from exporters.sources.explain.record import ReadingRecord

PRIVATE: Final = frozenset({"secured"})  # cipher text that never leaves the source
_FLAGS: Final = ("published", "draft", "removed")
_EVERYDAY: Final = BodyRules(marks=MarkRules(languages=("everyday",)))


class FrontMatter(NamedTuple):
    """The front matter of an article, and the text of its file in parts."""

    document: YamlDocument  # under our names
    mapped: "MappedArticle | None"  # what its dialect makes of it; None where it has our own names
    parts: frontmatter.ArticleParts


class ArticleReader:
    """Reads articles of one site."""

    def __init__(
        self,
        site: Site,
        zone: tzinfo | None = None,
        *,
        drafts: bool = False,
        withdrawn: bool = False,
        withdrawn_too: bool = False,
        ids: Mapping[str, str] = MappingProxyType({}),
        source: SourceSite | None = None,
        pages: "BuiltPages | None" = None,
        media: ArticleMedia | None = None,
        record: "ReadingRecord | None" = None,
        has_show: bool = False,
        is_export: bool = False,
    ) -> None:
        """`zone` is that of dates which name none; `drafts` and `withdrawn` say whether those are read at all.

        `withdrawn_too`: withdrawn articles are to be known, but stay withdrawn, and nothing is told of them.
        `ids` are those that articles keep whatever else they say, by permalink. `source` is what is known of the site
        by its generator; None: articles have Outfeed's own names alone. `pages` are those that bodies
        are taken from; None: bodies are those of the files. `media` measures their files; None: none is measured.
        `record` gets what people ask of one article, if they do. `has_show`: a feed of the site is a podcast, so
        articles may be episodes. `is_export`: of related articles that no feed has, only warnings and errors are told.
        """
        self._record = record
        self._has_show = has_show
        self._is_export = is_export
        self.home = site.url
        self._pages = pages
        self._media = media
        self._site = site
        self.zone = zone
        self._ids = ids
        self._dialects = SiteArticles(source, site, zone) if source else None
        self._files: SiteFiles | None = None  # of the article that is read
        wanted: dict[Held, bool] = {"draft": drafts, "withdrawn": withdrawn}
        self.wanted = frozenset(held for held, is_read in wanted.items() if is_read)
        self._withdrawn_too = withdrawn_too

    def read(
        self, data: bytes, path: str, modified: int = 0, files: SiteFiles | None = None, place: str = ""
    ) -> ReadOutcome:
        """What became of the file that holds `data`; messages call it `path`.

        `place` is its absolute path, "" where `path` says it: a process may have another current folder. `modified` is
        when the file was changed, ns since 1970. `files` are those that its links may lead to; None: no link leads to
        a file. Never raises for what a file may hold.
        """
        front = self.front(data, path, files, place)
        if isinstance(front, ReadOutcome):
            return front
        document, mapped, parts = front
        text = mapped.text.body if mapped else parts.body
        is_markdown = not path.lower().endswith((".html", ".htm"))
        rules = self._dialects.body_rules if self._dialects and mapped else _EVERYDAY
        is_mdx = path.lower().endswith(".mdx")
        line = 1 + parts.fence.count("\n")
        body = ArticleBody(text, is_markdown, "body", line, modified, rules, is_mdx, before=parts.front)
        self._files = files
        try:
            return self.read_fields(document, body, path, mapped, file=place or path)
        finally:
            self._files = None

    def front(
        self, data: bytes, path: str, files: SiteFiles | None = None, place: str = ""
    ) -> FrontMatter | ReadOutcome:
        """The front matter of the file at `path`, else what became of a file that is no article.

        `files` are those that its pictures may be; None: nobody asks for pictures.
        """
        mapped = None
        is_page = self._dialects is not None and self._dialects.is_page(place or path)
        try:
            text = frontmatter.with_line_feeds(frontmatter.decode(data))
            parts = self._dialects.split(text) if self._dialects else frontmatter.split_article(text)
            document = _front_matter(parts, find_unneeded if self._is_export else None)
            if self._dialects is not None and is_everyday(document.value):
                if self._dialects.is_passed_over(place or path):
                    return ReadOutcome(path=path, kind="page")
                if self._dialects.is_in_drafts(place or path):
                    document.value.setdefault("draft", True)
            elif self._dialects is not None:
                if self._is_export and "related" in document.value:  # it may mean other things there
                    document = _front_matter(parts)
                if is_page or self._dialects.is_page_by_content(document, parts.body, place or path):
                    return ReadOutcome(path=path, kind="page")
                mapped = self._dialects.mapped(document, parts.body, place or path, self._record, files)
                document = mapped.document if mapped else document
        except ArticleError as error:
            if is_page and not names_everyday(data):
                return ReadOutcome(path=path, kind="page")
            return ReadOutcome(path=path, kind="rejected", diagnostics=_sort_diagnostics(error.diagnostics, path))
        return FrontMatter(document, mapped, parts)

    def read_fields(
        self,
        document: YamlDocument,
        body: ArticleBody,
        path: str,
        mapped: "MappedArticle | None" = None,
        file: str = "",
    ) -> ReadOutcome:
        """What became of the article with the fields in `document`, a mapping; `path` is what messages call it.

        `file` is the path of its own file; "" where it has none.
        """
        held = None
        document = document if mapped else with_files(document)
        try:
            held = self.held(document)
            if held is not None and held not in self.wanted:
                known = self._quietly(document, body, mapped, file) if held == "withdrawn" else None
                return ReadOutcome(path=path, kind=held, article=known, public_state=held if known else None)
            article, notes = self._article(document, body, mapped, file)
        except ArticleError as error:
            if self._record is not None:
                self._record.diagnostics = error.diagnostics
            told = _sort_diagnostics(error.diagnostics, path, mapped, document)
            return ReadOutcome(path=path, kind="rejected", diagnostics=told, public_state=held)
        if self._record is not None:
            self._record.diagnostics = notes
        return ReadOutcome(
            path=path,
            kind="article",
            article=article,
            diagnostics=_sort_diagnostics(notes, path, mapped, document),
            date_origin=_dated_by(document, mapped),
            doubtful_id=find_doubtful_id(document, article.id, mapped),
            public_state=held,
            opens=mapped.opens if mapped else None,
            expires=mapped.expires if mapped else None,
            dialect=mapped.dialect if mapped else "",
            differs_in_feed=mapped is not None and mapped.differs_in_feed,
        )

    def held(self, document: YamlDocument) -> Held | None:
        """Drafts and withdrawn articles go before anything in them is judged: they may be unfinished."""
        flags = {name: document.value[name] for name in _FLAGS if name in document.value}
        if not all(isinstance(each, bool) for each in flags.values()):
            unheard = RepairReport(document, self._site.url, self.zone)
            flags = {name: kinds.flag(unheard, each, (name,)) for name, each in flags.items()}
        if flags.get("removed") is True:
            return "withdrawn"
        return "draft" if is_draft(flags) else None

    def _quietly(
        self, document: YamlDocument, body: ArticleBody, mapped: "MappedArticle | None", file: str
    ) -> Article | None:
        """The withdrawn article, where it was ever for the public and nothing in it is wrong."""
        if not self._withdrawn_too:
            return None
        try:
            article, _ = self._article(document, body, mapped, file)
        except ArticleError:  # it may be unfinished, and nobody has to finish it
            return None
        return None if article.is_draft else article

    def _article(
        self, document: YamlDocument, body: ArticleBody, mapped: "MappedArticle | None", file: str
    ) -> tuple[Article, list[Diagnostic]]:
        """The article, and what was repaired. Raises ArticleError with every problem."""
        repaired = self.clean_fields(document, mapped, self._files)
        if self._files is not None:
            self._files.begin(is_draft=is_draft(repaired.fields), opens=opening(repaired.fields, mapped))
        notes = [*repaired.notes, *(mapped.notes if mapped else ())]
        written = body
        if self._pages is not None:
            body, warnings = body_in_page(self._pages, repaired.fields, body)
            notes += warnings
        if self._record is not None:
            self._record.body = body
        try:
            fields = self._identified(repaired.fields, repaired.derived_id)
            fields, media_notes = self._measured(fields, file)
            notes += [place_diagnostic(each, document, repaired.original_path(place)) for place, each in media_notes]
            texts = read_texts(fields, body, written, mapped, self._site.url, self._files)
            fields = {**fields, "excerpt": texts.excerpt} if texts.excerpt else fields
            reading = self._episode(document, repaired.fields, mapped)
            article = build(fields, repaired.extra, texts.content, self._site, reading.episode)
        except ValueError as error:
            raise ArticleError([body_error(str(error), body), *notes]) from None
        notes += [place_featured(each, document) for each in texts.notes]
        notes += reading.diagnostics
        plain = {**repaired.fields, "excerpt": ""} if mapped and mapped.is_excerpt_formatted else repaired.fields
        notes += [place_diagnostic(each, document, (each.field,)) for each in plain_marks(plain)]
        if "'" in article.id:
            notes.append(note_apostrophe(document, article.id))
        return article, notes

    def clean_fields(
        self, document: YamlDocument, mapped: "MappedArticle | None", files: SiteFiles | None = None
    ) -> RepairedFields:
        """The clean front matter of an article; its pictures may be `files`. Raises ArticleError with every problem."""
        home, zone, record = self._site.url, self.zone, self._record
        return clean_fields(
            document,
            mapped,
            home=home,
            zone=zone,
            has_show=self._has_show,
            files=files,
            record=record,
            is_export=self._is_export,
        )

    def _episode(
        self, document: YamlDocument, fields: dict[str, Any], mapped: "MappedArticle | None"
    ) -> EpisodeReading:
        """The article as an episode, and what there is to tell of that; nothing where the site has no podcast."""
        if not self._has_show:
            return EpisodeReading(None, [])
        picture = mapped.document.source(("images", 0, "url")) if mapped and fields.get("images") else None
        artwork = fields["images"][0]["url"] if picture and picture[0] == "image" else None
        reading = read_episode(document, self._site.url, artwork, is_episode=bool(fields.get("enclosures")))
        if self._media is None or reading.episode is None or reading.episode.image is None:
            return reading
        image, problem = self._media.measure_artwork(reading.episode.image)
        diagnostics = [place_diagnostic(problem, document, ("image",))] if problem else []
        return EpisodeReading(replace(reading.episode, image=image), [*reading.diagnostics, *diagnostics])

    def _measured(self, fields: dict[str, Any], file: str) -> tuple[dict[str, Any], list[PlacedProblem]]:
        """`fields` with what the files of the site say of pictures and enclosures, and what there is to warn of."""
        if not (fields.get("images") or fields.get("enclosures")):
            return fields, []
        problems: list[PlacedProblem] = []
        if self._media is not None:
            fields, problems = self._media.complete(fields, file)
        return fields, [*problems, *warn_of_unknown(fields, {place for place, _ in problems})]

    def _identified(self, fields: dict[str, Any], derived_id: str) -> dict[str, Any]:
        """`fields` with the id under which the article was published, where the settings say it.

        `derived_id` is the permalink as the author wrote it, where a repair changed it.
        """
        kept = self._ids.get(derived_id) or self._ids.get(fields.get("webUrl") or fields["originalUrl"])
        identity = kept or derived_id
        return {**fields, "id": identity} if identity else fields


def opening(fields: dict[str, Any], mapped: "MappedArticle | None") -> int:
    """From when on an article with these fields is public, seconds since 1970."""
    opens = mapped.opens if mapped else None
    return int((opens or moment.parse(fields["publishedDateTime"])).timestamp())


def _front_matter(parts: frontmatter.ArticleParts, find: RangeFinder | None = None) -> YamlDocument:
    """The front matter as a mapping. Raises ArticleError where it is none."""
    document = frontmatter.read_front_matter(parts, PRIVATE, find)
    if document.value is None:
        document.value = {}
    if not isinstance(document.value, dict):
        line, column = document.place()
        message = "front matter is a list" if isinstance(document.value, list) else "front matter has no key"
        fix = "write lines of key: value"
        raise ArticleError(Diagnostic(rule="front-matter-shape", message=message, fix=fix, line=line, column=column))
    return document


def _dated_by(document: YamlDocument, mapped: "MappedArticle | None") -> FieldOrigin:
    """What an article is dated by, in the author's words."""
    field = "publishedDateTime"
    place = document.place((field,))
    return FieldOrigin(mapped.document.name((field,)) if mapped else field, *place)


def _sort_diagnostics(
    diagnostics: Collection[Diagnostic],
    path: str,
    mapped: "MappedArticle | None" = None,
    document: YamlDocument | None = None,
) -> tuple[Diagnostic, ...]:
    if not diagnostics:
        return ()
    written = mapped.document if mapped else document
    told = map(written.as_written, diagnostics) if isinstance(written, MappedDocument) else diagnostics
    return tuple(sorted((each.at(path) for each in told), key=lambda each: (each.line, each.column)))
