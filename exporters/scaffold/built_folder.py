"""Find the finished site that a generator has built in a folder: pages of its articles, or a site without sources."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from exporters.model.site import Site
from exporters.scaffold.folder_facts import FolderFacts
from exporters.scaffold.site_articles import read_outcomes
from exporters.settings.load import require_site
from exporters.settings.source_formats import HTML
from exporters.sources import walk
from exporters.sources.built_pages import page_files
from exporters.sources.dialects.recognise import load_site
from exporters.sources.folder import contents, files
from exporters.sources.html_site import ARTICLE, site_page
from exporters.sources.pages.document import PageDocument, PageError

_USUAL: Final = ("_site", "public", "output", "dist", "site", "build")
_BUILT: Final = {  # where generators write the finished site
    **dict.fromkeys(("jekyll", "eleventy", "quarto"), "_site"),
    **dict.fromkeys(("hugo", "zola", "hexo"), "public"),
    **dict.fromkeys(("pelican", "nikola"), "output"),
    "astro": "dist",
    "mkdocs": "site",
    "docusaurus": "build",
}
_MOST: Final = 1_000  # articles or pages that are looked at


def with_built_site(found: FolderFacts, folder: Path, url: str) -> FolderFacts:
    """The facts with the finished site in `folder`, whose home page is `url`: where it has the articles' pages.

    Where there are neither articles nor a generator, a finished site is where they come from.
    """
    names = [_BUILT[found.dialect]] if found.dialect in _BUILT else _USUAL
    if found.articles or found.dialect:
        name = next((each for each in names if has_page(folder, found, folder / each, url)), "")
        return replace(found, built=name)
    counts = {name: article_pages(folder / name, url) for name in (*names, ".") if (folder / name).is_dir()}
    name = next((name for name, count in counts.items() if count), "")
    return replace(found, source=name, format=HTML, articles=counts[name]) if name else found


def has_page(folder: Path, found: FolderFacts, built: Path, url: str) -> bool:
    """Whether the finished site in `built` has the page of at least one of the articles in `folder`."""
    if not built.is_dir():
        return False
    site, addresses = _addresses(folder / found.source, url)
    return any((built / name).is_file() for each in addresses for name in page_files(each, site.url))


def _addresses(source: Path, url: str) -> tuple[Site, Iterator[str]]:
    """The site, and the permalinks of its first articles."""
    settings = load_site(source, site_url=url, reads=False)
    site = require_site(settings)
    outcomes = read_outcomes(settings, _MOST)
    return site, (each.article.url for each in outcomes if each.article is not None)


def article_pages(built: Path, url: str) -> int:
    """How many of the first pages of the site in `built` are articles."""
    found = files(built, suffixes=walk.PAGE_SUFFIXES, passed_over=(), is_site=True)
    return sum(_is_article(built, file.name, url) for file in islice(found, _MOST) if file.name)


def _is_article(built: Path, name: str, url: str) -> bool:
    data = contents(str(built / name), name)
    try:
        return isinstance(data, bytes) and site_page(PageDocument(data), name, url).kind == ARTICLE
    except PageError:
        return False
