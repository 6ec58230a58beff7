"""The main part of a finished page: where it is, and its HTML without what a page shows around an article."""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Final, NamedTuple

from lxml import etree

from exporters.sources.pages.boilerplate import PagePlace, is_around, is_boilerplate
from exporters.sources.pages.document import PageDocument
from exporters.sources.pages.selector import PageSelector
from exporters.sources.pages.words import fold_spelling, heading_text, is_heading, text, tokens

# Class names that themes agree on for the body of an article, where they know no microformats.
BODY_CLASSES: Final = (
    "entry-content", "post-content", "article-content", "article-body", "post-body", "blog-post-content",
    "post__content",
    "article__content", "article__body", "gh-content", "post-text", "post-entry", "article-entry", "markdown-body",
    "page__content", "theme-doc-markdown", "vp-doc", "sl-markdown-content",
)  # fmt: skip
_LOOSE: Final = frozenset({"main", "body"})
_LEFT_OUT: Final = "left-out"
_LAZY: Final = ("data-src", "data-original", "data-lazy-src")


class MainPart(NamedTuple):
    """The body of an article, as its page shows it."""

    html: str  # a fragment; addresses are as the page has them
    found_by: str  # e-content, articleBody, class, article, main, body, or the selector of the settings


class _PartRule(NamedTuple):
    """A way to find the main part."""

    name: str
    candidates: Callable[[PageDocument], Sequence[etree._Element]]


_PLACES: Final = (
    _PartRule("e-content", lambda page: page.with_class("e-content")),  # Spec: microformats2 h-entry
    _PartRule("articleBody", lambda page: page.with_item("articleBody")),  # Spec: schema.org/articleBody
    _PartRule("class", lambda page: page.with_class(*BODY_CLASSES)),
    _PartRule("article", lambda page: page.with_tag("article")),
    _PartRule("main", lambda page: page.with_tag("main")),
    _PartRule("body", lambda page: [page.body]),
)


class PagePart(NamedTuple):
    """The element that holds the main part of a page."""

    element: etree._Element
    found_by: str


def main_part(page: PageDocument, title: str = "", selector: PageSelector | None = None) -> MainPart | None:
    """The main part of `page`; None where nothing fits `selector`.

    A heading that is `title` and stands before all text is left out. The tree of the page stays as it is.
    """
    if selector is None:
        element, name = main_element(page)
        return MainPart(_inner_html(element, title, is_loose=name in _LOOSE), name)
    first = next(iter(selector.select(page.root)), None)
    return None if first is None else MainPart(_inner_html(first, title, is_loose=False), selector.text)


def main_element(page: PageDocument) -> PagePart:
    """The element that holds the main part of `page`, and what it was found by."""
    for name, candidates in _PLACES:
        outermost = _outermost([each for each in candidates(page) if name in _LOOSE or not is_around(each)])
        if outermost:
            return PagePart(_best(outermost), name)
    return PagePart(page.body, "body")


def _outermost(elements: Sequence[etree._Element]) -> list[etree._Element]:
    every = set(elements)
    return [each for each in elements if not any(above in every for above in each.iterancestors())]


def _best(elements: Sequence[etree._Element]) -> etree._Element:
    """Of several: the one below the page's only `<h1>`, or around it; else the one with the most text."""
    if len(elements) == 1:
        return elements[0]
    headings = list(elements[0].getroottree().getroot().iter("h1"))
    if len(headings) == 1:
        around = set(headings[0].iterancestors())
        nearest = [each for each in elements if each in around or _shared_article(each, around)]
        if len(nearest) == 1:
            return nearest[0]
    return max(elements, key=lambda each: len(text(each)))


def _shared_article(element: etree._Element, around: set[etree._Element]) -> bool:
    """Whether the article that an element lies in is one of `around`."""
    nearest = next((each for each in element.iterancestors() if _is_article(each)), None)
    return nearest is not None and nearest in around


def _is_article(element: etree._Element) -> bool:
    return element.tag == "article" or not tokens(element).isdisjoint(("h-entry", "hentry"))


def _inner_html(element: etree._Element, title: str, *, is_loose: bool) -> str:
    """The HTML in `element`, without boilerplate and without a heading that is `title`."""
    copy = deepcopy(element)
    for each in list(_boilerplate(copy, is_loose=is_loose)):
        _drop(each)
    if title and (heading := _title_heading(copy, fold_spelling(title))) is not None:
        _drop(heading)
    etree.strip_tags(copy, _LEFT_OUT)  # all at once: to join texts one by one takes time that grows with the square
    for image in copy.iter("img"):
        _load(image)
    copy.tag, copy.tail = "div", None
    copy.attrib.clear()
    return etree.tostring(copy, encoding="unicode", method="html").removeprefix("<div>").removesuffix("</div>").strip()


def _boilerplate(element: etree._Element, *, is_loose: bool) -> Iterator[etree._Element]:
    """The outermost elements that are no part of the article."""
    waiting = [(each, PagePlace(is_loose)) for each in reversed(element)]
    while waiting:
        each, place = waiting.pop()
        if not isinstance(each.tag, str):
            continue
        if is_boilerplate(each, place):
            yield each
        else:
            below = place.below(each)
            waiting.extend((child, below) for child in reversed(each))


def _drop(element: etree._Element) -> None:
    """Empty an element that is to be left out; the text behind it stays where it is."""
    element.text = None
    element[:] = []
    element.tag = _LEFT_OUT


def _title_heading(element: etree._Element, title: str) -> etree._Element | None:
    """The heading that is the title, where no text stands before it."""
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if is_heading(each):
                return each if fold_spelling(heading_text(each)) == title else None
            if (each.text or "").strip() or each.tag in ("img", "video", "audio", "iframe"):
                return None
        elif each is not element and (each.tail or "").strip():
            return None
    return None


def _load(image: etree._Element) -> None:
    """Give an image that waits for a script the address that the script would give it."""
    source = (image.get("src") or "").strip()
    if not source or source.startswith("data:"):
        waiting = next((image.get(name) for name in _LAZY if image.get(name)), None)
        if waiting:
            image.set("src", waiting)
    if not image.get("srcset") and image.get("data-srcset"):
        image.set("srcset", image.get("data-srcset", ""))
