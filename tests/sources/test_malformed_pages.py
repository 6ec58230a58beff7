"""Pages of a built site with every fault that pages have: an article, a page that is none, or an error at its line."""

import gzip
import json
from pathlib import Path
from typing import Final

import pytest

from exporters.api import ExportReport, export
from tests.sources.malformed import PNG

SETTINGS: Final = "site: {url: 'https://example.org/'}\nsource: {path: _site, format: html}\nout: out\n"
DATE: Final = "<time datetime=2024-01-15T10:30:00Z>then</time>"
HEAD: Final = "<!doctype html>\n<title>T</title>\n"
GOOD: Final = f"{HEAD}<article><h1>T</h1>{DATE}<p>Some text</p></article>".encode()


def page(head: str = "", text: str = "<p>Some text</p>") -> bytes:
    return f"{HEAD}{head}<article><h1>T</h1>{DATE}{text}</article>".encode()


def linked(data: str) -> bytes:
    return page(f'<script type="application/ld+json">{data}</script>')


UNREADABLE: Final = {  # the line of the error, and some words of it
    "empty": (b"", 1, "no HTML"),
    "a byte order mark alone": (b"\xef\xbb\xbf", 1, "no HTML"),
    "spaces alone": (b" \n\t\n", 1, "no HTML"),
    "NUL alone": (b"\0\0\0", 1, "no HTML"),
    "a comment alone": (b"<!-- nothing -->", 1, "no HTML"),
    "over 8 MiB": (page(text="x" * (8 << 20)), 1, "more than 8 MiB"),
    "100,001 tags": (page(text="<b>" * 100_001), 1, "more than 100,000"),
    "3,000 attributes": (page(text="\n<p " + " ".join(f"a{n}" for n in range(3_000)) + ">"), 4, "attributes"),
    "300 levels": (page(text="\n" + "<div>" * 300), 4, "nested too deep"),
}
WRONG: Final = {  # rule and line of the error, and some words of it
    **{name: (data, "page-unreadable", line, words) for name, (data, line, words) in UNREADABLE.items()},
    "a picture that is a script": (
        page("<meta property=og:image content=javascript:alert(1)>"),
        "url-wrong",
        3,
        "the scheme javascript",
    ),
}
NO_ARTICLE: Final = {
    "words": b"words and words",
    "a picture": PNG,
    "compressed": gzip.compress(GOOD, mtime=0),
    "JSON": b'{"title": "T"}',
    "no title": f"<article>{DATE}<p>x</p></article>".encode(),
    "a title of spaces": f"<title> &nbsp; </title><article>{DATE}</article>".encode(),
    "no date": b"<title>T</title><article><h1>T</h1><p>x</p></article>",
    "a date of words": GOOD.replace(b"2024-01-15T10:30:00Z", b"soon"),
    "a date that does not exist": GOOD.replace(b"2024-01-15T10:30:00Z", b"2024-02-31"),
    "a canonical address of another site": page("<link rel=canonical href=https://other.example/a/>"),
    "a canonical address of a script": page("<link rel=canonical href=javascript:alert(1)>"),
    "a redirect to another page": page('<meta http-equiv=refresh content="0; url=/elsewhere/">'),
    "noindex": page("<meta name=robots content=noindex>"),
    "a frameset": b"<title>T</title><frameset><frame src=/a></frameset>",
    "all in a comment that does not end": b"<title>T</title><!-- " + GOOD,
    "all in a script that does not end": b"<title>T</title><script>" + GOOD,
}
ARTICLE: Final = {
    "no end tags": f"{HEAD}<article><h1>T{DATE}<p>Some text".encode(),
    "no body": GOOD,
    "two documents": GOOD + GOOD.replace(b"<article>", b"<div>").replace(b"</article>", b"</div>"),
    "two titles": page("<title>Other</title>"),
    "a wrong encoding": page().replace(b"Some", b"S\xf6me"),
    "an encoding that nobody knows": page("<meta charset=x-nobody>"),
    "UTF-16": "\ufeff".encode("utf-16-le") + GOOD.decode().encode("utf-16-le"),
    "UTF-16 that is UTF-8": page("<meta charset=utf-16>"),
    "CR ends lines": GOOD.replace(b"\n", b"\r"),
    "NUL in the text": page(text="<p>Some\0 text</p>"),
    "references to no characters": page(text="<p>Some&#xD800;&#1;&#x110000; text</p>"),
    "an empty canonical address": page("<link rel=canonical href=''>"),
    "a base elsewhere": page("<base href=https://other.example/>"),
    "a redirect to itself": page('<meta http-equiv=refresh content="30">'),
    "JSON-LD that is no JSON": linked("{"),
    "JSON-LD of 10,000 levels": linked("[" * 10_000),
    "JSON-LD with a number of 5,000 digits": linked('{"@type": "Article", "wordCount": ' + "9" * 5_000 + "}"),
    "JSON-LD of other types": linked('[1, null, "x", {"@type": 7, "author": [[]], "datePublished": {}}]'),
    "a picture of words": page('<meta property=og:image content="no address">'),
    "entities that grow": b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    + page(text="<p>Some text &b;</p>"),
    "an entity of a file": b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + page(text="<p>Some text &x;</p>"),
    "XHTML": b'<?xml version="1.0"?>' + GOOD,
    "a CDATA section": page(text="<p>Some text</p><![CDATA[<p>x</p>]]>"),
    "an attribute that does not end": page(text='<p>Some text</p><a href="x>y</a>'),
    "a tag that does not end": page(text="<p>Some text</p><b"),
    "tables upside down": page(text="<p>Some text</p><td><tr><table>"),
    "a form in a form": page(text="<p>Some text</p><form><p>x</p><form></form></form>"),
    "1,000 headings": page(text="<p>Some text</p>" + "<h2>x</h2>" * 1_000),
    "200 levels": page(text="<p>Some text</p>" + "<b>" * 200),
}


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with all of these pages beside good ones."""
    folder = tmp_path_factory.mktemp("blog")
    (folder / "outfeed.yaml").write_text(SETTINGS)
    pages = {name: data for name, (data, _, _, _) in WRONG.items()} | NO_ARTICLE | ARTICLE
    for number, (name, data) in enumerate(pages.items()):
        for path, content in ((address(name), data), (f"good/{number}/", GOOD)):
            (folder / "_site" / path).mkdir(parents=True)
            (folder / "_site" / path / "index.html").write_bytes(content)
    return folder


def address(name: str) -> str:
    """The path of the page of a case."""
    return f"{name.lower().replace(' ', '-').replace(',', '')}/"


@pytest.fixture(scope="module")
def report(blog: Path) -> ExportReport:
    return export(config=blog / "outfeed.yaml", on_problem="return", limit=0, keep_going=True, cache=None)


@pytest.fixture(scope="module")
def entries(blog: Path, report: ExportReport) -> dict[str, dict[str, str]]:
    """The entries that were published, by the path of their page."""
    assert not report.is_failed
    items = json.loads((blog / "out/feed.json").read_text())["items"]
    return {item["url"].removeprefix("https://example.org/"): item for item in items}


@pytest.mark.parametrize("name", WRONG)
def test_it_is_an_error_at_its_line(name: str, report: ExportReport, entries: dict[str, dict[str, str]]) -> None:
    _, rule, line, words = WRONG[name]

    [found] = [each for each in report.diagnostics if f"/{address(name)}" in each.path]

    assert (found.rule, found.line) == (rule, line)
    assert words in found.message
    assert address(name) not in entries


@pytest.mark.parametrize("name", NO_ARTICLE)
def test_it_is_no_article(name: str, report: ExportReport, entries: dict[str, dict[str, str]]) -> None:
    assert not [each for each in report.diagnostics if f"/{address(name)}" in each.path]
    assert address(name) not in entries


@pytest.mark.parametrize("name", ARTICLE)
def test_it_is_an_article_all_the_same(name: str, entries: dict[str, dict[str, str]]) -> None:
    entry = entries[address(name)]

    assert (entry["title"], entry["date_published"]) == ("T", "2024-01-15T10:30:00Z")
    assert "text" in entry["content_html"]
    assert "javascript" not in json.dumps(entry)
    assert "root:" not in entry["content_html"]


def test_none_hides_another(entries: dict[str, dict[str, str]]) -> None:
    assert sum(path.startswith("good/") for path in entries) == len(WRONG) + len(NO_ARTICLE) + len(ARTICLE)
