"""Exports of WordPress: WXR 1.0 to 1.2. Only posts that everybody may read, and only fields that are known."""

import codecs
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO, Final, NamedTuple

from exporters.bodies.marks.mark_rules import MarkRules
from exporters.bodies.rules import BodyRules
from exporters.errors import ArticleError
from exporters.model.moment import rfc3339
from exporters.sources.feed_xml import (
    XmlFault,
    decode_feed,
    faults_of,
    find_fault,
    find_items,
    part_items,
    without_declaration,
)
from exporters.sources.item_fields import pack_item, people, plain_text, unpack_item
from exporters.sources.source import (
    MOST_ITEM_BYTES,
    ItemContent,
    SourceFile,
    SourceItem,
    item_problem,
    too_large,
    unfit,
)
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import PositionFinder, TextPosition

_HEAD: Final = 1 << 16  # bytes within which a document declares its entities
_MOST_BYTES: Final = 64 * 1024 * 1024  # of an export that is not well-formed, to be read again item by item
_SIGN: Final = b"wordpress.org/export/"
_NAMESPACE: Final = lazy_regex(r"\{[^}]*\}")
_BLOCK_COMMENT: Final = lazy_regex(r"<!--\s*/?wp:.*?-->\n?", re.DOTALL)
_BLOCK: Final = lazy_regex(r"<(?:p|div|ul|ol|h[1-6]|blockquote|pre|table|figure|section|article)\b", re.IGNORECASE)
_MOST_DIGITS: Final = 17  # of a length in bytes
_EMPTY_MOMENT: Final = "0000-00-00 00:00:00"
_RULES: Final = BodyRules(marks=MarkRules(languages=("wordpress",)))
_NAMES: Final = {
    "id": "guid",
    "webUrl": "link",
    "title": "title",
    "excerpt": "excerpt:encoded",
    "publishedDateTime": "wp:post_date_gmt",
    "updatedDateTime": "wp:post_modified_gmt",
    "topics": "category",
    "category": "category",
    "provider": "dc:creator",
    "provider.name": "title of the channel",
    "provider.authors": "dc:creator",
    "images": "_thumbnail_id",
    "enclosures": "enclosure",
}


class _Export(NamedTuple):
    """What a file says of authors and pictures, which posts refer to."""

    title: str
    authors: dict[str, str]  # display names by login
    pictures: dict[str, str]  # addresses by the id of the attachment


class WordPressSource:
    """Reads the posts of an export."""

    name = "wxr"
    suffixes = (".xml", ".wxr")

    def recognises(self, head: bytes) -> bool:
        """Whether it declares the namespace of WXR."""
        head = head.replace(b"\x00", b"")  # of UTF-16; what is read as another feed would show drafts
        marks = (b"<", codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        return head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(marks) and _SIGN in head

    def items(self, file: SourceFile) -> Iterator[SourceItem]:
        """Each post that is published, without password, in the order of the file."""
        with file.open() as stream:
            export = _export(stream)
            stream.seek(0)
            begin = stream.read(_HEAD)
            if (at := begin.find(b"<!ENTITY")) >= 0:
                good = begin[:at].decode("utf-8", "replace")
                place = PositionFinder(good).at(len(good))
                message, fix = "a declaration of an entity", "take it out, and write its text where it is used"
                yield SourceItem(b"", place, problems=(item_problem("feed-syntax", message, fix, place),))
            stream.seek(0)
            for item, place in _elements(stream):
                if isinstance(item, ArticleError):
                    yield SourceItem(b"", place, problems=item.diagnostics)
                elif _is_public(item):
                    try:
                        made = _item(item, export, place)
                    except ArticleError as error:
                        told = tuple(each._replace(line=place.line, column=place.column) for each in error.diagnostics)
                        made = SourceItem(b"", place, problems=told)
                    yield made if len(made.data) <= 2 * MOST_ITEM_BYTES else too_large(place)

    def content(self, item: SourceItem) -> ItemContent:
        """The fields and the body of a post."""
        return unpack_item(item, "content:encoded")._replace(rules=_RULES)


def _events(stream: BinaryIO) -> Iterator[Any]:
    """The elements of the channel as they end. Entities of the file are not expanded, and nothing else is loaded."""
    from lxml import etree

    tags = ("{*}item", "{*}author", "{*}title")
    yield from etree.iterparse(
        stream, events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )


def _elements(stream: BinaryIO) -> Iterator[tuple[Any, TextPosition]]:
    """Each item with its line, one at a time in memory; at last the error of XML that is not well-formed."""
    from lxml import etree

    count = 0
    try:
        for _, element in _events(stream):
            if _local(element) == "item":
                count += 1
                yield element, TextPosition(element.sourceline or 1, 1)
                _forget(element)
    except etree.XMLSyntaxError as error:
        line, column = error.position or (1, 1)
        stream.seek(0)
        yield from _read_rest(stream, count, TextPosition(max(1, line), max(1, column)))


def _read_rest(stream: BinaryIO, count: int, stop: TextPosition) -> Iterator[tuple[Any, TextPosition]]:
    """What is wrong with an export whose reading stopped behind `count` items, and every item that is well-formed."""
    from lxml import etree

    data = stream.read(_MOST_BYTES + 1)
    text, problem = decode_feed(data) if len(data) <= _MOST_BYTES else ("", None)
    text = without_declaration(text.removeprefix("\ufeff"))
    fault = find_fault(text) if text else None
    if fault is None and problem is None:  # too large to be read again, or lxml alone refuses it
        message = f"XML that is not well-formed, after {count:,} items"
        fix = "export the site again; or escape & as &amp; and remove control characters"
        yield unfit("feed-syntax", message, fix, stop), stop
        return
    places, items = PositionFinder(text), list(find_items(text))
    whole, good, faults = text, items, list[XmlFault]()
    if fault is not None:
        whole, good, bad = part_items(text, items)
        faults = faults_of(fault, bad)
    if problem is not None:
        yield ArticleError(problem), TextPosition(problem.line, problem.column)
    for each in faults:
        yield unfit("feed-syntax", each.message, each.fix, places.at(each.offset)), places.at(each.offset)
    read_to = items[count].offset if count < len(items) else len(text)
    parser = etree.XMLParser(  # it recovers from addresses of namespaces that are none, which expat takes
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=True
    )
    root = etree.fromstring(whole.encode(), parser) if whole else None
    elements = root.iter("{*}item") if root is not None else ()
    for element, item in zip(elements, good, strict=False):
        if item.offset >= read_to:
            yield element, places.at(item.offset)


def _export(stream: BinaryIO) -> _Export:
    """What the file says of authors and pictures, as far as it is well-formed."""
    from lxml import etree

    title, authors, pictures = "", dict[str, str](), dict[str, str]()
    try:
        for _, element in _events(stream):
            match _local(element):
                case "title" if (
                    not title and element.getparent() is not None and _local(element.getparent()) == "channel"
                ):
                    title = (element.text or "").strip()
                case "author" if login := _text(element, "author_login"):
                    authors[login] = _text(element, "author_display_name")
                case "item":
                    if _text(element, "post_type") == "attachment":
                        pictures[_text(element, "post_id")] = _text(element, "attachment_url")
                    _forget(element)
    except etree.XMLSyntaxError:  # it is told where the items are read
        pass
    return _Export(title, authors, pictures)


def _is_of_channel(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and _local(parent) == "channel"


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _local(element: Any) -> str:
    return _NAMESPACE.sub("", element.tag) if isinstance(element.tag, str) else ""


def _text(element: Any, name: str) -> str:
    """The text of the child of that name, in whichever version of the namespace."""
    return next(((each.text or "").strip() for each in element if _local(each) == name), "")


def _find_encoded(element: Any, prefix: str) -> str:
    """The text of `content:encoded` or `excerpt:encoded`."""
    return next(((each.text or "") for each in element if _local(each) == "encoded" and f"/{prefix}/" in each.tag), "")


def _is_public(item: Any) -> bool:
    is_post = (_text(item, "post_type") or "post") == "post"
    return is_post and _text(item, "status") == "publish" and not _text(item, "post_password")


def _item(item: Any, export: _Export, place: TextPosition) -> SourceItem:
    link, guid = _text(item, "link"), _text(item, "guid")
    body = _body(_find_encoded(item, "content"))
    if len(body) > MOST_ITEM_BYTES:
        message = f"more than {MOST_ITEM_BYTES:,} bytes"
        raise ArticleError(item_problem("file-too-large", message, "keep pictures and data out of it", place))
    terms = [each for each in item if _local(each) == "category" and (each.text or "").strip()]
    tags = [each.text.strip() for each in terms if each.get("domain") in ("post_tag", "tag")]
    categories = [
        each.text.strip()
        for each in terms
        if each.get("domain") == "category" and each.get("nicename", "").lower() != "uncategorized"
    ]
    login = _text(item, "creator")
    author = export.authors.get(login, "")
    picture = export.pictures.get(_meta(item, "_thumbnail_id"), "")
    provider = {"name": export.title, "authors": people(iter([(author, None)]))}
    fields = {
        "id": guid,
        "webUrl": link,
        "title": plain_text(_text(item, "title")),
        "excerpt": plain_text(_find_encoded(item, "excerpt").strip()),
        "publishedDateTime": _moment(_text(item, "post_date_gmt")) or _pub_date(_text(item, "pubDate")),
        "updatedDateTime": _moment(_text(item, "post_modified_gmt")),
        "topics": list(dict.fromkeys([*tags, *categories])),
        "provider": {name: value for name, value in provider.items() if value},
        "images": [{"url": picture}] if picture else [],
        "enclosures": list(_enclosures(item)),
    }
    return pack_item(fields, _NAMES, place, body=body)


def _meta(item: Any, key: str) -> str:
    return next(_metas(item, key), "")


def _metas(item: Any, key: str) -> Iterator[str]:
    metas = (each for each in item if _local(each) == "postmeta")
    return (_text(each, "meta_value") for each in metas if _text(each, "meta_key") == key)


def _enclosures(item: Any) -> Iterator[dict[str, Any]]:
    """The files of a post: address, length and type, a line each. Spec: WordPress, do_enclose()."""
    for value in dict.fromkeys(_metas(item, "enclosure")):
        url, length, media_type = (*(each.strip() for each in value.split("\n")[:3]), "", "", "")[:3]
        if url:
            is_known = length.isascii() and length.isdigit() and len(length) < _MOST_DIGITS and int(length) > 0
            file = {"url": url, "length": int(length) if is_known else None, "type": media_type}
            yield {name: each for name, each in file.items() if each}


def _moment(text: str) -> str:
    """A moment of UTC, `2024-01-02 10:00:00`; as it is written where it is none."""
    if not text or text == _EMPTY_MOMENT:
        return ""
    try:
        return rfc3339(datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC))
    except ValueError:
        return text


def _pub_date(text: str) -> str:
    """The moment of `pubDate`, which older exports of other systems have alone."""
    try:
        return rfc3339(parsedate_to_datetime(text).astimezone(UTC)) if text else ""
    except (ValueError, OverflowError):
        return text


def _body(text: str) -> str:
    """A body without the comments of blocks; of one without a block, empty lines part paragraphs.

    Spec: `wpautop` of WordPress, which makes paragraphs when a page is shown.
    """
    text = _BLOCK_COMMENT.sub("", text).replace("\r\n", "\n").strip()
    if not text or _BLOCK.search(text):
        return text
    paragraphs = (each.strip().replace("\n", "<br>\n") for each in re.split(r"\n[ \t]*\n", text))
    return "\n".join(f"<p>{each}</p>" for each in paragraphs if each)
