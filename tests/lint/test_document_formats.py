"""A document is recognised by its content, never by its name. Spec: RFC 4287 §2; JSON Feed 1.1 `version`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.lint.recognition import DocumentFormat, recognise

ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ('<rss version="2.0"/>', DocumentFormat.RSS),
        ('<?xml version="1.0"?>\n<!-- <feed> --><rss version="0.91">', DocumentFormat.RSS),
        ('<!DOCTYPE rss PUBLIC "-//x" "http://x/">\n<rss version="0.91">', DocumentFormat.RSS),
        ('<?xml-stylesheet href="a?b"?><rss version="2.0">', DocumentFormat.RSS),
        (f"<feed {ATOM}/>", DocumentFormat.ATOM),
        (f"<a:feed {ATOM.replace('xmlns', 'xmlns:a')}/>", DocumentFormat.ATOM),
        (f"<entry {ATOM}/>", DocumentFormat.ATOM),
        ("<feed/>", DocumentFormat.ATOM),
        ('<feed version="0.3" xmlns="http://purl.org/atom/ns#"/>', DocumentFormat.ATOM_03),
        (f"<rdf:RDF {RDF}/>", DocumentFormat.RSS_1),
        ('<opml version="2.0"/>', DocumentFormat.OPML),
        ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', DocumentFormat.SITEMAP),
        ("<sitemapindex/>", DocumentFormat.SITEMAP),
        ("<RSS version='2.0'>", DocumentFormat.RSS),
        ("<OPML>", DocumentFormat.OPML),
        ("<!DOCTYPE html><html><head><title>404</title>", DocumentFormat.HTML),
        ("<!doctype HTML>", DocumentFormat.HTML),
        ("<HTML>", DocumentFormat.HTML),
        ("<svg/>", DocumentFormat.XML),
        ("<", DocumentFormat.XML_BEGINNING),
        ('<?xml version="1.0"?>', DocumentFormat.XML_BEGINNING),
        ('<?xml version="1.0"?><rss', DocumentFormat.RSS),
        (f"<rdf:RDF {RDF[:40]}", DocumentFormat.XML_BEGINNING),
        (f"<feed {ATOM[:20]}", DocumentFormat.ATOM),
        ("<svg", DocumentFormat.XML_BEGINNING),
        ("<!-- more -->\nA text that is no XML", DocumentFormat.XML),
        ("<!DOCTYPE ht", DocumentFormat.XML_BEGINNING),
        ('{"version": "https://jsonfeed.org/version/1.1"}', DocumentFormat.JSON_FEED),
        ('{"title": "x", "items": []}', DocumentFormat.JSON_FEED),
        ('{"@context": "http://www.w3.org/ns/csvw", "url": "feed.csv"}', DocumentFormat.CSVW),
        ('{"@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}]}', DocumentFormat.CSVW),
        ('{"tables": [{"url": "a.csv", "tableSchema": {}}]}', DocumentFormat.CSVW),
        ('{"version": "1.2.0", "chapters": []}', DocumentFormat.CHAPTERS),
        ('[{"startTime": 0, "title": "Intro"}]', DocumentFormat.CHAPTERS),
        ("{'version': 'https://jsonfeed.org/version/1.1', }", DocumentFormat.JSON_FEED),
        ('{version: "https://jsonfeed.org/version/1"}', DocumentFormat.JSON_FEED),
        ('{"type": "array", "of": {"items": {}, "chapters": 1}}', DocumentFormat.JSON),
        ('{"text": "version: https://jsonfeed.org/version/1, items: {", "b": 1}', DocumentFormat.JSON),
        ('{"a": 1}', DocumentFormat.JSON),
        ("<outlineDocument/>", DocumentFormat.OPML),
        ('<s:urlset xmlns:s="https://www.sitemaps.org/schemas/sitemap/0.9"/>', DocumentFormat.SITEMAP),
        ("id,url,title\r\n", DocumentFormat.CSV),
        ("id;url;title\n", DocumentFormat.CSV),
        ("id\turl", DocumentFormat.CSV),
        ('"id","a, b","c"\r\n', DocumentFormat.CSV),
        ("id", DocumentFormat.UNKNOWN),
        ("https://example.org/a,b\nhttps://example.org/c", DocumentFormat.TEXT_SITEMAP),
        ("https://example.org/a,b\nhttps://example.org/c,d", DocumentFormat.CSV),
        ("# all\n\nhttps://example.org/\nhttp://example.org/a\n", DocumentFormat.TEXT_SITEMAP),
        ("url,title\nhttps://example.org/,A", DocumentFormat.CSV),
        ("url;title\nhttps://example.org/;A\nhttps://example.org/;B", DocumentFormat.CSV),
        ("See https://example.org/", DocumentFormat.UNKNOWN),
        ("No feed here, only words; and more.", DocumentFormat.UNKNOWN),
        ("", DocumentFormat.UNKNOWN),
    ],
)
def test_by_its_root(text: str, known: DocumentFormat) -> None:
    assert recognise(text.encode()) is known


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_behind_a_byte_order_mark(encoding: str) -> None:
    assert recognise('\n<rss version="2.0"/>'.encode(encoding)) is DocumentFormat.RSS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_without_a_byte_order_mark(encoding: str) -> None:
    assert recognise('{"version": "https://jsonfeed.org/version/1.1"}'.encode(encoding)) is DocumentFormat.JSON_FEED


@given(st.binary(max_size=200) | st.text(alphabet="<>!?-[]{}:\"'rsfed xmln=", max_size=200).map(str.encode))
def test_any_bytes_have_a_format(data: bytes) -> None:
    assert recognise(data) in DocumentFormat


def test_a_long_beginning_takes_no_time() -> None:
    for part in (b"<!--", b"<?", b"<!D [", b'{"', b" <", b'<!D "'):
        recognise(part * 100_000)
