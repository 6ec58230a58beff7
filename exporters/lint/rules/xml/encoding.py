"""Rules about the first bytes and the XML declaration: encoding and version. Spec: XML 1.0 §2.8, §4.3.3."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.xml.xml_text import XmlText

DIFFERS: Final = "xml-encoding-differs"
_REGISTERED: Final = re.compile(  # names as IANA has them, and expat and browsers know
    r"utf-(?:8|16|16le|16be|32)|us-ascii|iso-8859-\d+|iso-2022-[a-z]+|windows-\d+|koi8-[a-z]+|gb2312|gbk|gb18030|big5|"
    r"shift_jis|euc-(?:jp|kr)|macintosh|latin1|ascii",
    re.IGNORECASE,
)
_WIDE: Final = re.compile(r"utf-?(?:16|32)", re.IGNORECASE)


def encoding_differs(document: XmlText) -> Iterator[Finding]:
    """Parsers trust one of the two, and fail or show wrong letters. Spec: XML 1.0 §4.3.3: it is an error."""
    mark, declared = document.byte_order_mark, document.declared
    if not declared:
        return
    by_mark = "utf-16" if mark.startswith("utf-16") else mark
    if by_mark and not declared.lower().replace("utf8", "utf-8").replace("utf16", "utf-16").startswith(by_mark):
        message = f"the encoding {quote_value(declared)} after the byte order mark of {mark.upper()}"
        yield _at_start(DIFFERS, message, f"write encoding={quote_value(by_mark.upper())}")
    elif not mark and _WIDE.match(declared):
        message = f"the encoding {quote_value(declared)} without a byte order mark"
        yield _at_start(DIFFERS, message, "write UTF-8, and say so")


def encoding_named_unusually(document: XmlText) -> Iterator[Finding]:
    """Parsers that know the registered names alone refuse the document. Spec: XML 1.0 §4.3.3: names of IANA."""
    if document.declared and not _REGISTERED.fullmatch(document.declared):
        message = f"the encoding {quote_value(document.declared)}, a name that not all parsers know"
        yield _at_start("xml-encoding-unusual", message, 'write encoding="utf-8"', Level.WARNING)


def version_wrong(document: XmlText) -> Iterator[Finding]:
    """Parsers of XML 1.0 refuse the document. Spec: XML 1.0 §2.8; RSS 2.0: "must conform to the XML 1.0"."""
    if document.version and document.version != "1.0":
        message = f"XML of version {quote_value(document.version)}"
        yield _at_start("xml-version-wrong", message, 'write version="1.0"')


def _at_start(rule: str, message: str, fix: str, level: Level = Level.ERROR) -> Finding:
    return Finding(rule=rule, message=message, fix=fix, level=level, line=1, column=1)


RULES: Final[tuple[Callable[[XmlText], Iterator[Finding]], ...]] = (
    encoding_differs,
    encoding_named_unusually,
    version_wrong,
)
