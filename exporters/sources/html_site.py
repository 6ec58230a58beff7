"""A built site as a source: its pages that are articles, by what they state themselves."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urljoin

from exporters.sources.built_pages import page_address_is_below
from exporters.sources.pages.addresses import is_same_page
from exporters.sources.pages.document import MOST_BYTES, PageDocument, PageError
from exporters.sources.pages.facts import PageFacts, page_facts
from exporters.sources.pages.main_part import main_part
from exporters.sources.pages.selector import PageSelector
from exporters.support.files import read_regular

_SUFFIXES: Final = (".html", ".htm", ".xhtml")
_INDEX: Final = "index.html"
_OUR_MARK: Final = b'"generator": "Outfeed"'


class SitePage(NamedTuple):
    """A page of a built site, and the article that it is."""

    name: str  # path of the file below the folder, with `/`
    kind: str  # "article", else why it is none: noindex, redirect, canonical elsewhere, list, not found, undated ...
    fields: dict[str, Any]  # by the names of the article schema; empty where it is none
    html: str = ""  # the main part; addresses are as the page has them
    error: str = ""  # why it can't be read


def read_pages(folder: Path, home: str, selector: PageSelector | None = None) -> Iterator[SitePage]:
    """Every page below `folder`, which is published at `home`, in code-point order of their paths.

    Files that Outfeed published are left out. Links are followed to files in the folder alone.
    """
    ours = _published(folder)
    for name in sorted(_names(folder)):
        if name in ours or any(name.startswith(f"{each}/") for each in ours if not each.endswith(_SUFFIXES)):
            continue
        yield read_page(folder, name, home, selector)


def counted(pages: Iterator[SitePage]) -> Counter[str]:
    """How many pages there are of each kind."""
    return Counter(page.kind for page in pages)


def read_page(folder: Path, name: str, home: str, selector: PageSelector | None = None) -> SitePage:
    """What the page in the file `name` is. Never raises for what a page may hold."""
    try:
        page = PageDocument(read_regular(folder / name, MOST_BYTES))
    except (OSError, PageError) as error:
        return SitePage(name, "unreadable", {}, error=str(getattr(error, "strerror", None) or error))
    address = page_address(name, home)
    facts = page_facts(page, address)
    kind = page_kind(facts, name, address, home)
    if kind != "article":
        return SitePage(name, kind, {})
    part = main_part(page, facts.title, selector)
    return SitePage(name, kind, _fields(facts, facts.canonical or address), part.html if part else "")


def page_address(name: str, home: str) -> str:
    """Where a server shows the file `name`."""
    below = name.removesuffix(_INDEX) if name == _INDEX or name.endswith(f"/{_INDEX}") else name
    return urljoin(home, quote(below, errors="surrogateescape"))


def page_kind(facts: PageFacts, name: str, address: str, home: str) -> str:
    """Whether a page is an article: with title, date and an address below `home`. Else why it is none."""
    if facts.is_not_found or name.rpartition("/")[2].startswith("404."):
        return "not found"
    if facts.redirect and not is_same_page(facts.redirect, address):
        return "redirect"
    if facts.is_noindex:
        return "noindex"
    if facts.canonical and not is_same_page(facts.canonical, address):
        return "canonical elsewhere"
    if facts.is_list:
        return "list"
    if facts.canonical and not page_address_is_below(facts.canonical, home):
        return "canonical elsewhere"
    return "article" if facts.title and facts.published else "undated" if facts.title else "untitled"


def _fields(facts: PageFacts, address: str) -> dict[str, Any]:
    """The fields of the article that a page states."""
    image = facts.image
    size = {"width": image.width, "height": image.height} if image else {}
    fields: dict[str, Any] = {
        "title": facts.title,
        "webUrl": address,
        "publishedDateTime": facts.published,
        "updatedDateTime": facts.updated,
        "excerpt": facts.description,
        "topics": list(facts.tags),
        "provider": {"authors": [{"name": name} for name in facts.authors]} if facts.authors else {},
        "images": [{"url": image.url, **{key: int(value) for key, value in size.items() if value.isdecimal()}}]
        if image
        else [],
    }
    return {name: value for name, value in fields.items() if value}


def _names(folder: Path) -> Iterator[str]:
    """The files of pages below `folder`; folders that begin with a dot, and links that lead out, are passed over."""
    root = os.path.realpath(folder)
    for parent, folders, files in os.walk(root):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for each in files:
            path = os.path.realpath(Path(parent, each))
            if each.lower().endswith(_SUFFIXES) and path.startswith(root.rstrip(os.sep) + os.sep):
                yield Path(parent, each).relative_to(root).as_posix()


def _published(folder: Path) -> frozenset[str]:
    """The folders of `folder` that Outfeed publishes into, by their manifests."""
    found = set()
    for manifest in folder.rglob("manifest.json"):
        try:
            is_ours = _OUR_MARK in read_regular(manifest, 99)
        except OSError:
            continue
        if is_ours and manifest.parent != folder:
            found.add(manifest.parent.relative_to(folder).as_posix())
    return frozenset(found)
