"""What stands beside the feeds: a page about each, the list of all, OPML, the lines for a site's head, a style sheet.

What would hold what it holds already is left alone, and nothing is loaded for it.
"""

from collections.abc import Sequence

import msgspec

from exporters.build.context import Desk
from exporters.build.kept import keep
from exporters.build.page_files import write_pages
from exporters.feeds.build_feed import STYLESHEET
from exporters.model.feed import READABLE
from exporters.model.listing import Listed
from exporters.model.site import Site
from exporters.pages.maker import OPML
from exporters.pages.snippet import snippet
from exporters.pages.stylesheet import stylesheet
from exporters.settings.values import Settings
from exporters.store.entries import Entries

SNIPPET = "snippet.html"

Shown = tuple[Listed, Entries]  # a feed with its entries


def write_beside(site: Site, shown: Sequence[Shown], settings: Settings, desk: Desk) -> None:
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


def _opml(site: Site, listing: Sequence[Listed]) -> bytes:
    from exporters.pages.opml import opml  # lxml takes its time

    return opml(site, listing)
