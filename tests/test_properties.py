"""For any article, and for any file: outputs that read back equal in every format, or clear rejections."""

import csv
import html
import io
import json
import re
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from exporters import pipeline
from exporters.checks.run import findings
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.rules import RULES
from exporters.formats import registry
from exporters.model.article import Article, Image, Person, Provider, Related
from exporters.model.text import is_clean, is_visible
from exporters.model.url import is_iri
from exporters.run import RunOptions
from exporters.settings.load import load, require_site
from exporters.settings.values import FeedSettings
from exporters.sources.parse import ArticleReader
from tests import plainly
from tests.makers import Element, article, attributes, document, feed, texts
from tests.profiles import examples

NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
SITE: Final = "https://example.org/"

Fields = dict[str, Any]  # what one format says of one article
File = tuple[Any, str, str, bool]  # front matter, body, suffix, whether letters are written as they are


# What is written: any text that the model allows, any subset of what is optional.

PIECES: Final = (
    '5 < 6 & "q" > 3',
    "<b>bold?</b>",
    "Q&amp;A",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<?xml?>",
    "&",
    "&#8217;",
    "🙂",
    "👩‍👩‍👧",
    "\u200d",
    "\u200f",
    "\u202e",
    "\u2066",
    "مرحبا",
    "人工智能",
    "e\u0301",
    "\ufeff",
    "\u2028",
    "|",
    "¦",
    "=1",
    "'=",
    "+2",
    "-3.5",
    "@x",
    '"',
    ",",
    ";",
    "\\",
    "\\n",
    "\r\n",
    "\t",
    "%20",
    "\U0010ffff",
    "\x85",
    "\xa0",
)
CLEAN: Final = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
ANY_TEXT: Final = st.lists(st.sampled_from(PIECES) | st.text(CLEAN, max_size=8), min_size=1, max_size=5).map("".join)
TEXT: Final = ANY_TEXT.filter(lambda text: is_clean(text) and is_visible(text))
SOME: Final = ANY_TEXT.filter(lambda text: text != "" and is_clean(text))
URL: Final = st.from_regex(
    r"https?://[a-z]{1,9}\.example(?::8080)?/[a-zA-Z0-9._~!$&'()*+,;=:@/?-]{0,20}", fullmatch=True
)
MOMENT: Final = st.integers(
    int(datetime(1900, 1, 1, tzinfo=UTC).timestamp()), int(datetime(9990, 12, 31, tzinfo=UTC).timestamp())
).map(lambda second: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second))
NUMBER: Final = st.integers(-(2**53), 2**53) | st.floats(-1e15, 1e15, allow_nan=False)
SIDE: Final = st.none() | st.integers(1, 10**6)
IMAGE: Final = st.builds(Image, url=URL, width=SIDE, height=SIDE, title=st.none() | TEXT)
PERSON: Final = st.builds(Person, name=TEXT, url=st.none() | URL, avatar=st.none() | URL)
PROVIDER: Final = st.builds(
    Provider, name=st.none() | TEXT, domain=st.none() | st.just("wired.com"), image=st.none() | IMAGE
)
RELATED: Final = st.builds(Related, url=URL, title=st.none() | TEXT, quality=st.none() | NUMBER)


def _tuple(each: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(each, min_size=least, max_size=3).map(tuple)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    published, updated = sorted([draw(MOMENT), draw(MOMENT)])
    optional: dict[str, st.SearchStrategy[Any]] = {
        "original_url": URL,
        "content_html": SOME,
        "provider": PROVIDER,
        "topics": _tuple(TEXT),
        "category": TEXT,
        "type": TEXT,
        "images": _tuple(IMAGE),
        "related": _tuple(RELATED),
        "quality": NUMBER,
        "heat": NUMBER,
        "amp_url": URL,
        "amp_cdn_url": URL,
        "updated": st.just(updated),
    }
    given_ = draw(st.sets(st.sampled_from(sorted(optional))))
    return article(
        id=draw(SOME | URL),
        url=draw(URL),
        title=draw(TEXT),
        summary=draw(TEXT),
        published=published,
        authors=draw(_tuple(PERSON, least=1)),
        **{name: draw(optional[name]) for name in sorted(given_)},
    )


# What each format says, read with a parser of its own; and what it should say.


def of_rss(data: bytes) -> list[Fields]:
    return [_rss_item(each) for each in etree.fromstring(data).findall("channel/item")]


def _rss_item(item: Element) -> Fields:
    (identity,) = texts(item, "guid")
    (url,) = texts(item, "link")
    published = parsedate_to_datetime(texts(item, "pubDate")[0])
    updated = texts(item, "a:updated")
    domains = [each.get("domain") for each in attributes(item, "category")]
    terms = list(zip(domains, texts(item, "category"), strict=True))
    assert attributes(item, "guid") == [{"isPermaLink": "true" if identity == url else "false"}]
    return {
        "id": identity,
        "url": url,
        "title": texts(item, "title")[0],
        "summary": html.unescape(texts(item, "description")[0]),
        "content_html": _one(texts(item, "content:encoded")),
        "published": published,
        "updated": datetime.fromisoformat(updated[0]) if updated else published,
        "authors": texts(item, "dc:creator"),
        "publisher": _one(texts(item, "dc:publisher")),
        "topics": [term for domain, term in terms if domain is None],
        "category": _one([term for domain, term in terms if domain == f"{SITE}#category"]),
        "type": _one([term for domain, term in terms if domain == f"{SITE}#type"]),
        "images": _media(item),
    }


def should_rss(each: Article) -> Fields:
    provider = each.provider
    return {
        **_common(each),
        "summary": html.unescape(html.escape(each.summary)),
        "content_html": each.content_html,
        "publisher": provider.name or provider.domain if provider else None,
        "images": _pictures(each),
    }


def of_atom(data: bytes) -> list[Fields]:
    return [_atom_entry(each) for each in etree.fromstring(data).findall("{http://www.w3.org/2005/Atom}entry")]


def _atom_entry(entry: Element) -> Fields:
    links = attributes(entry, "a:link")
    categories = attributes(entry, "a:category")
    assert all(each["term"] == each["label"] for each in categories)
    return {
        "id": texts(entry, "a:id")[0],
        "url": _one([each["href"] for each in links if each["rel"] == "alternate"]),
        "original_url": _one([each["href"] for each in links if each["rel"] == "via"]),
        "related": [(each["href"], each.get("title")) for each in links if each["rel"] == "related"],
        "title": texts(entry, "a:title")[0],
        "summary": texts(entry, "a:summary")[0],
        "content_html": _one(texts(entry, "a:content")),
        "published": datetime.fromisoformat(texts(entry, "a:published")[0]),
        "updated": datetime.fromisoformat(texts(entry, "a:updated")[0]),
        "authors": texts(entry, "a:author/a:name"),
        "author_urls": texts(entry, "a:author/a:uri"),
        "topics": [each["term"] for each in categories if "scheme" not in each],
        "category": _one([each["term"] for each in categories if each.get("scheme") == f"{SITE}#category"]),
        "type": _one([each["term"] for each in categories if each.get("scheme") == f"{SITE}#type"]),
        "images": _media(entry),
    }


def should_atom(each: Article) -> Fields:
    return {
        **_common(each),
        "id": each.id if is_iri(each.id) else f"{SITE}#id={quote(each.id, safe='')}",
        "original_url": each.original_url,
        "related": [(other.url, other.title) for other in each.related],
        "content_html": each.content_html,
        "author_urls": [person.url for person in each.authors if person.url],
        "images": _pictures(each),
    }


def of_json(data: bytes) -> list[Fields]:
    return [_json_item(each) for each in json.loads(data)["items"]]


def _json_item(item: Mapping[str, Any]) -> Fields:
    ours = item.get("_outfeed", {})
    published = datetime.fromisoformat(item["date_published"])
    assert ("content_html" in item) != ("content_text" in item)
    assert item.get("content_text", item["summary"]) == item["summary"]
    assert item.get("image") == (ours["images"][0]["url"] if "images" in ours else None)
    return {
        "id": item["id"],
        "url": item["url"],
        "original_url": item.get("external_url"),
        "title": item["title"],
        "summary": item["summary"],
        "content_html": item.get("content_html"),
        "published": published,
        "updated": datetime.fromisoformat(item["date_modified"]) if "date_modified" in item else published,
        "authors": [each["name"] for each in item["authors"]],
        "people": [(each["name"], each.get("url"), each.get("avatar")) for each in item["authors"]],
        "topics": item.get("tags", []),
        "category": ours.get("category"),
        "type": ours.get("type"),
        "images": [
            tuple(each.get(name) for name in ("url", "width", "height", "title")) for each in ours.get("images", ())
        ],
        "related": [(each["url"], each.get("title"), each.get("quality")) for each in ours.get("related", ())],
        "quality": ours.get("quality"),
        "heat": ours.get("heat"),
        "amp": (ours.get("amp_url"), ours.get("amp_cdn_url")),
    }


def should_json(each: Article) -> Fields:
    return {
        **_common(each),
        "original_url": each.original_url,
        "content_html": each.content_html,
        "people": [(person.name, person.url, person.avatar) for person in each.authors],
        "images": _pictures(each),
        "related": [(other.url, other.title, other.quality) for other in each.related],
        "quality": each.quality,
        "heat": each.heat,
        "amp": (each.amp_url, each.amp_cdn_url),
    }


def of_csv(data: bytes) -> list[Fields]:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    return [
        {
            **row,
            "published": datetime.fromisoformat(row["published"]),
            "updated": datetime.fromisoformat(row["updated"]),
            "quality": float(row["quality"]) if row["quality"] else None,
            "heat": float(row["heat"]) if row["heat"] else None,
        }
        for row in rows
    ]


def should_csv(each: Article) -> Fields:
    provider = each.provider or Provider()
    image = each.images[0] if each.images else None
    return {
        "id": _guarded(each.id),
        "url": each.url,
        "original_url": each.original_url or "",
        "title": _guarded(each.title),
        "summary": _guarded(each.summary),
        "published": each.published,
        "updated": each.updated,
        "authors": _guarded(_joined(person.name for person in each.authors)),
        "provider_name": _guarded(provider.name or ""),
        "provider_domain": provider.domain or "",
        "provider_image_url": provider.image.url if provider.image else "",
        "topics": _guarded(_joined(each.topics)),
        "category": _guarded(each.category or ""),
        "type": _guarded(each.type or ""),
        "image_url": image.url if image else "",
        "image_width": str(image.width) if image and image.width else "",
        "image_height": str(image.height) if image and image.height else "",
        "related_urls": _joined(other.url for other in each.related),
        "quality": each.quality,
        "heat": each.heat,
        "amp_url": each.amp_url or "",
        "amp_cdn_url": each.amp_cdn_url or "",
    }


def _common(each: Article) -> Fields:
    return {
        "id": each.id,
        "url": each.url,
        "title": each.title,
        "summary": each.summary,
        "published": each.published,
        "updated": each.updated,
        "authors": [person.name for person in each.authors],
        "topics": list(each.topics),
        "category": each.category,
        "type": each.type,
    }


def _one(values: list[Any]) -> Any:
    """The one value there is, None where there is none."""
    assert len(values) <= 1
    return values[0] if values else None


def _media(holder: Element) -> list[tuple[Any, ...]]:
    pictures = holder.findall("{http://search.yahoo.com/mrss/}content")
    thumbnails = [each["url"] for each in attributes(holder, "media:thumbnail")]
    assert thumbnails == [each.get("url") for each in pictures[:1]]
    return [
        (each.get("url"), _pixels(each.get("width")), _pixels(each.get("height")), _one(texts(each, "media:title")))
        for each in pictures
    ]


def _pixels(written: str | None) -> int | None:
    return None if written is None else int(written)


def _pictures(each: Article) -> list[tuple[Any, ...]]:
    return [(image.url, image.width, image.height, image.title) for image in each.images]


def _joined(values: Any) -> str:
    return "|".join(value.replace("|", "¦") for value in values)


def _guarded(text: str) -> str:
    """`'` wherever a cell may begin, before what would calculate, seen piece by piece."""
    if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text):
        return text
    pieces = re.split(r"(?<=[;\t\r\n])", text)
    calculates = [re.match(r"'*[^\S\t\r\n]*[=+\-@\t\r＝＋－＠]", each) is not None for each in pieces]
    return "".join(f"'{each}" if is_formula else each for each, is_formula in zip(pieces, calculates, strict=True))


FORMATS: Final[dict[str, tuple[Callable[[bytes], list[Fields]], Callable[[Article], Fields]]]] = {
    "rss": (of_rss, should_rss),
    "atom": (of_atom, should_atom),
    "json": (of_json, should_json),
    "csv": (of_csv, should_csv),
}


def differences(read: list[Fields], should: list[Fields]) -> list[str]:
    """Where a document says something else; short, since hypothesis asks very often."""
    if len(read) != len(should):
        return [f"{len(read)} articles, not {len(should)}"]
    return [
        f"{name}: {one.get(name)!r:.300}, not {other.get(name)!r:.300}"
        for one, other in zip(read, should, strict=True)
        for name in sorted(one.keys() | other.keys())
        if one.get(name) != other.get(name)
    ]


class TestArticles:
    """Whatever the model takes, every format carries."""

    @given(st.lists(articles(), max_size=5))
    @examples(0.8)
    def test_every_field_reads_back_equal(self, written: list[Article]) -> None:
        made = feed(*written)

        for name, (read, should) in FORMATS.items():
            assert differences(read(document(name, made)), [should(each) for each in written]) == [], name

    @given(st.lists(articles(), max_size=2))
    @examples(0.3)
    def test_the_same_feed_makes_the_same_bytes(self, written: list[Article]) -> None:
        for name in FORMATS:
            assert document(name, feed(*written)) == document(name, feed(*written)), name


# What files hold: front matter of any values, hostile text, and bodies of any kind.

HOSTILE: Final = (
    st.sampled_from(
        [
            *PIECES,
            "",
            " ",
            "\u200b",
            "\x00",
            "a\x07b",
            "\x1b[31m",
            "\x7f",
            "\x92",
            "\ud800",
            "a\udfffb",
            "\ufffe",
            "\uffff",
            "\u202eevil\u202c",
            "---",
            "...",
            "{{ x }}",
            "javascript:alert(1)",
            "data:text/html,x",
            "//example.org/x",
            "/rooted/relative",
            "../../etc/passwd",
            "https://user:secret@example.org/",
            "https://exämple.org/ä b|c",
            "https://example.org/a?b=1&#038;c=2",
            "ftp://example.org/",
            "https://",
            "http://[::1]/",
            "2021-08-24",
            "2021-02-30T00:00:00Z",
            "10000-01-01T00:00:00Z",
            "2021-08-24T07:30:00",
            "â€”",
            "ï»¿x",
            "nan",
            "1e999",
            "x" * 500,
        ]
    )
    | st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=4).map("".join)
    | st.text(max_size=20)
)
SCALAR: Final = (
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.dates() | st.datetimes() | HOSTILE
)
WRONG: Final = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(HOSTILE, inner, max_size=3), max_leaves=5
)


def _mostly(right: st.SearchStrategy[Any], hostile: st.SearchStrategy[Any] = WRONG) -> st.SearchStrategy[Any]:
    """Right in most cases, so that articles come through with one thing wrong."""
    return st.integers(0, 30).flatmap(lambda dice: right if dice else hostile)


ADDRESS: Final = URL | st.sampled_from(["/posts/ü x", "https://example.org/1", "https://example.org/2?a=1&amp;b=2"])
DATE: Final = st.sampled_from(
    ["2021-08-24T07:30:00Z", "2021-08-25T00:33:00+02:00", "2021-08-24", "1985-01-01T00:00:00Z", "2999-01-01T00:00:00Z"]
)
PICTURE: Final = st.fixed_dictionaries(
    {},
    optional={
        "url": _mostly(ADDRESS),
        "width": _mostly(st.integers(1, 99)),
        "height": _mostly(SIDE),
        "title": _mostly(TEXT),
    },
)
AUTHOR: Final = st.fixed_dictionaries(
    {}, optional={"name": _mostly(HOSTILE), "url": _mostly(ADDRESS), "images": st.lists(PICTURE, max_size=1)}
)
FRONT: Final = st.fixed_dictionaries(
    {"title": _mostly(HOSTILE), "publishedDateTime": _mostly(DATE), "webUrl": _mostly(ADDRESS)},
    optional={
        "id": _mostly(HOSTILE),
        "excerpt": _mostly(HOSTILE),
        "updatedDateTime": _mostly(DATE),
        "originalUrl": _mostly(ADDRESS),
        "ampWebUrl": _mostly(ADDRESS),
        "cdnAmpWebUrl": _mostly(ADDRESS),
        "type": _mostly(HOSTILE),
        "category": _mostly(HOSTILE),
        "quality": _mostly(st.integers(0, 999) | st.floats(0, 99)),
        "heat": _mostly(st.floats(-99, 99)),
        "published": _mostly(st.just(True)),
        "removed": _mostly(st.just(False)),
        "provider": _mostly(
            st.fixed_dictionaries(
                {},
                optional={
                    "name": _mostly(HOSTILE),
                    "domain": _mostly(st.just("wired.com"), HOSTILE),
                    "images": _mostly(st.lists(PICTURE, max_size=2)),
                    "authors": _mostly(st.lists(AUTHOR, max_size=3)),
                },
            )
        ),
        "topics": _mostly(st.lists(HOSTILE, max_size=4)),
        "images": _mostly(st.lists(PICTURE, max_size=3)),
        "related": _mostly(
            st.lists(
                st.fixed_dictionaries(
                    {}, optional={"webUrl": ADDRESS, "title": HOSTILE, "quality": _mostly(st.integers(0, 9))}
                ),
                max_size=7,
            )
        ),
        "featuredContent": _mostly(HOSTILE),
        "secured": st.just("never-to-be-seen"),
        "mood": WRONG,
    },
)
MARKUP: Final = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:x">',
        "</a>",
        '<a href="../up">up</a>',
        "<iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ'></iframe>",
        "<table><tr><td>",
        "<svg><style>",
        "<b><i></b></i>",
        "<!-- x -->",
        "<![CDATA[x]]>",
        "# Heading\n",
        "\n\n- item\n",
        "[link](/root 'title')",
        "![image](</a b.jpg>)",
        "`code`",
        "\n\n```\n<pre>\n```\n",
        "| a |\n|---|\n| b |\n",
        "text ",
        "\n",
        "<MSFT.O>",
        "&nbsp;&#0;&#xD800;",
        "\x00",
    ]
)
BODY: Final = st.just("") | st.lists(MARKUP | HOSTILE, max_size=6).map("".join)
FILE: Final = st.tuples(_mostly(FRONT), BODY, st.sampled_from([".md", ".markdown", ".html"]), st.booleans())
WHOLE: Final = {"title": "T", "publishedDateTime": "2021-08-24T07:30:00Z", "webUrl": "https://example.org/1"}


def write(files: list[File], source: Path) -> None:
    """Files of front matter and body; what UTF-8 can't hold is written as an escape of YAML, or replaced."""
    for rank, (front, body, suffix, unicode) in enumerate(files):
        written = yaml.safe_dump(front, allow_unicode=unicode, sort_keys=False)
        text = f"---\n{written}---\n{body}"
        (source / f"{rank}{suffix}").write_bytes(text.encode("utf-8", "replace"))


def told_clearly(diagnostics: list[Diagnostic]) -> None:
    """Each names a rule of the docs, a file and what was seen, and holds nothing private."""
    for each in diagnostics:
        assert each.rule in RULES, each
        assert each.path, each
        assert each.message.strip(), each
        assert str(each).isprintable(), each
        assert "never-to-be-seen" not in f"{each} {each.before} {each.after}", each


def beside_is_right(out: Path, exported: list[Article]) -> None:
    """Each topic and author has a sound feed and a page, the list names them all, and nothing private is anywhere."""
    formats = {each.filename: each for each in registry.find_exporters(FORMATS)}
    named = etree.parse(out / "feeds.opml").getroot().iter("outline")
    paths = [Path(unquote(url.removeprefix(f"{SITE}feeds/"))) for each in named if (url := each.get("xmlUrl"))]
    assert sorted(out / each for each in paths) == sorted(out.rglob("atom.xml"))
    for path in (each for each in out.rglob("*") if each.is_file()):
        data = path.read_bytes()
        assert b"never-to-be-seen" not in data, path.name
        if exporter := formats.get(path.name):
            found = findings(data, exporter.media_type)
            assert [str(each) for each in found if each.level is Level.ERROR] == [], path.name
        if path.name == "index.html":
            assert data.count(b"<script") == data.count(b"</script") == 1
    for folder, values in (("topics", "topics"), ("by", "authors")):
        feeds = [json.loads(path.read_bytes())["items"] for path in (out / folder).glob("*/feed.json")]
        stand = {item["id"] for items in feeds for item in items}
        assert stand == {each.id for each in exported if getattr(each, values) or values == "authors"}


def exported_or_rejected(files: list[File]) -> None:
    """Run the whole pipeline over `files`."""
    with tempfile.TemporaryDirectory() as made:
        source, out = Path(made) / "articles", Path(made) / "out"
        source.mkdir()
        write(files, source)
        chosen = replace(load(source, site_url=SITE, out=out), feeds=FEEDS)
        wishes = RunOptions(sources=(source,), now=NOW, keep_going=True)

        judged, heard = plainly.Heard(), plainly.Heard()
        pipeline.validate(chosen, wishes, judged)
        told_clearly(judged.diagnostics)
        pipeline.export(chosen, wishes, heard)
        told_clearly(heard.diagnostics)

        outcomes = list(plainly.read(plainly.files(source), ArticleReader(require_site(chosen), chosen.timezone)))
        for each in outcomes:
            assert (each.kind == "rejected") == any(told.level is Level.ERROR for told in each.diagnostics)
        exported = plainly.unique(each.article for each in outcomes if each.article)
        errors = [told for told in heard.diagnostics if told.level is Level.ERROR]
        kinds = {each.kind for each in outcomes}
        if not exported and ("withdrawn" not in kinds or "rejected" in kinds):
            assert [told.rule for told in errors] == ["no-articles"]
            assert not out.exists()
            return
        assert [str(told) for told in errors] == []
        for exporter in registry.find_exporters(FORMATS):
            data = (out / exporter.filename).read_bytes()
            read, should = FORMATS[exporter.name]
            found = findings(data, exporter.media_type)
            assert [told for told in found if told.level is Level.ERROR] == []
            assert differences(read(data), [should(each) for each in plainly.newest(exported)]) == [], exporter.name
        beside_is_right(out, exported)


FEEDS: Final = tuple(FeedSettings(path=path, limit=0) for path in ("", "topics/{topic}", "by/{author}"))
EXAMPLES: Final[dict[str, list[File]]] = {
    "a title of 1 MB": [({**WHOLE, "title": "x" * 1_000_000}, "", ".md", True)],
    "an excerpt of 180 KB": [({**WHOLE, "excerpt": "<&]]> " * 30_000}, "", ".md", True)],
    "a body of 1 MB": [(WHOLE, "word " * 200_000, ".md", True)],
    "a lone surrogate": [({**WHOLE, "title": "a\ud800b"}, "", ".md", False)],
    "numbers that are none": [({**WHOLE, "quality": float("nan"), "heat": float("inf")}, "", ".md", True)],
    "one id in two files": [({**WHOLE, "id": "a"}, "", ".md", True), ({**WHOLE, "id": "a"}, "x", ".html", True)],
    "an id that looks guarded": [({**WHOLE, "id": "'=1"}, "", ".md", True)],
    "nesting": [(WHOLE, "<p><div>" * 1_000, ".html", True)],
    "a deep list": [({**WHOLE, "mood": json.loads("[" * 90 + "]" * 90)}, "", ".md", True)],
    "all withdrawn": [({**WHOLE, "removed": True}, "", ".md", True)],
    "no mapping": [(["a"], "", ".md", True), ("a", "", ".md", True), (None, "", ".md", True)],
}


class TestFiles:
    """Whatever files hold: clear rejections, or outputs that nobody complains about and that read back equal."""

    @given(st.lists(FILE, min_size=1, max_size=3))
    @examples(1.5)
    def test_files_are_exported_or_rejected_clearly(self, files: list[File]) -> None:
        exported_or_rejected(files)

    @pytest.mark.parametrize("name", EXAMPLES)
    def test_so_are_these(self, name: str) -> None:
        exported_or_rejected(EXAMPLES[name])
