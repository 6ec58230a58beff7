"""Documents of which a site has one, such as a sitemap: written from all of its articles."""

from collections.abc import Sequence

from exporters.cache.shelf import Shelf
from exporters.feeds import make
from exporters.feeds.listed import Listed
from exporters.publishing.stage import About
from exporters.writing.desk import Desk, kind
from exporters.writing.editions import Editor


def write_site(editor: Editor, shelf: Shelf, listing: Sequence[Listed], desk: Desk) -> None:
    """Write every document of the whole site that is wanted.

    Raises OutputError where an exporter fails, PublishError where the disk does.
    """
    exporters = editor.of_site()
    if not exporters:
        return
    from exporters.writing import whole

    entries = shelf.entries(shelf.newest(0))
    pages = [each.feed.page for each in listing if each.feed.page]
    if editor.around.has_pages and editor.around.site.feeds_url not in pages:
        pages.insert(0, editor.around.site.feeds_url)  # the list of all feeds
    feed = make.of_site(entries, editor.around, updated=editor.updated, pages=pages)
    taken = {each.filename.lower() for each in exporters}
    for exporter in exporters:
        for name in whole.write(feed, exporter, desk, taken):
            is_document = name == feed.file(exporter.filename)
            desk.about[name] = About(exporter.media_type if is_document else kind(name))
