"""Write the files of the site: feed pages, the list of feeds, OPML, snippet, style sheet."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import BinaryIO, Final, NamedTuple

import msgspec
from msgspec.structs import replace

from exporters.build.context import BuildContext
from exporters.build.edition import FeedBuild
from exporters.diagnostics.diagnostic import quote_value
from exporters.errors import OutputError
from exporters.feeds.build_feed import STYLESHEET
from exporters.feeds.selection import FeedSelection
from exporters.model.feed import READABLE
from exporters.model.listing import FeedListing
from exporters.model.site import Site
from exporters.pages.maker import OPML, PageMaker
from exporters.pages.page import INDEX, FeedPage, PageEntry, entry, file
from exporters.pages.render import MAX_ENTRIES, PageTemplates
from exporters.pages.snippet import snippet, stylesheet
from exporters.publishing.stage import FileDigest
from exporters.settings.paths import placeholders
from exporters.settings.values import PageSettings, Settings
from exporters.store import key
from exporters.store.entries import StoredEntries
from exporters.store.outputs import StoredDocument, StoredFeedDocuments
from exporters.store.rows import decode_article
from exporters.support.lazy_regex import lazy_regex
from exporters.support.workers import WorkerCrashedError, WorkerPool


class MemoizedFile(NamedTuple):
    """A generated file and the digest of its inputs; `contents` is set if the published file is up to date."""

    name: str
    slot: bytes
    inputs: bytes
    contents: FileDigest | None

    def finish(self, data: bytes | None, context: BuildContext) -> None:
        """Write `data` and store the digest of its inputs; None keeps the published file."""
        context.describe([self.name])
        if data is None and self.contents is not None:
            context.staging.reuse({self.name: self.contents})
        elif data is not None:
            context.staging.write(self.name, _writer(data))
            document = StoredDocument(self.name, *context.staging.contents(self.name))
            context.documents.store(self.slot, StoredFeedDocuments(inputs=self.inputs, documents=(document,)), ())


def write_if_changed(name: str, inputs: Iterable[bytes], make: Callable[[], bytes], context: BuildContext) -> None:
    """Write the file `name`, unless the published one has the same `inputs`."""
    memoized = memoized_file(name, inputs, context)
    memoized.finish(make() if memoized.contents is None else None, context)


def memoized_file(name: str, inputs: Iterable[bytes], context: BuildContext) -> MemoizedFile:
    """Return the stored digests of the file `name`, compared with `inputs`."""
    slot, digest = key.digest_of([b"beside", name.encode()]), key.digest_of(inputs)
    earlier = context.documents.find(slot)
    contents = None
    if earlier is not None and earlier.inputs == digest:
        document = earlier.documents[0]
        contents = FileDigest(document.size, document.digest)
        if context.staging.published(name, contents) is None:
            contents = None
    return MemoizedFile(name, slot, digest, contents)


def _writer(data: bytes) -> Callable[[BinaryIO], None]:
    def write(out: BinaryIO) -> None:
        out.write(data)

    return write


Task = tuple[FeedPage, Sequence[tuple[bytes, bytes]]]  # a page, and of each of its articles the digest and packed bytes

_MOST_KEPT: Final = 10_000  # articles of about 1 kB as pages show them


def write_pages(
    site: Site, feeds: Sequence[tuple[FeedListing, StoredEntries]], settings: PageSettings, context: BuildContext
) -> None:
    """Write a page about each feed, and the list of all feeds into the out folder itself.

    Raises UsageError where a template of the site is broken, OutputError where a process dies.
    """
    maker = PageMaker(site, [listed for listed, _ in feeds], settings)
    templates = PageTemplates(settings.templates, len(feeds))
    root, entries = next((each for each in feeds if not each[0].feed.path), (None, None))
    pages = chain(
        [(INDEX, maker.root(root), entries)],
        ((file(each.feed.path, INDEX), maker.page(each), of) for each, of in feeds if each.feed.path),
    )
    try:
        with WorkerPool(PageWriter(templates), context.jobs) as workers:
            for memoized, results in workers.map(_page_task(*page, templates, context) for page in pages):
                memoized.finish(results[0] if results else None, context)
    except WorkerCrashedError as error:
        page, _ = error.item
        message, fix = (
            f"the process that made the page of {quote_value(page.title)} {error}",
            "report it, or write pages: false",
        )
        raise OutputError.because("worker-crashed", message, fix, path=context.staging.place("")) from error


class PageWriter:
    """Renders pages, in any process; an article that stands on several pages is decoded once."""

    def __init__(self, templates: PageTemplates) -> None:
        """Keep the templates."""
        self._templates = templates
        self._entries: dict[tuple[bytes, bool, bool], PageEntry] = {}

    def __call__(self, task: Task) -> bytes:
        """Return the HTML of a page with its articles. Raises UsageError."""
        page, articles = task
        return self._templates.render(page, [self._entry(digest, packed, page) for digest, packed in articles])

    def _entry(self, digest: bytes, packed: bytes, page: FeedPage) -> PageEntry:
        key = (digest, page.images, page.is_show)
        if (found := self._entries.get(key)) is None:
            found = entry(decode_article(packed), images=page.images, plays=page.is_show)
            if len(self._entries) < _MOST_KEPT:
                self._entries[key] = found
        return found


def _page_task(
    name: str, page: FeedPage, entries: StoredEntries | None, templates: PageTemplates, context: BuildContext
) -> tuple[MemoizedFile, list[Task]]:
    """Return the file of a page, and the task to render it unless the published one is up to date."""
    count = 0 if entries is None else min(MAX_ENTRIES, len(entries))
    digests = list(entries.digests(0, count)) if entries is not None else []
    memoized = memoized_file(name, [templates.digest, msgspec.msgpack.encode(page), *digests], context)
    if memoized.contents is not None:
        return memoized, []
    packed = entries.packed(0, count) if entries is not None else ()
    return memoized, [(page, list(zip(digests, packed, strict=True)))]


SNIPPET = "snippet.html"

Shown = tuple[FeedListing, StoredEntries]  # a feed with its entries


def write_site_files(site: Site, feeds: Sequence[Shown], settings: Settings, context: BuildContext) -> None:
    """Write the files that the settings ask for. Raises UsageError for a broken template of the site."""
    listing = [listed for listed, _ in feeds]
    inputs = msgspec.msgpack.encode((site, listing))
    is_readable = any(link.media_type in READABLE for each in listing for link in each.feed.links)
    if is_readable:
        write_if_changed(OPML, [inputs], lambda: _opml(site, listing), context)
    if settings.pages is not None:
        write_pages(site, feeds, settings.pages, context)
    if is_readable:
        write_if_changed(SNIPPET, [inputs], lambda: snippet(site, listing), context)
    if settings.stylesheet == "":
        style = stylesheet()
        write_if_changed(STYLESHEET, [style], lambda: style, context)


def _opml(site: Site, listing: Sequence[FeedListing]) -> bytes:
    from exporters.pages.opml import opml  # lxml takes its time

    return opml(site, listing)


_GROUPS: Final = {
    "topic": "Topics",
    "provider": "Providers",
    "category": "Categories",
    "type": "Types",
    "author": "Authors",
    "year": "Years",
    "month": "Months",
}

_NO_HEADING: Final = lazy_regex(r"[a-z]{1,2}|from|with|about")  # a letter or a preposition: by, de, zu
_PLURALS: Final = {
    "topic": "Topics",
    "tag": "Tags",
    "provider": "Providers",
    "publisher": "Publishers",
    "source": "Sources",
    "category": "Categories",
    "section": "Sections",
    "type": "Types",
    "author": "Authors",
    "year": "Years",
    "month": "Months",
}


def list_feeds(
    selections: Iterable[FeedSelection], written: Iterable[FeedBuild]
) -> list[tuple[FeedListing, StoredEntries]]:
    """Return the current feeds in order, each with its entries; `written` are the feeds as written."""
    return [
        (_feed_listing(each, feed_build), feed_build.entries)
        for each, feed_build in zip(selections, written, strict=True)
        if not each.member.period
    ]


def group_title(path: str) -> str:
    """Return the heading for the feeds of one path: "Topics" for `topics/{topic}`, "" if the path makes one feed.

    The name of the folder wins, in the site's own language: `themen/{topic}` gives "Themen", `tag/{topic}` "Tags".
    Where it is no heading, as in `by/{author}` or `p/{provider}`, the placeholder says what the group holds: "Authors".
    """
    names = placeholders(path)
    if not names:
        return ""
    folder = path.partition("{")[0].rpartition("/")[0].rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    if not folder or _NO_HEADING.fullmatch(folder):
        return _GROUPS[names[0]]
    return _PLURALS.get(folder) or folder[:1].upper() + folder[1:]


def _feed_listing(selection: FeedSelection, feed_build: FeedBuild) -> FeedListing:
    values = ", ".join(selection.member.values.values())
    return FeedListing(
        feed=replace(feed_build.feed, entries=(), deleted=()),
        template=selection.wanted.path,
        group=group_title(selection.wanted.path),
        name=values or feed_build.feed.title,
        count=len(feed_build.entries),
        newest=feed_build.entries.newest_moment(),
    )
