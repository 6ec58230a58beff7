"""The files of the entries of a document: those with type and length, which every format can carry."""

from collections.abc import Iterator, Mapping
from typing import Any

from exporters.checks.atom_entries import relation
from exporters.checks.csvfile import ParsedCsv, remove_guards
from exporters.checks.jsonfeed import ParsedJsonFeed
from exporters.checks.parsed_xml import XmlElement

EntryFiles = Mapping[str, frozenset[str]]  # by id, the addresses of its files; an entry without any is left out


def of_rss(items: list[XmlElement]) -> EntryFiles:
    """Return the <enclosure> of each item. Spec: RSS 2.0 <enclosure>."""
    return _by_id(
        (_text(item, "guid"), each.attributes.get("url"), each.attributes.get("type"), each.attributes.get("length"))
        for item in items
        for each in item.all("enclosure")
    )


def of_atom(entries: list[XmlElement]) -> EntryFiles:
    """Return the enclosure links of each entry. Spec: RFC 4287 §4.2.7.2."""
    return _by_id(
        (_text(entry, "id"), each.attributes.get("href"), each.attributes.get("type"), each.attributes.get("length"))
        for entry in entries
        for each in entry.all("link")
        if relation(each) == "enclosure"
    )


def of_json(parsed: ParsedJsonFeed) -> EntryFiles:
    """Return the attachments of each item. Spec: JSON Feed 1.1, `attachments`."""
    return _by_id(
        (str(item.get("id", "")), each.get("url"), each.get("mime_type"), each.get("size_in_bytes"))
        for _, item in parsed.items
        for each in _mappings(item.get("attachments"))
    )


def of_csv(parsed: ParsedCsv) -> EntryFiles:
    """Return the file of each row. Spec: docs/formats.md."""
    if "enclosure_url" not in parsed.header.cells:
        return {}
    columns = [parsed.column(name) for name in ("id", "enclosure_url", "enclosure_type", "enclosure_length")]
    return _by_id((remove_guards(name), *file) for name, *file in zip(*columns, strict=True))


def differ(reference: frozenset[str], other: frozenset[str], *, may_lack: bool) -> bool:
    """Return whether two formats have different files of an entry; one of them may have more than the other has.

    `may_lack`: one of them carries no file of some entries.
    """
    if not reference or not other:
        return reference != other and not may_lack
    return not (reference <= other or other <= reference)


def _by_id(files: Iterator[tuple[Any, ...]]) -> EntryFiles:
    found = dict[str, set[str]]()
    for name, url, media_type, length in files:
        if url and media_type and length not in (None, ""):
            found.setdefault(str(name), set()).add(str(url))
    return {name: frozenset(urls) for name, urls in found.items()}


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())


def _text(holder: XmlElement, name: str) -> str:
    child = holder.first(name)
    return child.text if child else ""
