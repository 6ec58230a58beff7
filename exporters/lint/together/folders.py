"""A folder that is published: which address each of its files has, and which addresses lead nowhere."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import UnreadableDocumentError, XmlElement, xml
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.recognition import DocumentFormat, recognise
from exporters.lint.together.document_set import DocumentSet, SetDocument, SetFinding
from exporters.support.files import NotRegularError, read_regular
from exporters.support.paths import shown_path

_MOST_BYTES: Final = 4 << 20  # of a list or a page
_MOST_FILES: Final = 2_000  # lists and pages that are read
_SUFFIXES: Final = (".opml", ".xml", ".html", ".htm")
_LINK: Final = re.compile(r"<link\b(?>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*)>", re.IGNORECASE)
_PART: Final = re.compile(r"([A-Za-z-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_FEED_TYPES: Final = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})


class FolderDocuments:
    """A folder, and the address at which it is published, as the feeds in it say."""

    def __init__(self, folder: Path | None, documents: DocumentSet) -> None:
        """None: there is no folder, so nothing is known of what exists."""
        self._folder = folder.absolute() if folder is not None else None
        self._base = _base(self._folder, documents.documents) if self._folder is not None else ""

    def lacks(self, address: str) -> bool:
        """Return whether the address lies in the folder, and there is no such file."""
        file = self._file_of(address)
        return file is not None and not file.is_file() and not (file / "index.html").is_file()

    def _file_of(self, address: str) -> Path | None:
        """Return where the document at an address lies; None if it is not of this folder."""
        bare = urlsplit(address)._replace(query="", fragment="").geturl()
        if self._folder is None or not self._base or not bare.startswith(self._base):
            return None
        path = unquote(bare[len(self._base) :])
        return None if "\0" in path or ".." in path.split("/") else self._folder / path

    def findings(self) -> Iterator[SetFinding]:
        """Yield the addresses of feeds in lists, sitemaps and pages that lead nowhere."""
        if self._folder is None or not self._base:
            return
        for number, file in enumerate(_lists(self._folder)):
            if number == _MOST_FILES:
                return
            try:
                data = read_regular(file, _MOST_BYTES)
            except (OSError, NotRegularError):
                continue
            known = recognise(data)
            if known in (DocumentFormat.OPML, DocumentFormat.SITEMAP):
                yield from self._of_list(file, data, known)
            elif known is DocumentFormat.HTML:
                yield from self._of_page(file, data)

    def _of_list(self, file: Path, data: bytes, known: DocumentFormat) -> Iterator[SetFinding]:
        try:
            nodes = xml(data, has_columns=True).nodes
        except UnreadableDocumentError:
            return
        for node in nodes:
            address, attribute = _address(node, known)
            if address and self.lacks(address):
                message = f"the address {quote_value(address)} of a feed that does not exist"
                finding = node.finding("listed-feed-missing", message, "publish it, or remove it", Level.WARNING)
                yield SetFinding(shown_path(file), node.locate(finding, attribute))

    def _of_page(self, file: Path, data: bytes) -> Iterator[SetFinding]:
        text = data.decode("utf-8", "replace")
        for found in _LINK.finditer(text):
            parts = {name.lower(): one or two or three for name, one, two, three in _PART.findall(found[0])}
            if "alternate" not in parts.get("rel", "").lower().split() or parts.get("type", "") not in _FEED_TYPES:
                continue
            path = quote(file.relative_to(self._folder or file).as_posix())
            address = urljoin(self._base + path, parts.get("href", ""))
            if self.lacks(address):
                line = 1 + text.count("\n", 0, found.start())
                column = found.start() - text.rfind("\n", 0, found.start())
                message = f"the page names the feed {quote_value(address)}, which does not exist"
                fix = "publish it, or correct the link"
                finding = Finding(
                    rule="listed-feed-missing", message=message, fix=fix, level=Level.WARNING, line=line, column=column
                )
                yield SetFinding(shown_path(file), finding)


def _base(folder: Path, documents: list[SetDocument]) -> str:
    """Return the address of the folder that most of its feeds imply; "" if none does."""
    votes = Counter[str]()
    for each in documents:
        if each.file is not None and each.address and each.file.absolute().is_relative_to(folder):
            path = quote(each.file.absolute().relative_to(folder).as_posix())
            if each.address.endswith(f"/{path}"):
                votes[each.address[: -len(path)]] += 1
    return max(votes, key=lambda each: (votes[each], each)) if votes else ""


def _lists(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        for name in sorted(names):
            if name.lower().endswith(_SUFFIXES) and not Path(parent, name).is_symlink():
                yield Path(parent, name)


def _address(node: XmlElement, known: DocumentFormat) -> tuple[str, str]:
    """Return the address of a feed or of another sitemap that an element names, and its attribute."""
    if known is DocumentFormat.OPML:
        return (node.attributes.get("xmlUrl", ""), "xmlUrl") if node.name == "outline" else ("", "")
    is_index = node.name.endswith(":loc") and node.parent_path.endswith(":sitemap")
    return (node.text.strip(), "") if is_index else ("", "")
