"""Read published RSS and Atom entry by entry, without network, DTD or entities."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

from lxml import etree

from exporters.diagnostics.diagnostic import quote_value
from exporters.planning.readers import atom, rss
from exporters.planning.readers.document import FeedDocument, FeedItem, UnreadableFeedError
from exporters.planning.readers.elements import Element, FeedDialect

KINDS: Final = {"rss": rss.KIND, "RDF": rss.KIND, "feed": atom.KIND}


def read(data: bytes, encoding: str | None = None) -> FeedDocument:
    """Return the feed in `data`; `encoding` overrides its own. Raises UnreadableFeedError if it is not a feed."""
    try:
        # without huge_tree: 256 levels, and entities that grow stop the parser
        events = etree.iterparse(
            BytesIO(data),
            events=("start", "end"),
            tag=("{*}rss", "{*}RDF", "{*}feed", "{*}item", "{*}entry"),
            encoding=encoding,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
        )
        items = tuple(_items(events))
        root = events.root
    except etree.XMLSyntaxError as error:
        detail = f": {quote_value(error.msg)[1:-1]}" if error.msg else ""
        raise UnreadableFeedError(f"not well-formed XML{detail}") from None
    except (LookupError, ValueError) as error:  # of encodings
        raise UnreadableFeedError(f"not readable XML: {quote_value(str(error))[1:-1]}") from None
    _refuse_entities(root)
    return _kind(root).document(root, items)


def _items(events: "etree.iterparse[tuple[str, Element]]") -> Iterator[FeedItem]:
    root: Element | None = None
    for event, element in events:
        if root is None:
            root = element
            while (parent := root.getparent()) is not None:
                root = parent
            _refuse_entities(root)
            kind = _kind(root)
        if event == "end" and kind.holds(element, root):
            if parsed_item := kind.item(element, root):
                yield parsed_item
            element.clear()  # memory stays that of one entry


def _kind(root: Element) -> FeedDialect:
    """Return the dialect for a root element. Raises UnreadableFeedError if it is not a feed."""
    local = etree.QName(root).localname
    if local not in KINDS:
        raise UnreadableFeedError("an HTML page" if local == "html" else f"an XML document of <{local[:40]}>")
    return KINDS[local]


def _refuse_entities(root: Element) -> None:
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):  # type: ignore[attr-defined]
        raise UnreadableFeedError("an XML document that defines entities")
