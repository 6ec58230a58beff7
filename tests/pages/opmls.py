"""What is wrong with an OPML document: the rules of OPML 2.0 and of its validator, as far as subscription lists go."""

import re
from collections.abc import Iterator
from email.utils import format_datetime, parsedate_to_datetime

from lxml import etree

from exporters.model.url import is_url


def problems(document: bytes) -> list[str]:
    """Every rule that the document breaks, in words."""
    root = etree.fromstring(document)
    if [root.tag, root.get("version"), *(child.tag for child in root)] != ["opml", "2.0", "head", "body"]:
        return ["not an <opml version='2.0'> of a head and a body"]
    return [*_in_head(root[0]), *_in_body(root[1])]


def _in_head(head: etree._Element) -> Iterator[str]:
    for child in head:
        if child.tag not in ("title", "dateCreated", "dateModified", "ownerName", "ownerEmail", "ownerId"):
            yield f"<{child.tag}> in the head"
        if not (child.text or "").strip():
            yield f"<{child.tag}> is empty"
        elif str(child.tag).startswith("date") and not _is_rfc822(child.text or ""):
            yield f"<{child.tag}> is no date of RFC 822: {child.text}"


def _is_rfc822(text: str) -> bool:
    """Whether this is a date as mail has it, with the right weekday, a year of four digits and a zone in digits."""
    return format_datetime(parsedate_to_datetime(text)) == text and re.search(r" [+-]\d{4}$", text) is not None


def _in_body(body: etree._Element) -> Iterator[str]:
    outlines, urls = list(body.iter("outline")), [each.get("xmlUrl") for each in body.iter("outline")]
    if not outlines:
        yield "an empty body"
    if any(urls.count(url) > 1 for url in urls if url):
        yield "a feed that is listed twice"
    for each in outlines:
        if not (each.get("text") or "").strip():
            yield "an outline without text"
        if any(not str(value).strip() for value in each.attrib.values()):
            yield "an empty attribute"
        if each.get("type") == "rss":
            if not is_url(str(each.get("xmlUrl"))):
                yield f"xmlUrl is no absolute address: {each.get('xmlUrl')}"
            if len(each):
                yield "a feed that holds outlines"
        elif list(each.attrib) != ["text"] or not len(each):
            yield "a folder that is more than a name and outlines"
