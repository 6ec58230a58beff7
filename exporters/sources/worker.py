"""Looks into files: each process has an examiner. Only where a content is new, what parses it is loaded."""

import os
from collections.abc import Mapping
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import structs

from exporters.media.folders import MediaFolders
from exporters.model.outcome import FieldOrigin, ReadOutcome
from exporters.model.site import NOWHERE, Site
from exporters.repair.url import lower_host
from exporters.settings.built_site import BuiltSite
from exporters.settings.source_site import SourceSite
from exporters.settings.values import SourceSettings
from exporters.sources.article_files import ArticleFiles
from exporters.sources.folder import contents
from exporters.sources.id_warnings import is_doubtful
from exporters.sources.link_facts import renewed_by_content
from exporters.sources.link_targets import LinkTargets
from exporters.sources.no_files import FilesNeededError, NoFiles
from exporters.sources.source import SourceItem
from exporters.sources.source_context import SourceContext
from exporters.sources.source_files import SourceFiles
from exporters.store import key, rows
from exporters.store.links import LinkFact
from exporters.store.rows import OutcomeRow

if TYPE_CHECKING:
    from exporters.run import RunOptions
    from exporters.settings.values import Settings
    from exporters.sources.built_pages import BuiltPages


class ReadTask(NamedTuple):
    """A file to be looked into."""

    path: str
    shown: str  # what messages call it
    digest: bytes  # of its content when it was read last; b"" where that does not help
    data: bytes | ReadOutcome | None = None  # what `contents` says of it; None: it is read where the work is done
    source: SourceSettings | None = None  # what holds for it; None: what holds for all
    format: str = ""  # of the source of an item
    item: SourceItem | None = None  # of the file, which is all that is read
    item_digest: bytes = b""
    media_digest: bytes = b""  # of what its media files said when it was read last, which are what they were
    page: str = ""  # the permalink whose finished page was asked for when it was read last
    links: tuple[LinkFact, ...] = ()  # where its links led then
    opens: int = 0  # from when on it is public, seconds since 1970


class ReadResult(NamedTuple):
    """What became of it. `row` is None where its content is what it was."""

    digest: bytes  # b"" where it can't be read
    row: OutcomeRow | None
    article: bytes | None  # packed
    links: tuple[LinkFact, ...] = ()  # where its links lead, if its content is what it was
    missing: ReadTask | None = None  # the work, where it needs files that are not on this machine


class FileExaminer:
    """Reads files of one site, and parses those whose content is new."""

    def __init__(
        self,
        site: Site,
        zone: tzinfo | None,
        *,
        drafts: bool = False,
        withdrawn: bool = False,
        withdrawn_too: bool = False,
        ids: Mapping[str, str] = MappingProxyType({}),
        source: SourceSite | None = None,
        built: BuiltSite | None = None,
        source_sites: Mapping[Path, SourceSite] = MappingProxyType({}),
        media: MediaFolders | None = None,
        has_show: bool = False,
        files: SourceFiles | None = None,
        is_export: bool = False,
    ) -> None:
        """As a Reader is made; bodies come from the finished pages of `built`.

        `source_sites` are those of single sources, by their paths: there `source` and `built` do not hold. `media` are
        the folders of files that the settings name for all; None: no file is measured. `has_show`: a feed of the site
        is a podcast. `files` are those that links lead to; None: no link leads to one. `is_export`: notes on related
        articles that no feed has are left out.
        """
        self._media = media
        self._is_export = is_export
        self._site = site
        self._zone = zone
        self._has_show = has_show
        self._drafts = drafts
        self._withdrawn = withdrawn
        self._withdrawn_too = withdrawn_too
        self._ids = dict(ids)  # which passes to other processes
        self._contexts: dict[tuple[tzinfo | None, Path | None, str], SourceContext] = {}
        self._built = built
        self._source = source
        self._source_sites = dict(source_sites)
        self.files = files

    @property
    def wanted(self) -> frozenset[str]:
        """The kinds of articles that are read although the public does not see them."""
        asked = {"draft": self._drafts, "withdrawn": self._withdrawn or self._withdrawn_too}
        return frozenset(kind for kind, is_read in asked.items() if is_read)

    def with_withdrawn(self) -> "FileExaminer":
        """The same that lets withdrawn articles be known too."""
        return FileExaminer(
            self._site,
            self._zone,
            drafts=self._drafts,
            withdrawn_too=True,
            ids=self._ids,
            source=self._source,
            built=self._built,
            source_sites=self._source_sites,
            has_show=self._has_show,
            files=self.files,
            media=self._media,
            is_export=self._is_export,
        )

    @cached_property
    def _targets(self) -> "LinkTargets | None":
        """What reads the files that links lead to."""
        if self.files is None:
            return None
        return LinkTargets(self.files, lambda source: self._context(source).reader)

    def article_files(self, path: str, source: SourceSettings | None) -> "ArticleFiles | None":
        """Return the files that the links of the article at the absolute `path` may lead to."""
        if self._targets is None:
            return None
        return ArticleFiles(self._targets, path, self._context(source).site.url)

    def _context(self, source: SourceSettings | None) -> SourceContext:
        """What reads the articles of `source`, else of all that says nothing of its own."""
        zone = (source.timezone if source else None) or self._zone
        root, ids = (source.root, source.ids) if source else (None, "")
        if (zone, root, ids) not in self._contexts:
            own = self._source_sites.get(root) if root else None
            known = own or self._source
            built = source.built if source is not None and own is not None else self._built
            media = self._media
            if media is not None and source is not None and own is not None:
                media = msgspec.structs.replace(media, folders=source.media)
            self._contexts[zone, root, ids] = SourceContext(
                self._site,
                zone,
                msgspec.structs.replace(known, ids=ids) if known and ids else known,
                built,
                media,
                drafts=self._drafts,
                withdrawn=self._withdrawn,
                withdrawn_too=self._withdrawn_too,
                ids=self._ids,
                has_show=self._has_show,
                is_export=self._is_export,
            )
        return self._contexts[zone, root, ids]

    def __call__(self, task: ReadTask) -> ReadResult:
        """Read a file, and parse it where its content is new, or its links lead elsewhere."""
        try:
            return self._look_into(task)
        except FilesNeededError:
            return ReadResult(b"", None, None, missing=task._replace(data=None))

    def _look_into(self, task: ReadTask) -> ReadResult:
        if task.item is not None and task.data is None:
            from exporters.sources.read_item import read_item

            context = self._context(task.source)
            context.begin()
            found = read_item(context.reader, task.format, task.item, task.shown)
            return self._result(task.item_digest, found, task.source, context)
        data = contents(task.path, task.shown) if task.data is None else task.data
        if not isinstance(data, bytes):
            return ReadResult(b"", rows.row_of(data), None)
        context = self._context(task.source)
        context.begin()
        if task.source is not None and task.source.is_html:
            return self._read_page(task, data, task.source, context)
        digest = _digest(data, task.shown, context.within(task.path), task.source)
        if context.pages is not None:
            return self._with_page(task, data, digest, context.pages)
        if (
            _full_digest(digest, task.links, task.media_digest) == task.digest
            and (links := self._renewed(task)) is not None
        ):
            return ReadResult(task.digest, None, None, links)
        return self._read(task, data, digest)

    def _read(self, task: ReadTask, data: bytes, digest: bytes, modified: int = 0) -> ReadResult:
        """Parse a file, whose content has that digest."""
        files = self._files(task)
        context = self._context(task.source)
        outcome = context.reader.read(data, task.shown, modified, files, task.path)
        result = self._result(digest, outcome, task.source, context)
        if files is None or not files.facts or result.row is None:
            return result
        row = msgspec.structs.replace(result.row, links=files.facts)
        return result._replace(digest=_full_digest(digest, row.links, row.media_digest), row=row)

    def _files(self, task: ReadTask) -> "ArticleFiles | NoFiles | None":
        """The files that links of an article may lead to; its content is given where they are on another machine."""
        return self.article_files(task.path, task.source) if task.data is None or self.files is None else NoFiles()

    def _renewed(self, task: ReadTask) -> tuple[LinkFact, ...] | None:
        """The links of an article with the stamps of the files that they lead to; None where one leads elsewhere."""
        if not task.links or self._targets is None:
            return None if task.links else ()
        if task.data is not None:
            raise FilesNeededError(task.path)
        return renewed_by_content(task.links, task.path, task.opens, self._targets)

    def _read_page(self, task: ReadTask, data: bytes, source: SourceSettings, context: SourceContext) -> ReadResult:
        """Read a page of the built site `source`: where it lies says what its address is."""
        name = page_name(task.path, source.root or source.path)
        digest = _digest(data, task.shown, name, source)
        if key.with_media(digest, task.media_digest) == task.digest:
            return ReadResult(task.digest, None, None)
        from exporters.sources.read_page import read_page_article

        return self._result(
            digest, read_page_article(context.reader, data, name, task.shown, source.select), source, context
        )

    def _result(
        self, digest: bytes, outcome: ReadOutcome, source: SourceSettings | None, context: SourceContext
    ) -> ReadResult:
        """The result of `outcome`, whose article has the prefix of its source before its id."""
        article = outcome.article
        if source is not None and source.id_prefix and article is not None and not self._is_id_given(article.url):
            article = msgspec.structs.replace(article, id=source.id_prefix + article.id)
            origin = outcome.doubtful_id or outcome.id_origin or FieldOrigin("id", 1, 1)
            doubtful_id = origin if is_doubtful(article.id) else None
            outcome = structs.replace(outcome, article=article, doubtful_id=doubtful_id)
        row, media = rows.row_of(outcome), context.media
        if media is not None and media.stamps:
            row = msgspec.structs.replace(row, media=media.stamps, media_digest=media.digest)
        packed = rows.pack(outcome.article) if outcome.article else None
        return ReadResult(key.with_media(digest, row.media_digest), row, packed)

    def _is_id_given(self, permalink: str) -> bool:
        """Whether the file of ids has the permalink, perhaps with capital letters in its host."""
        return permalink in self._ids or permalink in self._lowered_ids

    @cached_property
    def _lowered_ids(self) -> frozenset[str]:
        return frozenset(lower_host(each)[0] for each in self._ids)

    def _with_page(self, task: ReadTask, data: bytes, content: bytes, pages: "BuiltPages") -> ReadResult:
        """Read a file whose body is in a finished page: its digest is of both."""
        pages.begin()
        modified = _modified(task.path)
        page = key.digest_of([content, pages.digest(task.page, modified)])
        known = _full_digest(page, task.links, task.media_digest)
        if known == task.digest and (links := self._renewed(task)) is not None:
            return ReadResult(task.digest, None, None, links)
        result = self._read(task, data, content, modified)
        whole = key.digest_of([content, pages.digest(pages.asked, modified)])
        row = msgspec.structs.replace(result.row, built_page=pages.asked) if result.row else None
        if row is None:
            return result._replace(digest=whole)
        return result._replace(digest=_full_digest(whole, row.links, row.media_digest), row=row)


def _digest(data: bytes, shown: str, within: str, source: SourceSettings | None) -> bytes:
    """What stands for a file and all that shapes its article: where it lies, and what holds for its source."""
    digest = key.content_digest(data, shown, within)
    return digest if source is None else key.digest_of([digest, source.digest])


def _full_digest(digest: bytes, links: tuple[LinkFact, ...], media: bytes) -> bytes:
    """The digest of a file together with where its links lead, and with what its media files say."""
    linked = key.digest_of([digest, *(each.meaning for each in links)]) if links else digest
    return key.with_media(linked, media)


def page_name(path: str, root: Path) -> str:
    """The path of a page below the built site at `root`, with `/`; its name alone where it is the whole site."""
    below = os.path.relpath(path, root).replace(os.sep, "/")
    return path.rpartition(os.sep)[2] if below == "." or below.startswith("../") else below


def _modified(path: str) -> int:
    """When a file was changed, ns since 1970; 0 where it is gone meanwhile."""
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116 - paths are texts here
    except OSError:
        return 0


def examiner(site: Site, settings: "Settings", options: "RunOptions", *, withdrawn: bool = False) -> FileExaminer:
    """The examiner of a run that exports. `withdrawn`: it has to know withdrawn articles, whatever the settings say."""
    return _examiner_of(
        site, settings, options, drafts=options.drafts, withdrawn_too=withdrawn or settings.tombstones, is_export=True
    )


def everything_examiner(settings: "Settings", options: "RunOptions") -> FileExaminer:
    """The examiner of a run that judges: drafts and withdrawn articles too."""
    return _examiner_of(settings.site or NOWHERE, settings, options, drafts=True, withdrawn=True)


def _examiner_of(site: Site, settings: "Settings", options: "RunOptions", **asked: bool) -> FileExaminer:
    """The examiner of the articles that the settings name; `asked` says what else it does."""
    return FileExaminer(
        site,
        settings.timezone,
        ids=settings.ids,
        source=settings.source_site,
        built=settings.built,
        source_sites=settings.source_sites,
        has_show=settings.has_show,
        media=settings.media_folders,
        files=SourceFiles(settings, options),
        **asked,
    )
