"""Pages: a page about each feed, and the list of all, rendered by several processes."""

from collections.abc import Sequence
from itertools import chain

import msgspec

from exporters.build.context import Desk
from exporters.build.kept import Kept, known
from exporters.diagnostics.diagnostic import shown
from exporters.errors import OutputError
from exporters.model.listing import Listed
from exporters.model.site import Site
from exporters.pages.hrefs import INDEX, file
from exporters.pages.maker import PageMaker
from exporters.pages.page import Page
from exporters.pages.render import SHOWN, Templates
from exporters.settings.values import PageSettings
from exporters.store.entries import Entries
from exporters.store.rows import article
from exporters.support.workers import CrashedError, Workers

Task = tuple[Page, Sequence[bytes]]  # a page, and its articles as the cache packed them


def write_pages(site: Site, feeds: Sequence[tuple[Listed, Entries]], settings: PageSettings, desk: Desk) -> None:
    """A page about each feed, and the list of all in the out folder itself.

    Raises UsageError where a template of the site is broken, OutputError where a process dies.
    """
    maker, templates = PageMaker(site, [listed for listed, _ in feeds], settings), Templates(settings.templates)
    root, entries = next((each for each in feeds if not each[0].feed.path), (None, None))
    pages = chain(
        [(INDEX, maker.root(root), entries)],
        ((file(each.feed.path, INDEX), maker.page(each), of) for each, of in feeds if each.feed.path),
    )
    try:
        with Workers(PageWriter(templates), desk.jobs) as workers:
            for kept, made in workers.map(_work(*page, templates, desk) for page in pages):
                kept.finish(made[0] if made else None, desk)
    except CrashedError as error:
        page, _ = error.item
        seen, right = (
            f"the process that made the page of {shown(page.title)} {error}",
            "report it; or write pages: false",
        )
        raise OutputError.because("worker-crashed", seen, right, path=desk.stage.place("")) from error


class PageWriter:
    """Renders pages, in whatever process."""

    def __init__(self, templates: Templates) -> None:
        """Nothing is loaded yet."""
        self._templates = templates

    def __call__(self, task: Task) -> bytes:
        """The document of a page with articles, as the cache packed them. Raises UsageError."""
        page, packed = task
        return self._templates.render(page, [article(each) for each in packed])


def _work(name: str, page: Page, entries: Entries | None, templates: Templates, desk: Desk) -> tuple[Kept, list[Task]]:
    """What is known of a page, and the task to render it, unless it is published as it would be."""
    count = 0 if entries is None else min(SHOWN, len(entries))
    digests = entries.digests(0, count) if entries is not None else ()
    kept = known(name, [templates.digest, msgspec.msgpack.encode(page), *digests], desk)
    if kept.contents is not None:
        return kept, []
    return kept, [(page, entries.packed(0, count) if entries is not None else ())]
