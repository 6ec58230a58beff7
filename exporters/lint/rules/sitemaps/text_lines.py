"""Judge a sitemap in plain text: one address a line, and nothing else. Spec: sitemaps.org "Text file"."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from msgspec.structs import replace

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.line_table import LineTable
from exporters.lint.rules.sitemaps import entries, frame
from exporters.lint.rules.sitemaps.sitemap import LINE, ParsedSitemap, SitemapEntry, bytes_many

_MARKS: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_BREAK: Final = re.compile(r"\r\n|\n|\r")
_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)
_LIKE_ADDRESS: Final = re.compile(r"/[^\s/]|[\w.+-]+:/|[\w-]+(?:\.[\w-]+)+(?:[/?:]|\Z)|[^\s#]\S*\.[a-z]{2,5}\Z")
_RULES: Final[tuple[Callable[[ParsedSitemap], Iterator[Finding]], ...]] = (
    frame.entries_many,
    frame.address_repeated,
    frame.host_differs,
    entries.address_wrong,
)


def judge_text_sitemap(data: bytes) -> list[Finding]:
    """Return the findings of a plain-text sitemap, in document order."""
    text, found = _decode(data)
    root = XmlElement("", "", {}, 1, "", 0, [], {}, 1)
    sitemap = ParsedSitemap(root, is_index=False, entries=[], encoding="utf-8", texts=[], names=set())
    for number, line in enumerate(_BREAK.split(text), 1):
        column = len(line) - len(line.lstrip()) + 1
        address = line.strip()
        if len(_ADDRESS.findall(address)) > 1 and any(character.isspace() for character in address):
            message = f"{quote_value(address)}: two addresses in one line"
            wrong = Finding(rule="feed-url-invalid", message=message, fix="write each on a line of its own")
            found.append(wrong.at("", number, column))
        elif _ADDRESS.match(address) or _LIKE_ADDRESS.match(address):
            loc = XmlElement("loc", address, {}, number, "", 0, [], {}, column)
            node = XmlElement(LINE, "", {}, number, "", 0, [loc], {"loc": loc}, column)
            sitemap.entries.append(SitemapEntry(node, number, address))
        elif address:
            stray = Finding(rule="sitemap-text-stray", message=f"the text {quote_value(address)}", fix="remove it")
            found.append(replace(stray, level=Level.WARNING).at("", number, column))
    found += (replace(finding, field="") for rule in _RULES for finding in rule(sitemap))
    found += (replace(finding, field="") for finding in bytes_many(data, root))
    return sorted(found, key=lambda each: (each.line, each.column))


def _decode(data: bytes) -> tuple[str, list[Finding]]:
    """Return the text, and what is wrong with its encoding."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if encoding:
        found = Finding(rule="text-not-utf8", message="text in UTF-16", fix="write UTF-8", line=1, column=1)
        return data.decode(encoding, "replace").removeprefix("\ufeff"), [found]
    try:
        return data.decode().removeprefix("\ufeff"), []
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(errors="replace")
        line, column = LineTable(before).place(len(before))
        message = f"bytes that are not UTF-8: {data[error.start : error.start + 4].hex(' ')}"
        found = Finding(rule="text-not-utf8", message=message, fix="write UTF-8", line=line, column=column)
        return data.decode("cp1252", "replace").removeprefix("\ufeff"), [found]
