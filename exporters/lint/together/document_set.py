"""The documents of a run, and which of them belong together."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple
from urllib.parse import unquote, urlsplit

from exporters.checks.finding import Finding
from exporters.lint.facts import FeedFacts, feed_facts
from exporters.lint.recognition import DocumentFormat, recognise
from exporters.support.files import read_regular

_MANIFEST: Final = "manifest.json"
_MOST_MANIFEST: Final = 64 << 20  # bytes
_MOST_BYTES: Final = 128 << 20  # of all documents that are compared
_FEED_TYPES: Final = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_RELATIONS: Final = frozenset({"alternate", "related", "self"})
FEEDS: Final = frozenset({DocumentFormat.RSS, DocumentFormat.ATOM, DocumentFormat.JSON_FEED, DocumentFormat.CSV})


class SetDocument(NamedTuple):
    """A document of a run."""

    name: str  # as messages show it
    data: bytes
    format: DocumentFormat
    facts: FeedFacts | None
    file: Path | None
    address: str  # its own, as it says or as it was fetched from; "" where nobody says it


class SetFinding(NamedTuple):
    """A finding about a document, seen beside others."""

    name: str
    finding: Finding


class DocumentGroup(NamedTuple):
    """Documents that are one feed in several formats."""

    documents: tuple[SetDocument, ...]
    is_ours: bool = False  # Outfeed's manifest says so, so that they promise to be alike
    is_named: bool = False  # people say so


class DocumentSet:
    """Collects the feeds of a run, as far as memory allows."""

    def __init__(self) -> None:
        """Start empty."""
        self.documents: list[SetDocument] = []
        self.is_whole = True  # whether every document was small enough
        self._bytes = 0

    def add(self, name: str, data: bytes, file: Path | None, address: str = "") -> None:
        """Add a document; `address` is the one that it was fetched from."""
        self._bytes += len(data)
        known = recognise(data)
        if self._bytes > _MOST_BYTES:
            self.is_whole = False
        elif known in FEEDS:
            facts = feed_facts(data)
            own = next(iter(facts.addresses("self")), "") if facts else ""
            self.documents.append(SetDocument(name, data, known, facts, file, own or address))

    def groups(self, *, are_together: bool) -> Iterator[DocumentGroup]:
        """Yield the documents that are one feed: all of them, or those that a manifest or their links join."""
        if are_together:
            yield DocumentGroup(tuple(each for each in self.documents if not _is_part(each)), is_named=True)
            return
        known = set[int]()
        for members in self._of_manifests():
            known |= {id(each) for each in members}
            yield DocumentGroup(tuple(members), is_ours=True)
        yield from self._of_links([each for each in self.documents if id(each) not in known])

    def _of_manifests(self) -> Iterator[list[SetDocument]]:
        files = {each.file.absolute(): each for each in self.documents if each.file is not None}
        folders = {parent for file in files for parent in file.parents[:8]}
        for folder in sorted(folders):
            for feed in _manifest(folder / _MANIFEST):
                path, addresses = feed.get("path"), feed.get("self_urls")
                if isinstance(path, str) and isinstance(addresses, dict):
                    names = (unquote(PurePosixPath(urlsplit(str(each)).path).name) for each in addresses.values())
                    members = [files[file] for name in names if (file := folder / path / name) in files]
                    if len(members) > 1:
                        yield members

    def _of_links(self, documents: Iterable[SetDocument]) -> Iterator[DocumentGroup]:
        by_address = {each.address: each for each in documents if each.address and not _is_part(each)}
        group_of: dict[int, list[SetDocument]] = {id(each): [each] for each in by_address.values()}
        for document in by_address.values():
            for link in document.facts.links if document.facts else ():
                other = by_address.get(link.address)
                if other is None or link.relation not in _RELATIONS or link.media_type not in _FEED_TYPES:
                    continue
                one, two = group_of[id(document)], group_of[id(other)]
                if one is not two:
                    one += two
                    group_of.update(dict.fromkeys(map(id, two), one))
        for group in {id(each): each for each in group_of.values()}.values():
            if len(group) > 1:
                yield DocumentGroup(tuple(group))

    def by_address(self) -> Mapping[str, SetDocument]:
        """Return the documents by their own addresses."""
        return {each.address: each for each in self.documents if each.address}


def _is_part(document: SetDocument) -> bool:
    """Return whether it is an archive: it has other entries than the feed that people subscribe to."""
    return document.facts is not None and document.facts.is_archive


def _manifest(file: Path) -> list[dict[str, Any]]:
    """Return the feeds in a manifest of Outfeed; [] if there is none."""
    try:
        value = json.loads(read_regular(file, _MOST_MANIFEST)) if file.is_file() else None
    except (OSError, ValueError, RecursionError):
        return []
    if not isinstance(value, dict) or value.get("generator") != "Outfeed" or not isinstance(value.get("feeds"), list):
        return []
    return [each for each in value["feeds"] if isinstance(each, dict)]
