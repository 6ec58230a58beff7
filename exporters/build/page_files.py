"""Pages: a page about each feed, and the list of all, rendered by several processes."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import BinaryIO, Final, NamedTuple

import msgspec
from msgspec.structs import replace

from exporters.build.context import BuildContext
from exporters.build.edition import FeedBuild
from exporters.diagnostics.diagnostic import shown
from exporters.errors import OutputError
from exporters.feeds.build_feed import STYLESHEET
from exporters.feeds.selection import FeedSelection
from exporters.model.feed import READABLE
from exporters.model.listing import FeedListing
from exporters.model.site import Site
from exporters.pages.maker import OPML, PageMaker
from exporters.pages.page import INDEX, FeedPage, file
from exporters.pages.render import SHOWN, PageTemplates
from exporters.pages.snippet import snippet, stylesheet
from exporters.publishing.stage import FileDigest
from exporters.settings.paths import placeholders
from exporters.settings.values import PageSettings, Settings
from exporters.store import key
from exporters.store.entries import StoredEntries
from exporters.store.outputs import StoredDocument, StoredFeedDocuments
from exporters.store.rows import article
from exporters.support.workers import WorkerCrashedError, WorkerPool


class MemoizedFile(NamedTuple):
    """A file, and what it was made of; `contents` where it is published as that made it."""

    name: str
    slot: bytes
    inputs: bytes
    contents: FileDigest | None

    def finish(self, made: bytes | None, desk: BuildContext) -> None:
        """Write what was made, and remember that; None: what is published stays."""
        desk.describe([self.name])
        if made is None and self.contents is not None:
            desk.stage.reuse({self.name: self.contents})
        elif made is not None:
            desk.stage.write(self.name, _put(made))
            document = StoredDocument(self.name, *desk.stage.contents(self.name))
            desk.documents.keep(self.slot, StoredFeedDocuments(inputs=self.inputs, documents=(document,)), ())


def keep(name: str, inputs: Iterable[bytes], make: Callable[[], bytes], desk: BuildContext) -> None:
    """Write the file `name`, unless it is published as the same `inputs` made it."""
    kept = known(name, inputs, desk)
    kept.finish(make() if kept.contents is None else None, desk)


def known(name: str, inputs: Iterable[bytes], desk: BuildContext) -> MemoizedFile:
    """What is known of the file `name`, which is made of `inputs`."""
    slot, digest = key.of([b"beside", name.encode()]), key.of(inputs)
    before = desk.documents.known(slot)
    contents = None
    if before is not None and before.inputs == digest:
        document = before.documents[0]
        contents = FileDigest(document.size, document.digest)
        if desk.stage.published(name, contents) is None:
            contents = None
    return MemoizedFile(name, slot, digest, contents)


def _put(data: bytes) -> Callable[[BinaryIO], None]:
    def put(out: BinaryIO) -> None:
        out.write(data)

    return put


Task = tuple[FeedPage, Sequence[bytes]]  # a page, and its articles as the cache packed them


def write_pages(
    site: Site, feeds: Sequence[tuple[FeedListing, StoredEntries]], settings: PageSettings, desk: BuildContext
) -> None:
    """A page about each feed, and the list of all in the out folder itself.

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
        with WorkerPool(PageWriter(templates), desk.jobs) as workers:
            for kept, made in workers.map(_work(*page, templates, desk) for page in pages):
                kept.finish(made[0] if made else None, desk)
    except WorkerCrashedError as error:
        page, _ = error.item
        message, fix = (
            f"the process that made the page of {shown(page.title)} {error}",
            "report it; or write pages: false",
        )
        raise OutputError.because("worker-crashed", message, fix, path=desk.stage.place("")) from error


class PageWriter:
    """Renders pages, in whatever process."""

    def __init__(self, templates: PageTemplates) -> None:
        """Nothing is loaded yet."""
        self._templates = templates

    def __call__(self, task: Task) -> bytes:
        """The document of a page with articles, as the cache packed them. Raises UsageError."""
        page, packed = task
        return self._templates.render(page, [article(each) for each in packed])


def _work(
    name: str, page: FeedPage, entries: StoredEntries | None, templates: PageTemplates, desk: BuildContext
) -> tuple[MemoizedFile, list[Task]]:
    """What is known of a page, and the task to render it, unless it is published as it would be."""
    count = 0 if entries is None else min(SHOWN, len(entries))
    digests = entries.digests(0, count) if entries is not None else ()
    kept = known(name, [templates.digest, msgspec.msgpack.encode(page), *digests], desk)
    if kept.contents is not None:
        return kept, []
    return kept, [(page, entries.packed(0, count) if entries is not None else ())]


SNIPPET = "snippet.html"

Shown = tuple[FeedListing, StoredEntries]  # a feed with its entries


def write_beside(site: Site, shown: Sequence[Shown], settings: Settings, desk: BuildContext) -> None:
    """Write it all, as far as the settings want it. Raises UsageError where a template of the site is broken."""
    listing = [listed for listed, _ in shown]
    every = msgspec.msgpack.encode((site, listing))
    is_readable = any(link.media_type in READABLE for each in listing for link in each.feed.links)
    if is_readable:
        keep(OPML, [every], lambda: _opml(site, listing), desk)
    if settings.pages is not None:
        write_pages(site, shown, settings.pages, desk)
    if is_readable:
        keep(SNIPPET, [every], lambda: snippet(site, listing), desk)
    if settings.stylesheet == "":
        style = stylesheet()
        keep(STYLESHEET, [style], lambda: style, desk)


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


def listing(chosen: Iterable[FeedSelection], written: Iterable[FeedBuild]) -> list[tuple[FeedListing, StoredEntries]]:
    """The feeds that people subscribe to, in their order, each with its entries; `written` is what came of `chosen`."""
    return [
        (_listed(each, edition), edition.entries)
        for each, edition in zip(chosen, written, strict=True)
        if not each.member.period
    ]


def group(path: str) -> str:
    """What the feeds of one path are together: `topics/{topic}` makes Topics, "" where it makes one feed only.

    The folder says it in the site's own language: `themen/{topic}` makes Themen.
    """
    names = placeholders(path)
    if not names:
        return ""
    folder = path.partition("{")[0].rpartition("/")[0].rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    return folder[:1].upper() + folder[1:] if folder else _GROUPS[names[0]]


def _listed(chosen: FeedSelection, edition: FeedBuild) -> FeedListing:
    values = ", ".join(chosen.member.values.values())
    return FeedListing(
        feed=replace(edition.feed, entries=(), deleted=()),
        template=chosen.wanted.path,
        group=group(chosen.wanted.path),
        name=values or edition.feed.title,
        count=len(edition.entries),
        newest=edition.entries.newest(),
    )
