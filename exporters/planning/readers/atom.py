"""Read published Atom 1.0 and 0.3. Spec: RFC 4287."""

from typing import Final
from urllib.parse import urljoin

from lxml import etree

from exporters.planning.readers.document import FeedDocument, FeedItem, parse_date, strip_tags, tidy
from exporters.planning.readers.elements import (
    ATOM_SPACES,
    Children,
    Element,
    FeedDialect,
    addresses,
    children,
    every,
    first_text,
    identity,
    name,
)

BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
PAGES: Final = (None, "text/html", "application/xhtml+xml")  # media types of what a permalink leads to


def holds(element: Element, root: Element) -> bool:
    """Return whether `element` is an entry of the feed."""
    return element.getparent() is root and name(str(element.tag), ATOM_SPACES) == "entry"


def item(element: Element, root: Element) -> FeedItem | None:
    """Return one <entry>; None without anything that identifies it. Spec: RFC 4287 §4.1.2."""
    elements = children(element, ATOM_SPACES)
    base = _resolve(tidy(root.get(BASE)), tidy(element.get(BASE)))
    link = _resolve(base, permalink(elements))
    title = plain_text(elements, "title")
    identifier = (
        identity(elements, "id") or link or title or construct(elements, "content") or construct(elements, "summary")
    )
    if not identifier:
        return None
    enclosures = [_resolve(base, url) for each in find_links(elements, "enclosure") if (url := tidy(each.get("href")))]
    authors = [first_text(children(each, ATOM_SPACES), "name") for each in elements.get("author", ())]
    terms = [tidy(each.get("term") or each.get("label")) for each in elements.get("category", ())]
    return FeedItem(
        id=identifier,
        link=link,
        title=title,
        published=parse_date(first_text(elements, "published", "issued", "created")),
        updated=parse_date(first_text(elements, "updated", "modified")),
        summary=construct(elements, "summary"),
        content=construct(elements, "content"),
        authors=tuple(each for each in authors if each),
        categories=(*(each for each in terms if each), *every(elements, "dc:subject")),
        media=tuple(dict.fromkeys([each for each in (*enclosures, *addresses(elements)) if each])),
    )


def document(root: Element, items: tuple[FeedItem, ...]) -> FeedDocument:
    """Return the feed with these entries. Spec: RFC 4287 §4.1.1."""
    elements = children(root, ATOM_SPACES)
    address = next((url for each in find_links(elements, "self") if (url := tidy(each.get("href")))), None)
    return FeedDocument(
        format="atom",
        feed_id=first_text(elements, "id") or address,
        self_url=_resolve(tidy(root.get(BASE)), address),
        title=plain_text(elements, "title"),
        items=items,
    )


KIND: Final = FeedDialect(holds, item, document)


def find_links(elements: Children, relation: str) -> list[Element]:
    """Return the links with that relation. Spec: RFC 4287 §4.2.7.2."""
    return [each for each in elements.get("link", ()) if each.get("rel", "alternate") == relation]


def permalink(elements: Children) -> str | None:
    """Return the page of the entry: the first alternate link that is a page, else the first."""
    links = sorted(find_links(elements, "alternate"), key=lambda each: each.get("type") not in PAGES)
    return next((url for each in links if (url := tidy(each.get("href")))), None)


def plain_text(elements: Children, of: str) -> str | None:
    """Return a text construct as plain text. Spec: RFC 4287 §3.1.1."""
    content = first_text(elements, of)
    is_html = content and any(each.get("type", "text") in ("html", "text/html") for each in elements[of][:1])
    return strip_tags(content) if is_html else content


def construct(elements: Children, of: str) -> str | None:
    """Return text or content as written, or the address of external content. Spec: RFC 4287 §3.1, §4.1.3."""
    for each in elements.get(of, ()):
        if address := each.get("src"):
            return tidy(address)
        markup = "".join(etree.tostring(child, encoding="unicode") for child in each)  # of XHTML tags count too
        return tidy((each.text or "") + markup)
    return None


def _resolve(base: str | None, address: str | None) -> str | None:
    """Resolve `address` against `base`. Spec: RFC 4287 §2 xml:base."""
    if not base or not address:
        return address or base
    try:
        return urljoin(base, address)
    except ValueError:  # brackets that hold no IPv6 address
        return address
