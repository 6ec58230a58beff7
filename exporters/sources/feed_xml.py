"""The XML of a feed: its encoding, where it is wrong, and its items, so that a wrong one hides no other."""

import codecs
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from xml.parsers import expat

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.sources.source import item_problem
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import PositionFinder, TextPosition

_MOST_NESTING: Final = 256  # levels
_MOST_ATTRIBUTES: Final = 256
_MOST_ROOT: Final = 1 << 14  # characters of the first tag, which is read again with each item of a feed that is wrong
_DECLARATION: Final = lazy_regex(r"<\?xml\s[^<>]*\?>")
_DECLARED: Final = lazy_regex(rb"""<\?xml\s[^<>]*?encoding\s*+=\s*+["']([A-Za-z0-9._-]{1,40})["']""")
_ROOT: Final = lazy_regex(r"<((?>(?:[A-Za-z][\w.-]*+:)?)(?:rss|feed|RDF))(?=[\s>])[^<>]*+>")
_MARK: Final = lazy_regex(r"<(?:!--|!\[CDATA\[|(/?)(?>(?:[A-Za-z][\w.-]*+:)?)(?:item|entry)(?=[\s/>]))")
_WIDE: Final = (  # byte order marks, and how "<" and a letter begin without one
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_KNOWN: Final = {  # prefixes that feeds often use without a declaration
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "atom": "http://www.w3.org/2005/Atom",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
_FAULTS: Final = {  # codes of expat, what was seen, and what would be right
    2: ("a character that stands where XML has none", "write & as &amp; and < as &lt;; take control characters out"),
    3: ("the end of the text before the end of the feed", "have the feed written again"),
    4: ("a character that stands where XML has none", "write & as &amp; and < as &lt;; take control characters out"),
    5: ("a tag that is not closed", "close it with >"),
    7: ("an end that fits no beginning", "close what was opened last"),
    8: ("an attribute given twice", "keep one of them"),
    9: ("text behind the end of the feed", "take it out"),
    11: ("an entity that XML does not have", "write the character itself, or &#160;"),
    14: ("a number of no character", "write the character itself"),
    17: ("a declaration that is not in front of everything", "take out what stands before <?xml …?>"),
    20: ("a CDATA section that is not closed", "close it with ]]>"),
    27: ("a prefix of no namespace", 'declare it: xmlns:media="…"'),
    30: ("a declaration that is no XML", 'write <?xml version="1.0" encoding="utf-8"?>'),
}
_FAULT: Final = ("XML that is not well-formed", "escape & as &amp; and < as &lt;, and close every element")


class XmlFault(NamedTuple):
    """What is wrong first in a text."""

    offset: int
    message: str
    fix: str


class FeedItemText(NamedTuple):
    """An item or entry as the text has it."""

    text: str
    offset: int


class _MarkupRefusedError(Exception):
    """Well-formed XML that costs too much, or that a feed never has."""

    def __init__(self, index: int, message: str, fix: str) -> None:
        """`index` is where in the bytes."""
        super().__init__(message)
        self.index = index
        self.message = message
        self.fix = fix


def decode_feed(data: bytes) -> tuple[str, Diagnostic | None]:
    """The text of a feed, and what is wrong with its encoding. Spec: XML 1.0, appendix F."""
    encoding = next((name for mark, name in _WIDE if data.startswith(mark)), "")
    declared = _DECLARED.match(data)
    if not encoding:
        encoding = declared[1].decode().lower() if declared else "utf-8"
        if encoding.startswith(("utf-16", "utf-32", "ucs-", "iso-10646")):  # it is none, as its first bytes show
            encoding = "utf-8"
    try:
        return data.decode(encoding), None
    except UnicodeDecodeError as error:
        good = data[: error.start].decode(encoding, "replace")
        name = encoding.upper().removesuffix("-SIG")
        message = f"the byte 0x{data[error.start]:02X} is not {name}"
        place = PositionFinder(good).at(len(good))
    except (LookupError, ValueError, UnicodeError):
        message, place = f"the encoding {encoding}, which nothing knows", TextPosition(1, 1)
    text = data.decode("cp1252" if "16" not in encoding and "32" not in encoding else encoding, "replace")
    return text, item_problem("not-utf-8", message, "save the feed as UTF-8, and declare no other encoding", place)


def without_declaration(text: str) -> str:
    """The text with spaces in place of its XML declaration, which says nothing of decoded text."""
    found = _DECLARATION.match(text)
    return re.sub(r"[^\n]", " ", found[0]) + text[found.end() :] if found else text


def find_fault(text: str) -> XmlFault | None:
    """What is wrong first in `text`, None where it is well-formed. Nothing is loaded, and no entity is declared."""
    parser = expat.ParserCreate("utf-8", " ")
    depth = 0

    def start(_: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_NESTING:
            message = f"nested more than {_MOST_NESTING} levels deep"
            raise _MarkupRefusedError(parser.CurrentByteIndex, message, "write flat elements")
        if len(attributes) > _MOST_ATTRIBUTES:
            message = f"an element with {len(attributes):,} attributes"
            raise _MarkupRefusedError(parser.CurrentByteIndex, message, f"keep under {_MOST_ATTRIBUTES} attributes")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def declare(*_: Any) -> None:
        message = "a declaration of an entity"
        fix = "take it out, and write its text where it is used"
        raise _MarkupRefusedError(parser.CurrentByteIndex, message, fix)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.EntityDeclHandler = declare
    data = text.encode("utf-8", "replace")
    try:
        parser.Parse(data, True)  # noqa: FBT003 - it takes no keyword
    except expat.ExpatError as error:
        message, fix = _FAULTS.get(error.code, _FAULT)
        return XmlFault(_offset(data, parser.ErrorByteIndex), message, fix)
    except _MarkupRefusedError as error:
        return XmlFault(_offset(data, error.index), error.message, error.fix)
    return None


def _offset(data: bytes, index: int) -> int:
    return len(data[: max(0, index)].decode("utf-8", "ignore"))


def find_items(text: str) -> Iterator[FeedItemText]:
    """Each item or entry, outside of comments and of CDATA. One that is not closed ends where the next one begins."""
    at, begin = 0, -1
    is_unclosed = {"<!--": False, "<![CDATA[": False}
    while found := _MARK.search(text, at):
        at = found.end()
        if found[0] in is_unclosed:
            closing = "-->" if found[0] == "<!--" else "]]>"
            end = -1 if is_unclosed[found[0]] else text.find(closing, at)
            is_unclosed[found[0]] = end < 0
            at = end + 3 if end >= 0 else at
        elif found[1]:
            close = text.find(">", at) + 1 or len(text)
            if begin >= 0:
                yield FeedItemText(text[begin:close], begin)
            begin, at = -1, close
        else:
            if begin >= 0:
                yield FeedItemText(text[begin : found.start()], begin)
            begin = found.start()
            close = text.find(">", at)
            if close > 0 and text[close - 1] == "/" and "<" not in text[at:close][:4096]:
                yield FeedItemText(text[begin : close + 1], begin)
                begin, at = -1, close + 1
    if begin >= 0:
        yield FeedItemText(text[begin:], begin)


def faults_of(first: XmlFault, bad: list[tuple[FeedItemText, XmlFault]]) -> list[XmlFault]:
    """Every fault of a feed, each once: `first` is that of the whole, which may be that of an item too."""
    found = [first if item.offset <= first.offset < item.offset + len(item.text) else each for item, each in bad]
    return found if first in found else [first, *found]


def part_items(
    text: str, items: list[FeedItemText]
) -> tuple[str, list[FeedItemText], list[tuple[FeedItemText, XmlFault]]]:
    """Of a feed that is not well-formed: a feed of its good items, these items, and the others, each with its fault."""
    root = _ROOT.search(text[: items[0].offset] if items else text)
    if root is None or len(root[0]) > _MOST_ROOT or find_fault(f"{root[0]}</{root[1]}>") is not None:
        return "", [], []
    missing = [f' xmlns:{name}="{address}"' for name, address in _KNOWN.items() if f"xmlns:{name}=" not in root[0]]
    opening = root[0].removesuffix(">").removesuffix("/") + "".join(missing) + ">"
    good, bad = list[FeedItemText](), list[tuple[FeedItemText, XmlFault]]()
    for item in items:
        fault = find_fault(f"{opening}{item.text}</{root[1]}>")
        if fault is None:
            good.append(item)
        else:
            offset = min(max(0, fault.offset - len(opening)), max(0, len(item.text) - 1))
            bad.append((item, fault._replace(offset=item.offset + offset)))
    channel = "<channel>" if root[1].endswith("rss") else ""
    heads = (opening + text[root.end() : items[0].offset] if items else opening, opening + channel)
    ends = f"{channel.replace('<', '</')}</{root[1]}>"
    head = next((head for head in heads if find_fault(head + ends) is None), "")
    return (f"{head}{''.join(each.text for each in good)}{ends}", good, bad) if head else ("", [], bad)
