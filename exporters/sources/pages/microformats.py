"""Microformats and microdata of a page: what its entry states. Spec: microformats2 h-entry, and hentry before it."""

from collections.abc import Callable
from itertools import islice
from typing import Final

from lxml import etree

from exporters.sources.pages.boilerplate import is_around
from exporters.sources.pages.document import MOST_MARKED, PageDocument
from exporters.sources.pages.words import heading_text, is_heading, one_line, text, tokens

ENTRIES: Final = frozenset({"h-entry", "hentry"})
_NAMES: Final = frozenset({"p-name", "entry-title"})
_PUBLISHED: Final = frozenset({"dt-published", "published"})
_UPDATED: Final = frozenset({"dt-updated", "updated"})


class MicroformatsEntry:
    """The properties of the entry that a page is about."""

    def __init__(self, page: PageDocument) -> None:
        """Look through `page`: its entry, or the whole page where it marks none or several."""
        entries = [each for each in page.elements if not ENTRIES.isdisjoint(tokens(each)) and not is_around(each)]
        every = set(entries)
        outermost = [each for each in entries if not any(above in every for above in each.iterancestors())]
        self.count = len(outermost)
        scope = outermost[0] if len(outermost) == 1 else page.body
        self._elements = [each for each in scope.iter(etree.Element) if each.get("class") or each.get("itemprop")]
        self._is_marked = len(outermost) == 1

    @property
    def name(self) -> str:
        """The title."""
        return next(filter(None, map(_title, self._with(_NAMES, "headline"))), "")

    @property
    def titles(self) -> list[etree._Element]:
        """The first element that is marked as the title; none where there is none."""
        return self._with(_NAMES, "headline")[:1]

    @property
    def published(self) -> list[str]:
        """Every moment that the page calls that of its publication, as written."""
        return self._moments(_PUBLISHED, "datePublished")

    @property
    def updated(self) -> list[str]:
        """Every moment of its last change, as written."""
        return self._moments(_UPDATED, "dateModified")

    @property
    def authors(self) -> list[str]:
        """The names of its authors."""
        marked = self._chosen(self._is_author)
        every = set(marked)
        outermost = [each for each in marked if not any(above in every for above in each.iterancestors())]
        return [name for each in outermost for name in _people(each)]

    def _is_author(self, element: etree._Element) -> bool:
        classes = tokens(element)
        is_card = not classes.isdisjoint(("h-card", "vcard"))
        return (
            "p-author" in classes
            or (is_card and ("author" in classes or self._is_marked))
            or "author" in (element.get("itemprop") or "").split()
        )

    @property
    def tags(self) -> list[str]:
        """Its categories."""
        return [written for each in self._with(frozenset({"p-category"}), "") if (written := text(each))]

    @property
    def keywords(self) -> list[str]:
        """What microdata calls its keywords."""
        found = (each.get("content") or text(each) for each in self._with(frozenset(), "keywords"))
        return [part for written in found for part in written.split(",")]

    @property
    def summary(self) -> str:
        """What it says of itself in short."""
        return next(filter(None, map(text, self._with(frozenset({"p-summary", "entry-summary"}), ""))), "")

    def _moments(self, classes: frozenset[str], item: str) -> list[str]:
        found = []
        for each in self._with(classes, item):
            value = each.find(".//time[@datetime]")  # Spec: microformats2 value-class-pattern, as themes use it
            written = (each.get("datetime") or each.get("content") or each.get("title") or "").strip()
            if not written and value is not None:
                written = (value.get("datetime") or "").strip()
            found.append(written or text(each))
        return list(filter(None, found))

    def _with(self, classes: frozenset[str], item: str) -> list[etree._Element]:
        def has_name(element: etree._Element) -> bool:
            items = (element.get("itemprop") or "").split() if item else ()
            return item in items or not classes.isdisjoint(tokens(element))

        return self._chosen(has_name)

    def _chosen(self, is_wanted: Callable[[etree._Element], bool]) -> list[etree._Element]:
        """The elements of the entry that are wanted; of a page without one entry, none that stands beside it."""
        found = islice(filter(is_wanted, self._elements), MOST_MARKED)
        return [each for each in found if self._is_marked or not _is_of_site(each)]


def _is_of_site(element: etree._Element) -> bool:
    """Whether an element stands beside all articles: in a footer, an `<aside>` or navigation."""
    above = [each.tag for each in (element, *element.iterancestors())]
    return "article" not in above and not {"aside", "footer", "nav"}.isdisjoint(above)


def _people(element: etree._Element) -> list[str]:
    """The names in the card of an author, or in a card of several."""
    marked = [each for each in element.iterdescendants() if _is_name(each)]
    names = [text(each) or (each.get("content") or "").strip() for each in marked]
    return list(filter(None, names)) or list(filter(None, [text(element) or (element.get("content") or "").strip()]))


def _is_name(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return False
    return not tokens(element).isdisjoint(("fn", "p-name")) or "name" in (element.get("itemprop") or "").split()


def _title(element: etree._Element) -> str:
    if element.tag == "meta":
        return one_line(element.get("content") or "")
    return heading_text(element) if is_heading(element) else text(element)
