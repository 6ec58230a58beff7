"""The facts that a finished page states: what it is, when it was published, where it lives, who wrote it."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple
from urllib.parse import urljoin

from lxml import etree

from exporters.model.url import host_of
from exporters.sources.pages import linked_data
from exporters.sources.pages.addresses import is_same_page
from exporters.sources.pages.boilerplate import is_around
from exporters.sources.pages.document import MOST_MARKED, PageDocument
from exporters.sources.pages.linked_data import LinkedData
from exporters.sources.pages.main_part import PagePart, main_element
from exporters.sources.pages.microformats import MicroformatsEntry
from exporters.sources.pages.moments import most_exact
from exporters.sources.pages.words import fold_spelling, heading_text, is_heading, one_line, text, tokens
from exporters.support.lazy_regex import lazy_regex

_MOST_NAMES: Final = 100  # of authors or tags of a page
_LONGEST: Final = 2_000  # characters of an address, or of a title
_REFRESH: Final = lazy_regex(r"""[\d.]*+\s*+[;,]\s*+(?:url\s*+=\s*+)?(['"]?)(.*)\1""", re.IGNORECASE | re.DOTALL)
_NOT_FOUND: Final = lazy_regex(
    r"\W*(?:error\s*)?404\b.{0,80}|.{0,40}\bpage not found\b.{0,40}|not found", re.IGNORECASE
)
_SEPARATOR: Final = lazy_regex(r"\s+[|·•–—»:-]+\s+")
_NO_INDEX: Final = frozenset({"noindex", "none"})
_PUBLISHED: Final = ("article:published_time", "og:published_time", "datepublished", "citation_publication_date")
_LATER_PUBLISHED: Final = ("dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date")
_UPDATED: Final = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")


class PageImage(NamedTuple):
    """A picture of the page."""

    url: str  # absolute
    width: str = ""  # pixels, as written
    height: str = ""


class PageFacts(NamedTuple):
    """What a page states. A text is "" where it states nothing; addresses are absolute."""

    title: str
    published: str  # as written, ISO 8601
    updated: str
    canonical: str  # what `<link rel=canonical>` or `og:url` says
    description: str
    image: PageImage | None
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    language: str
    redirect: str  # where `<meta http-equiv=refresh>` leads
    is_noindex: bool
    is_list: bool  # a page of articles, not an article
    is_not_found: bool


def page_facts(page: PageDocument, address: str) -> PageFacts:
    """The facts of `page`, which lives at `address`."""
    data, entry = LinkedData(page), MicroformatsEntry(page)
    base = _base(page, address)
    canonical = _absolute(base, _canonical(page))
    main = main_element(page)
    title = _title(page, data, entry, main.element)
    return PageFacts(
        title=title,
        published=_find_published(page, data, entry, main.element),
        updated=_find_updated(page, data, entry),
        canonical=canonical,
        description=one_line(
            page.meta("description") or page.meta("og:description", "twitter:description")
            or data.first_text("description") or entry.summary
        ),
        image=_image(page, data, base),
        authors=_distinct(data.names("author") or entry.authors or _author_metas(page)),
        tags=_distinct(_tags(page, data, entry)),
        language=(page.root.get("lang") or page.root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip(),
        redirect=_absolute(base, _redirect(page)),
        is_noindex=any(
            name in ("robots", "googlebot") and not _NO_INDEX.isdisjoint(re.split(r"[\s,]+", content.lower()))
            for name, content in page.metas
        ),
        is_list=_is_list(page, data, entry, main, _PageAddresses(base, address, canonical or address)),
        is_not_found=bool(_NOT_FOUND.fullmatch(title[:_LONGEST])),
    )  # fmt: skip


def _base(page: PageDocument, address: str) -> str:
    """What addresses of a page are relative to. Spec: HTML §4.2.3 `base`."""
    base = page.root.find(".//base[@href]")
    return address if base is None else _absolute(address, (base.get("href") or "").strip()) or address


def _absolute(base: str, written: str) -> str:
    """`written` as an absolute address, "" where it is none."""
    if not written:
        return ""
    try:
        return urljoin(base, written)
    except ValueError:
        return ""


def _links(page: PageDocument, relation: str) -> Iterator[etree._Element]:
    for name in ("link", "a"):
        for each in page.root.iter(name):
            if relation in (each.get("rel") or "").lower().split() and (each.get("href") or "").strip():
                yield each


def _canonical(page: PageDocument) -> str:
    found = next((each for each in _links(page, "canonical") if each.tag == "link"), None)
    return page.meta("og:url") if found is None else (found.get("href") or "").strip()


def _redirect(page: PageDocument) -> str:
    for element in page.root.iter("meta"):
        if (element.get("http-equiv") or "").strip().lower() == "refresh":
            found = _REFRESH.fullmatch((element.get("content") or "").strip()[:_LONGEST])
            return found[2].strip() if found else ""
    return ""


def _title(page: PageDocument, data: LinkedData, entry: MicroformatsEntry, main: etree._Element) -> str:
    """The title of the article: what is marked as such, else the heading, else that of the window without the site."""
    if marked := entry.name or data.first_text("headline", "name"):
        return marked
    found = page.root.find(".//head/title")
    window = "" if found is None else text(found)[:_LONGEST]
    shared = one_line(page.meta("og:title", "twitter:title"))
    if (near := _article_heading(main)) and window and fold_spelling(near) in fold_spelling(window):
        return near
    headings = page.headings
    if len(headings) == 1 and (not window or fold_spelling(headings[0]) in fold_spelling(window)):
        return headings[0]
    if shared and (not window or fold_spelling(shared) in fold_spelling(window)):
        return shared
    site = fold_spelling(one_line(page.meta("og:site_name", "application-name", "apple-mobile-web-app-title")))
    parts = _SEPARATOR.split(window)
    if site and len(parts) > 1 and fold_spelling(parts[-1]) == site:
        return window[: window.rindex(parts[-1])].rstrip(" \t|·•–—»:-")
    return window or shared or (headings[0] if headings else "")


def _article_heading(main: etree._Element) -> str:
    """The first heading of the `<article>` that the main part is, or lies in."""
    article = next((each for each in (main, *main.iterancestors()) if each.tag == "article"), None)
    first = None if article is None else next(filter(is_heading, article.iter(etree.Element)), None)
    return "" if first is None else heading_text(first)


def _find_published(page: PageDocument, data: LinkedData, entry: MicroformatsEntry, main: etree._Element) -> str:
    """The first of what JSON-LD, Open Graph, microformats, `<time>` and other metadata say."""
    article = data.article
    stated = linked_data.texts(article.get("datePublished")) or linked_data.texts(article.get("dateCreated"))
    marked = most_exact([*stated, *_metas(page, _PUBLISHED), *entry.published])
    return marked or most_exact(_times(page, main)) or most_exact(_metas(page, _LATER_PUBLISHED))


def _find_updated(page: PageDocument, data: LinkedData, entry: MicroformatsEntry) -> str:
    stated = linked_data.texts(data.article.get("dateModified"))
    return most_exact([*stated, *_metas(page, _UPDATED), *entry.updated])


def _times(page: PageDocument, main: etree._Element) -> list[str]:
    """The `<time>` that can be that of the article: with `pubdate`, in its `<article>` or header, or the only one."""
    times = [
        _PageTime(each, written)
        for each in islice(page.root.iter("time"), MOST_MARKED)
        if (written := _time_text(each))
    ]
    if marked := [each.written for each in times if "pubdate" in each.element.attrib]:
        return marked[:1]
    mine = [each for each in times if not _is_elsewhere(each.element, main)]
    if near := [each.written for each in mine if not _is_in(each.element, _LISTED)]:
        return near[:1]
    is_one = len({each.written for each in mine}) == 1
    return [mine[0].written] if is_one and not _is_beside_link(mine[0].element) else []


class _PageTime(NamedTuple):
    element: etree._Element
    written: str


def _time_text(time: etree._Element) -> str:
    return (time.get("datetime") or text(time)).strip()


def _is_elsewhere(time: etree._Element, main: etree._Element) -> bool:
    """Whether a `<time>` belongs to another article or a comment: it stands aside."""
    above = list(time.iterancestors())
    return main not in above and any(
        each.tag in ("aside", "footer") or not tokens(each).isdisjoint(_ELSEWHERE) for each in above
    )


def _is_beside_link(time: etree._Element) -> bool:
    """Whether a `<time>` stands in an item of a list or a table with a link: that of another article."""
    item = next((each for each in time.iterancestors() if each.tag in _ITEMS), None)
    return item is not None and item.find(".//a[@href]") is not None


def _is_in(element: etree._Element, names: frozenset[str]) -> bool:
    return any(each.tag in names for each in element.iterancestors())


_ITEMS: Final = frozenset({"dd", "dt", "li", "tr"})
_LISTED: Final = frozenset({"dl", "li", "nav", "td"})
_ELSEWHERE: Final = frozenset(
    "related related-posts related-articles comments comment comment-list h-cite recent-posts sidebar widget".split()
)


def _metas(page: PageDocument, names: Iterable[str]) -> list[str]:
    return [content for name in names for key, content in page.metas if key == name]


def _image(page: PageDocument, data: LinkedData, base: str) -> PageImage | None:
    if shared := _absolute(base, page.meta("og:image", "og:image:url", "og:image:secure_url")):
        return PageImage(shared, page.meta("og:image:width"), page.meta("og:image:height"))
    other = next(iter(linked_data.texts(data.article.get("image"))), "") or page.meta(
        "twitter:image", "twitter:image:src"
    )
    found = _absolute(base, other)
    return PageImage(found) if found else None


def _author_metas(page: PageDocument) -> list[str]:
    named = [each for each in _metas(page, ("author", "article:author")) if "://" not in each]
    return named or [written for each in _links(page, "author") if (written := text(each))]


def _tags(page: PageDocument, data: LinkedData, entry: MicroformatsEntry) -> list[str]:
    if shared := _metas(page, ["article:tag"]):
        return shared
    keywords = linked_data.texts(data.article.get("keywords"))
    if len(keywords) == 1:
        keywords = keywords[0].split(",")
    links = islice((each for each in _links(page, "tag") if each.tag == "a"), MOST_MARKED)
    linked = [text(each) for each in links if not _is_in(each, _BESIDE)]
    return keywords or entry.tags or linked or entry.keywords or page.meta("keywords").split(",")


_BESIDE: Final = frozenset({"aside", "nav"})  # a cloud of all tags


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    found = dict.fromkeys(filter(None, map(one_line, names)))
    return tuple(found)[:_MOST_NAMES]


def _is_list(
    page: PageDocument, data: LinkedData, entry: MicroformatsEntry, main: PagePart, own: "_PageAddresses"
) -> bool:
    """Whether a page shows several articles, or the beginning of one, and is none itself."""
    if data.article or page.meta("og:type").lower() == "article" or page.meta("article:published_time"):
        return False
    if data.article_count > 1 or not data.types.isdisjoint(linked_data.LISTS) or page.with_class("h-feed"):
        return True
    if entry.count > 1:
        return True
    articles = [each for each in page.with_tag("article") if not is_around(each)]
    every = set(articles)
    outermost = [each for each in articles if not any(above in every for above in each.iterancestors())]
    return any(_leads_elsewhere(each, own) for each in (*entry.titles, *outermost)) or _lists_dates(main)


class _PageAddresses(NamedTuple):
    """Where a page is."""

    base: str  # what its addresses are relative to
    address: str
    canonical: str


def _leads_elsewhere(element: etree._Element, own: _PageAddresses) -> bool:
    """Whether the heading of an `<article>` leads to another page of this site, where the article itself is."""
    for heading in filter(is_heading, element.iter(etree.Element)):
        links = [*heading.iter("a"), *heading.iterancestors("a")]
        target = next((_absolute(own.base, each.get("href") or "") for each in links if each.get("href")), "")
        is_ours = bool(target) and host_of(target) == host_of(own.address)
        return is_ours and not is_same_page(target, own.address) and not is_same_page(target, own.canonical)
    return False


def _lists_dates(main: PagePart) -> bool:
    """Whether the main part lists dates and links, as an archive does."""
    if main.found_by not in ("main", "body", "article"):
        return False
    items = (each for name in ("li", "tr") for each in main.element.iter(name))
    return sum(each.find(".//time") is not None and each.find(".//a[@href]") is not None for each in items) > 1
