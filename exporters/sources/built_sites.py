"""Recognise a folder that holds a finished site alone: HTML pages that state what they are, and no sources."""

import os
from itertools import islice
from pathlib import Path
from typing import Final

from exporters.model.site import Site
from exporters.settings import find
from exporters.settings.values import Settings
from exporters.sources import walk
from exporters.sources.folder import contents, may_be_article
from exporters.support.files import read_regular

_MOST_PAGES: Final = 1_000  # that are looked at for an article
_HEAD: Final = 4_096  # bytes of a page, within which front matter begins
_FENCES: Final = (b"---", b"+++", b"{")
_MARKDOWN: Final = (".md", ".markdown")
_BOM: Final = b"\xef\xbb\xbf"
_OTHERS: Final = ("_site", "package.json")  # of a folder whose pages are made from something else


def is_built_site(settings: Settings) -> bool:
    """Whether the source is such a folder, and nothing says how to read it.

    No file in it is Markdown or has front matter, and one of the first pages is an article.
    """
    root, site = settings.source, settings.site
    if site is None or not _is_undecided(settings) or not root.is_dir():
        return False
    if any((root / name).exists() for name in _OTHERS) or _has_markdown(root):
        return False
    if not all(_is_page(root / each.name) for each in walk.files(root, settings)):
        return False
    pages = walk.page_files(root, settings, settings.of_source(root))
    return any(_is_article(root, each.name, site) for each in islice(pages, _MOST_PAGES))


def _is_undecided(settings: Settings) -> bool:
    source = settings.source_site
    is_known = source is not None and source.is_recognised
    is_told = settings.file or settings.permalink or settings.dialect != "auto"
    return not is_known and not is_told and find.find_foreign(settings.source) is None


def _has_markdown(folder: Path) -> bool:
    """Whether a file of the folder itself is Markdown, as in most sources: a look at all of it takes 9 ms for 700."""
    try:
        with os.scandir(folder) as entries:
            return any(may_be_article(entry.name, _MARKDOWN) for entry in entries)
    except OSError:  # the run says why it can't be listed
        return False


def _is_page(file: Path) -> bool:
    """Whether a file is HTML without front matter."""
    if not file.name.lower().endswith(walk.PAGE_SUFFIXES):
        return False
    try:
        head = read_regular(file, _HEAD)
    except (OSError, ValueError):  # the run says why it can't be read
        return False
    return not head.removeprefix(_BOM).lstrip().startswith(_FENCES)


def _is_article(root: Path, name: str, site: Site) -> bool:
    from exporters.sources.html_site import ARTICLE, site_page
    from exporters.sources.pages.document import PageDocument, PageError

    data = contents(str(root / name), name)
    try:
        return isinstance(data, bytes) and site_page(PageDocument(data), name, site.url).kind == ARTICLE
    except PageError:
        return False
