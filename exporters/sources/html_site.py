"""A built site as a source: which of its pages are articles, and what they state themselves."""

from typing import Any, Final, NamedTuple
from urllib.parse import quote, urljoin

from exporters.sources.built_pages import page_address_is_below
from exporters.sources.pages.addresses import is_same_page
from exporters.sources.pages.document import PageDocument
from exporters.sources.pages.facts import PageFacts, page_facts
from exporters.sources.pages.main_part import main_part
from exporters.sources.pages.selector import PageSelector

_INDEX: Final = "index.html"
ARTICLE: Final = "article"


class SitePage(NamedTuple):
    """A page of a built site, and the article that it is."""

    kind: str  # "article", else why it is none: noindex, redirect, canonical elsewhere, list, not found, undated ...
    fields: dict[str, Any]  # by the names of the article schema; empty where it is none
    html: str | None = ""  # the main part; addresses are as the page has them. None: nothing fits the selector


def site_page(page: PageDocument, name: str, home: str, selector: PageSelector | None = None) -> SitePage:
    """What `page` is, whose file is `name` below the folder of the site at `home`."""
    address = page_address(name, home)
    facts = page_facts(page, address)
    kind = page_kind(facts, name, address, home)
    if kind != ARTICLE:
        return SitePage(kind, {})
    part = main_part(page, facts.title, selector)
    return SitePage(kind, _fields(facts, facts.canonical or address), part.html if part else None)


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
    return ARTICLE if facts.title and facts.published else "undated" if facts.title else "untitled"


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
