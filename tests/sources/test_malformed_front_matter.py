"""Front matter that is wrong, in each of its formats: one clear error at its place."""

import gzip
from pathlib import Path
from typing import Any, Final

import pytest

from exporters.errors import ArticleError
from exporters.sources import frontmatter
from exporters.sources.frontmatter import FrontMatterFormat
from tests.plainly import files, read
from tests.sources.making import SITE, file
from tests.sources.malformed import PNG, are_clear, case

F = FrontMatterFormat
GOOD: Final = {  # é stands where bytes are wrong
    F.YAML: "---\ntitle: Café\n---\nBody\n",
    F.TOML: '+++\ntitle = "Café"\n+++\nBody\n',
    F.JSON: '{"title": "Café"}\nBody\n',
    F.HEADER: "Title: Café\nDate: x\n\nBody\n",
    F.NIKOLA: ".. title: Café\n.. date: x\n\nBody\n",
    F.HTML: "<html><head><title>Café</title></head>\n<body>x</body></html>",
}


def value(format_: FrontMatterFormat, data: bytes) -> Any:
    """The fields of a file whose front matter has that format."""
    text = frontmatter.with_line_feeds(frontmatter.decode(data))
    return frontmatter.read_front_matter(frontmatter.split_article(text, (format_,))).value


def told(format_: FrontMatterFormat, data: bytes) -> list[str]:
    """The problems of a file whose front matter has that format."""
    with pytest.raises(ArticleError) as caught:
        value(format_, data)
    assert all(each.message and each.fix for each in caught.value.diagnostics)
    return [
        " ".join(filter(None, (f"{each.line}:{each.column}", each.rule, each.message)))
        for each in caught.value.diagnostics
    ]


def replaced(text: str, data: bytes) -> bytes:
    return text.encode().replace("é".encode(), data)


@pytest.mark.parametrize("format_", GOOD)
class TestBytes:
    """What is wrong with the bytes is told before anything is read."""

    @pytest.mark.parametrize(
        "data",
        [
            case("Latin-1", b"\xe9"),
            case("Windows-1252", b"\x80"),
            case("half a surrogate pair", b"\xed\xa0\xbd"),
            case("more bytes than a letter needs", b"\xc0\xaf"),
            case("five bytes", b"\xf8\x88\x80\x80\x80"),
            case("a number of no character", b"\xf4\x90\x80\x80"),
            case("half a character", b"\xc3"),
            case("the end of a character", b"\xa9"),
        ],
    )
    def test_a_byte_that_is_not_utf_8(self, format_: FrontMatterFormat, data: bytes) -> None:
        before, _, _ = GOOD[format_].partition("é")
        place = f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"

        assert told(format_, replaced(GOOD[format_], data)) == [
            f"{place} not-utf-8 the byte 0x{data[0]:02X} is not UTF-8"
        ]

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
    def test_another_encoding(self, format_: FrontMatterFormat, encoding: str) -> None:
        assert told(format_, GOOD[format_].encode(encoding)) == ["1:1 not-utf-8 a file in UTF-16 or UTF-32"]

    @pytest.mark.parametrize(
        "data", [PNG, gzip.compress(b"x", mtime=0), b"PK\x03\x04\x14\x00\xff", b"\xff\xd8\xff\xe0"]
    )
    def test_a_file_of_another_kind(self, format_: FrontMatterFormat, data: bytes) -> None:
        assert told(format_, data)[0].startswith("1:1 content-foreign ")

    @pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n"])
    def test_an_empty_file(self, format_: FrontMatterFormat, data: bytes) -> None:
        assert told(format_, data) == ["1:1 front-matter-missing an empty file"]

    @pytest.mark.parametrize("data", [b"words\n", b"%PDF-1.7\n", b"<svg/>\n", b"<?php x\n", b"[1]\n"])
    def test_other_text(self, format_: FrontMatterFormat, data: bytes) -> None:
        assert told(format_, data) == ["1:1 front-matter-missing no front matter"]

    def test_a_file_of_9_mib(self, format_: FrontMatterFormat) -> None:
        assert told(format_, GOOD[format_].encode() + b"x" * (9 << 20))[0].startswith("1:1 file-too-large ")

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_each_end_of_a_line_is_right(self, format_: FrontMatterFormat, end: str) -> None:
        data = b"\xef\xbb\xbf" + GOOD[format_].replace("\n", end).encode()

        assert value(format_, data)["title"] == "Café"


NO_PAIR = "header-syntax a line that is not a key with a value"
HEADER = [  # the second line of a header
    *(
        case(name, line, f"2:1 {NO_PAIR}")
        for name, line in (
            ("words", "words"),
            ("a key alone", "Date"),
            ("an equals sign", "Date = b"),
            ("no key", ": b"),
            ("a key of two words", "Two words: b"),
            ("a key in quotes", '"Date": b'),
            ("a letter that is not of ASCII", "Дата: b"),
            ("a wide colon", "Date：b"),
            ("a no-break space", "\u00a0Date: b"),
            ("three spaces", "   more"),
            ("a tab", "\tmore"),
            ("a comment", "# b"),
            ("a list", "- b"),
            ("JSON", "{x: 1}"),
            ("TOML", "+++"),
            ("HTML", "<b>"),
            ("100,000 letters", "k" * 100_000),
        )
    ),
    case("a key twice", "Title: b", "2:1 key-repeated appears twice"),
    case("a key twice in other capitals", "TITLE: b", "2:1 key-repeated appears twice"),
    case("NUL", "Date: \x00", "2:7 header-syntax the character U+0000"),
]
NIKOLA = [  # the second line of a header
    *(
        case(name, line, f"2:1 {NO_PAIR}")
        for name, line in (
            ("words", "words"),
            ("no dots", "date: b"),
            ("one dot", ". date: b"),
            ("three dots", "... date: b"),
            ("an ellipsis", "… date: b"),
            ("no space behind the dots", "..date: b"),
            ("no space behind the colon", ".. date:b"),
            ("no colon", ".. date b"),
            ("a wide colon", ".. date：b"),
            ("an equals sign", ".. date = b"),
            ("dots alone", ".."),
            ("colons alone", "::"),
            ("spaces", "   more"),
            ("a list", "- b"),
            ("the end of a comment that did not begin", "-->"),
            ("HTML", "<b>"),
        )
    ),
    case("no key", ".. : b", "2:1 header-syntax a line without a key"),
    case("a key twice", ".. title: b", "2:4 key-repeated appears twice"),
    case("NUL", ".. date: \x00", "2:10 header-syntax the character U+0000"),
]
PAGES = [
    case("a title that is not closed", "<html><head><title>a<body>", "1:13 header-syntax a <title> that is not closed"),
    case(
        "a title closed by another tag",
        "<html><title>a</titel><body>",
        "1:7 header-syntax a <title> that is not closed",
    ),
    case(
        "a title closed by half a tag", "<html><title>a</title <body>", "1:7 header-syntax a <title> that is not closed"
    ),
    case("100,000 titles", "<html>" + "<title>" * 100_000 + "<body>", "1:7 header-syntax a <title> that is not closed"),
    case("a comment that is not closed", "<html><!-- <body>", "1:7 header-syntax a comment that is not closed"),
    case("quotes that are not closed", "<html><meta name='a><body>", "1:7 header-syntax a <meta> that is not closed"),
    case("quotes over lines", '<html><meta name="a\n<body>', "1:7 header-syntax a <meta> that is not closed"),
    case("a tag that is not closed", "<html>\n<meta <body>", "2:1 header-syntax a <meta> that is not closed"),
    case("a value without name", "<html><meta name=a =b><body>", "1:7 header-syntax a <meta> that is not closed"),
    case("quotes without name", "<html><meta 'a'><body>", "1:7 header-syntax a <meta> that is not closed"),
    case("NUL in a value", "<html><meta name=a content=\x00><body>", "1:7 header-syntax the character U+0000"),
    case("NUL in a name", "<html><meta name='a\x00' content=b><body>", "1:7 header-syntax the character U+0000"),
    case("NUL in a title", "<html><title>\x00</title><body>", "1:7 header-syntax the character U+0000"),
    case("no body", "<html><head></head>", "1:20 front-matter-open no <body>"),
    case("a body that is not closed", "<html><title>a</title><body", "1:28 front-matter-open no <body>"),
    case("a doctype alone", "<!DOCTYPE html>", "1:16 front-matter-open no <body>"),
    case("100,000 attributes", "<html><meta " + "a " * 100_000, "1:200012 front-matter-open no <body>"),
]


GROWING: Final = "".join(f"k{n}: &k{n} [{', '.join(([f'*k{n - 1}'] if n else ['x']) * 9)}]\n" for n in range(10))
YAML = [  # the third line of a file
    case("a tab before a key", "\ttitle: x", "3:1 yaml-tab"),
    case("a tab in a nested key", "a:\n\tb: c", "4:1 yaml-tab"),
    case("a colon in a value", "title: a: b", "3:9 yaml-syntax"),
    case("a colon at the end of a value", "title: a:\nb: c", "3:9 yaml-syntax"),
    case("a value that begins with @", "title: @x", "3:8 yaml-syntax"),
    case("a value that begins with a backquote", "title: `x`", "3:8 yaml-syntax"),
    case("a value that begins with a percent sign", "title: %x", "3:8 yaml-syntax"),
    case("a star without anchor", "title: *x", "3:8 yaml-syntax"),
    case("a star alone", "title: *", "3:8 yaml-syntax"),
    case("an ampersand alone", "title: & b", "3:8 yaml-syntax"),
    case("double quotes that are not closed", 'title: "x', "3:8 yaml-syntax"),
    case("single quotes that are not closed", "title: 'x", "3:8 yaml-syntax"),
    case("text behind quotes", 'title: "a" b', "3:12 yaml-syntax"),
    case("an apostrophe in single quotes", "title: 'It's'", "3:12 yaml-syntax"),
    case("quotes in quotes", 'title: "a "b" c"', "3:12 yaml-syntax"),
    case("an escape that nobody knows", 'title: "C:\\path"', "3:11 yaml-syntax"),
    case("half an escape", 'title: "\\u12"', "3:11 yaml-syntax"),
    case("a list that is not closed", "tags: [a, b", "3:7 yaml-syntax"),
    case("a list closed by a brace", "tags: [a, b}", "3:7 yaml-syntax"),
    case("a list without commas", "tags: [a: b c: d]", "3:7 yaml-syntax"),
    case("a mapping that is not closed", "image: {url: x", "3:8 yaml-syntax"),
    case("a mapping closed by a bracket", "image: {url: x]", "3:8 yaml-syntax"),
    case("two braces, as in a template", "title: {{ page.title }}", "3:9 yaml-key"),
    case("a template mark at the beginning", "title: {% x %}", "3:9 yaml-syntax"),
    case("a closing brace", "title: }", "3:8 yaml-syntax"),
    case("a closing bracket", "title: ]", "3:8 yaml-syntax"),
    case("a key without colon", "title: x\nwords", "4:1 yaml-syntax"),
    case("a key without space", "title:x\nb: c", "3:1 yaml-syntax"),
    case("words before the keys", "words\ntitle: x", "3:1 yaml-syntax"),
    case("a key that is indented", "title: x\n  b: c", "4:4 yaml-syntax"),
    case("a key that is indented less", "  title: x\nb: c", "3:8 yaml-syntax"),
    case("a list entry that is indented less", "a:\n    - b\n  - c", "5:3 yaml-syntax"),
    case("a list and keys", "title: x\n- b", "4:1 yaml-syntax"),
    case("a list in place of keys", "- a\n- b", "3:1 yaml-syntax"),
    case("text in place of keys", "only words", "3:1 yaml-syntax"),
    case("a number in place of keys", "7", "3:1 yaml-syntax"),
    case("a key twice", "title: x\ntitle: y", "4:1 key-repeated"),
    case("a key twice within", "a: {b: 1, b: 2}", "3:11 key-repeated"),
    case("a key that is a list", "[a]: b", "3:1 yaml-key"),
    case("a key that is a mapping", "{a: b}: c", "3:1 yaml-key"),
    case("a long text without indent", "a: |\nwords\nb: c", "4:1 yaml-syntax"),
    case("a mark of a long text with words", "a: | words", "3:4 yaml-syntax"),
    case("a wrong mark of a long text", "a: |x\n  b", "3:4 yaml-syntax"),
    case("a tag of Python", "a: !!python/object:os.system x", "3:4 yaml-tag"),
    case("a tag of its own", "a: !secret x", "3:4 yaml-tag"),
    case("an unknown directive", "%FOO\n", "3:5 yaml-syntax"),
    case("a colon alone", ": b", "3:1 yaml-syntax"),
    case("100 lists in each other", "a: " + "[" * 100, "3:67 yaml-nesting"),
    case("100,000 lists in each other", "a: " + "[" * 100_000, "3:67 yaml-nesting"),
    case("aliases that grow", GROWING, "8:5 yaml-alias"),
    case("an alias of itself", "a: &a [*a]", "3:4 yaml-alias"),
    case("a merge of text", "<<: x\n", "3:5 yaml-merge"),
]


class TestYaml:
    """YAML that means nothing, or nothing safe; test_front_formats has the tables of TOML and JSON."""

    @pytest.mark.parametrize(("text", "problem"), YAML)
    def test_it_is_one_error_at_its_place(self, text: str, problem: str) -> None:
        from exporters.sources.parse import ArticleReader

        made = ArticleReader(SITE).read(f"---\nid: a\n{text}\n---\nBody\n".encode(), "posts/x.md")

        assert made.kind == "rejected"
        assert [f"{each.path} {each.line}:{each.column} {each.rule}" for each in made.diagnostics] == [
            f"posts/x.md {problem}"
        ]
        assert are_clear([made])


class TestLines:
    """Formats in which every value is text."""

    @pytest.mark.parametrize(("line", "problem"), HEADER)
    def test_a_header(self, line: str, problem: str) -> None:
        assert told(F.HEADER, f"Title: a\n{line}\nLast: b\n\nBody".encode()) == [problem]

    @pytest.mark.parametrize(
        ("opening", "line", "problem"),
        [
            pytest.param(opening, *each.values, id=f"{opening}{each.id}")
            for opening in ("", "<!-- ")
            for each in NIKOLA
            if not opening or each.values[0] != "-->"  # which would end the comment
        ],
    )
    def test_nikola(self, opening: str, line: str, problem: str) -> None:
        closing = "\n-->" if opening else ""

        assert told(F.NIKOLA, f"{opening}.. title: a\n{line}\n.. last: b{closing}\n\nBody".encode()) == [problem]

    @pytest.mark.parametrize(("page", "problem"), PAGES)
    def test_a_page(self, page: str, problem: str) -> None:
        assert told(F.HTML, page.encode()) == [problem]

    @pytest.mark.parametrize("format_", [F.HEADER, F.NIKOLA])
    def test_every_line_is_told(self, format_: FrontMatterFormat) -> None:
        first = GOOD[format_].partition("\n")[0]
        problems = told(format_, f"{first}\nx\ny\n{first}\n\nBody".encode())

        assert [each.split()[1] for each in problems] == ["header-syntax", "header-syntax", "key-repeated"]


def test_a_bad_file_hides_no_other(tmp_path: Path) -> None:
    from exporters.sources.parse import ArticleReader

    bad = [
        PNG,
        b"",
        b"\xff\xfe",
        gzip.compress(b"x", mtime=0),
        b"---\n",
        *(replaced(text, b"\xe9") for text in GOOD.values()),
    ]
    for number, data in enumerate(bad):
        (tmp_path / f"{number:02}.md").write_bytes(data)
    (tmp_path / "z.md").write_bytes(file())
    outcomes = list(read(files(tmp_path), ArticleReader(SITE)))

    assert [each.kind for each in outcomes] == ["rejected"] * len(bad) + ["article"]
