"""One finished page as a tree: decoded as a browser would, in bounded time and memory."""

import codecs
import re
from functools import cached_property
from itertools import islice
from typing import Final

from lxml import etree

from exporters.sources.pages.words import heading_text, tokens
from exporters.support.lazy_regex import lazy_regex

MOST_BYTES: Final = 8 * 1024 * 1024  # of a page
MOST_TAGS: Final = 100_000  # "<"; the longest real article seen has 1,000, a manual on one page 90,000
MOST_ATTRIBUTES: Final = 2_000  # of one tag: libxml2 compares each with each, 18 s for 100,000

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET: Final = lazy_regex(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN: Final = 4096  # bytes; Spec: HTML §4.2.5.4 says 1024, browsers look a little further
_TAG: Final = lazy_regex(r"""<[A-Za-z](?>(?>[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')|["'=])*)""")  # Spec: HTML §13.2.5.8
_QUOTED: Final = lazy_regex(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_UNSAFE: Final = lazy_regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOST_MARKED: Final = 500  # elements of one kind that are looked at; a list of articles has a hundred


class PageError(ValueError):
    """The page can't be read; the sentence says what there is too much of, `line` where that begins."""

    def __init__(self, message: str, line: int = 1) -> None:
        """`line` is counted from 1."""
        super().__init__(message)
        self.line = line


class PageDocument:
    """The tree of one page."""

    def __init__(self, data: bytes) -> None:
        """Parse `data`, the bytes of an HTML file.

        Raises:
            PageError: it is too large, nests too deep, or holds no HTML at all.
        """
        self.text = _decode(data)
        self.root = _parse(self.text)

    @cached_property
    def elements(self) -> tuple[etree._Element, ...]:
        """Every element of the page, in document order."""
        return tuple(self.root.iter(etree.Element))

    @cached_property
    def body(self) -> etree._Element:
        """The `<body>`; the whole page where it has none."""
        found = self.root.find("body")
        return self.root if found is None else found

    @cached_property
    def metas(self) -> tuple[tuple[str, str], ...]:
        """Name or property, in small letters, and content of each `<meta>`, in order."""
        found = []
        for element in self.root.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop") or ""
            if name and (content := (element.get("content") or "").strip()):
                found.append((name.strip().lower(), content))
        return tuple(found)

    def meta(self, *names: str) -> str:
        """The content of the first `<meta>` of the first of `names` that the page has; "" without one."""
        return next((content for name in names for key, content in self.metas if key == name), "")

    def with_class(self, *names: str) -> list[etree._Element]:
        """The elements that have one of these classes, in order."""
        wanted = set(names)
        found = (each for each in self.elements if each.get("class") and not wanted.isdisjoint(tokens(each)))
        return list(islice(found, MOST_MARKED))

    def with_item(self, *names: str) -> list[etree._Element]:
        """The elements of microdata with one of these properties. Spec: HTML §5.2.3 `itemprop`."""
        wanted = set(names)
        found = (each for each in self.elements if not wanted.isdisjoint((each.get("itemprop") or "").split()))
        return list(islice(found, MOST_MARKED))

    def with_tag(self, name: str) -> list[etree._Element]:
        """The elements called `name`, or with that role, in order."""
        found = (each for each in self.elements if each.tag == name or each.get("role") == name)
        return list(islice(found, MOST_MARKED))

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The text of each `<h1>`."""
        return tuple(filter(None, map(heading_text, islice(self.root.iter("h1"), MOST_MARKED))))


def _decode(data: bytes) -> str:
    """The text of a page. Spec: HTML §13.2.3.2: byte order mark, then what the page declares."""
    if len(data) > MOST_BYTES:
        raise PageError(f"more than {MOST_BYTES // 1024 // 1024} MiB of HTML")
    text = _text(data)
    tags = text.count("<")
    if tags > MOST_TAGS:
        raise PageError(f"{tags:,} tags, more than {MOST_TAGS:,}")
    longest = max((len(each) for each in _TAG.findall(text)), default=0)
    if longest > 2 * MOST_ATTRIBUTES:
        wrong = next((each for each in _TAG.finditer(text) if _has_too_many(each[0])), None)
        if wrong:
            line = text.count("\n", 0, wrong.start()) + 1
            raise PageError(f"a tag with more than {MOST_ATTRIBUTES:,} attributes", line)
    return _UNSAFE.sub("", text)


def _has_too_many(tag: str) -> bool:
    """Whether a tag has more attributes than are read."""
    return len(tag) > 2 * MOST_ATTRIBUTES and len(re.split(r"[\s/]+", _QUOTED.sub(" ", tag))) > MOST_ATTRIBUTES


def _text(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if found := _CHARSET.search(data[:_DECLARED_WITHIN]):
        name = found[1].decode("ascii").lower()
        try:
            if name not in ("utf-8", "utf8"):
                # Spec: Encoding §4.2: a page that calls itself Latin 1 is read as windows-1252; §5: UTF-16 is UTF-8
                codec = codecs.lookup(name).name
                latin = "cp1252" if codec in ("iso8859-1", "ascii") else codec
                return data.decode("utf-8" if latin.startswith("utf-16") else latin, "replace")
        except (LookupError, UnicodeError):
            pass  # no encoding of text: as if nothing were declared
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8" if found else "cp1252", "replace")


def _parse(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.ParserError:
        root = None
    except etree.XMLSyntaxError as error:
        if line := _depth_line(parser):
            raise PageError("elements nested too deep", line) from None
        raise PageError(f"unreadable HTML ({error.msg})", max(error.lineno or 1, 1)) from None
    if line := _depth_line(parser):
        raise PageError("elements nested too deep", line)
    if root is None:
        raise PageError("no HTML")
    return root


def _depth_line(parser: etree.HTMLParser) -> int:
    """The line where elements nest too deep; 0 where they don't."""
    return next((max(each.line, 1) for each in parser.error_log if "xcessive depth" in each.message), 0)
