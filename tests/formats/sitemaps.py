"""Sitemaps as a test reads them: made, checked against the rules, and taken apart."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lxml import etree

from exporters.formats import registry
from exporters.formats.exporter import CompanionExporter, SelectiveExporter, join_omitted
from exporters.model.feed import Feed

XSD: Final = etree.XMLSchema(etree.parse(Path(__file__).parent / "xsd/sitemaps.xsd"))
NAMES: Final = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def written(name: str, made: Feed) -> bytes:
    """What the format writes of that feed, checked where it is anything."""
    out = io.BytesIO()
    registry.find_exporters([name])[0].write(made, out)
    if out.getvalue():
        valid(out.getvalue())
    return out.getvalue()


def valid(document: bytes) -> etree._Element:
    """The root of a document that obeys the rules."""
    root = etree.fromstring(document)
    XSD.assertValid(root)
    assert document.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<")
    assert document.endswith(b">\n")
    return root


def beside(name: str, made: Feed) -> Mapping[str, bytes]:
    """The files beside it."""
    exporter = registry.get_built_in(name).load()
    assert isinstance(exporter, CompanionExporter)
    return exporter.companions(made)


def left_out(name: str, made: Feed) -> tuple[int, str]:
    """How many entries are left out, and why."""
    exporter = registry.get_built_in(name).load()
    assert isinstance(exporter, SelectiveExporter)
    found = join_omitted(exporter.left_out(made))
    return found.count, found.reason


def said(document: bytes, path: str) -> list[str]:
    """The text of each element at `path`, in the document's order."""
    return [each.text or "" for each in etree.fromstring(document).iterfind(path, NAMES)]


def locations(document: bytes) -> list[str]:
    """Every <loc> of a sitemap or an index."""
    return said(document, "*/s:loc")
