"""Why a document is no XML stands in plain words, with line and column; encodings and marks are compared."""

from typing import Final

import pytest

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import xml
from exporters.lint.lint import lint

HEAD: Final = b'<?xml version="1.0"?>\n<rss version="2.0"><channel>\n'
END: Final = b"\n</channel></rss>"
RSS: Final = '<rss version="2.0"><channel><title>é</title></channel></rss>'


def broken(body: str) -> Finding:
    """The finding about the XML of a channel with that content."""
    found = [each for each in lint(HEAD + body.encode() + END) if each.rule == "xml-not-wellformed"]
    return found[0]


def rules(data: bytes) -> set[str]:
    return {each.rule for each in lint(data)}


class TestBeginnings:
    """A document that is cut says where it ends, though nobody knows its kind."""

    @pytest.mark.parametrize(
        ("text", "column", "message"),
        [
            ('<?xml version="1.0"?><rss', 22, 'the document ends within its first tag, "<rss"'),
            ('<rss version="2.', 1, 'the document ends within its first tag, "<rss version="2."'),
            ("<rdf:R", 1, 'the document ends within its first tag, "<rdf:R"'),
            ('<?xml version="1.0"?>', 22, "the document ends before its first element"),
            ("<?xml ver", 1, "a processing instruction that never ends"),
            ("<!-- made by", 1, "a comment that never ends"),
            ('<!DOCTYPE rss PUBLIC "-//N', 22, "the document ends within its DOCTYPE"),
            ('{"version": "https://json', 13, 'a text without " at its end'),
            ('{"title": "T",', 15, "the text ends within the object that begins in line 1"),
            ("[{", 3, "the text ends within the object that begins in line 1"),
        ],
    )
    def test_of_a_cut_document(self, text: str, column: int, message: str) -> None:
        (found,) = lint(text.encode())

        assert (found.line, found.column, found.message) == (1, column, message)
        assert found.rule in {"xml-not-wellformed", "json-not-wellformed"}

    def test_wherever_a_feed_is_cut_nobody_calls_it_unknown(self) -> None:
        for length in range(1, len(HEAD)):
            assert "document-unknown" not in rules(HEAD[:length]), HEAD[:length]

    @pytest.mark.parametrize("text", ["<svg>", '{"a": 1}', "{% if x %}", "[section]"])
    def test_what_is_no_feed_stays_so(self, text: str) -> None:
        assert rules(text.encode()) == {"document-unknown"}


class TestWords:
    """XML 1.0: what is wrong, and what would be right."""

    @pytest.mark.parametrize(
        ("body", "column", "message", "fix"),
        [
            ("AT&T", 3, 'an & that is not escaped: "&T\\n</channel></rss>"', "write &amp;"),
            ("1 < 2", 3, 'a < that is not escaped: "< 2\\n</channel></rss>"', "write &lt;"),
            ("a&nbsp;b", 2, "the entity &nbsp;, which is of HTML, not of XML", "write &#160;"),
            ("a&euro;b", 2, "the entity &euro;, which is of HTML, not of XML", "write € or &#8364;"),
            ("a&price;b", 2, "the unknown entity &price;", "write &amp;price; if it is text"),
            ("<b><i></b>", 7, "<i>, opened at 3:4, is not closed before </b>", "write </i>"),
            ("<B></b>", 4, "</b> closes <B>, opened at 3:1", "write both in the same letters"),
            ("<b></i></b>", 4, "</i> closes nothing: <b>, opened at 3:1, is open", "remove it, or write </b>"),
            ("<b x=1/>", 6, 'the value of x has no quotes: "1/>\\n</channel></rss>"', 'write name="value"'),
            ("<b x/>", 5, "the attribute x has no value", 'write x="…", or remove it'),
            ("<b x='1'y='2'/>", 9, "no space between two attributes", "write a space"),
            ("<b x='a<b'/>", 8, "a < in the value of an attribute", "write &lt;, or close the quotes"),
            ("<b x='1' x='2'/>", 10, "the attribute x twice in one tag", "keep one"),
            ("a\x0b", 2, "the character U+000B, which XML forbids", "remove it"),
            ("&#0;", 1, "&#0;, a character that XML forbids", "remove it"),
            ("a ]]> b", 5, "]]> in text", "write ]]&gt;"),
            ("<!-- a -- b -->", 10, "-- within a comment", "write - - or remove it"),
            ("<!-- a", 1, "a comment that never ends", "write -->"),
            ("<dc:date/>", 1, "the prefix dc is not declared", 'write xmlns:dc="…" in the first tag'),
            (
                '<?xml version="1.0"?>',
                1,
                "an XML declaration within the document",
                "write it once, at the very beginning",
            ),
        ],
    )
    def test_of_a_fault(self, body: str, column: int, message: str, fix: str) -> None:
        found = broken(body)

        assert (found.line, found.column, found.message, found.fix) == (3, column, message, fix)

    def test_white_space_before_the_declaration(self) -> None:
        found = lint(b"\n \n" + HEAD + END)[0]

        assert (found.line, found.message) == (3, "white space before the XML declaration")

    def test_the_end_is_lost(self) -> None:
        found = lint(HEAD + b"<title>One")[0]

        assert (found.line, found.column) == (3, 11)
        assert found.message == "the document ends, but <title>, opened at 3:1, is not closed"

    def test_a_byte_that_does_not_fit(self) -> None:
        found = lint(HEAD + "é".encode() + b"\xe9" + END)[0]

        assert (found.line, found.column, found.message) == (3, 2, "the byte 0xE9, which is not utf-8")

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    def test_two_bytes_a_character_without_a_mark(self, encoding: str) -> None:
        found = lint((HEAD + END).decode().encode(encoding))[0]

        assert (found.line, found.column) == (1, 1)
        assert (found.message, found.fix) == ("UTF-16 without a byte order mark", "write UTF-8")

    def test_elements_that_are_never_closed_again(self) -> None:
        found = broken("<b>" * 3000 + "</b>" * 3000)

        assert (found.line, found.message) == (3, "more than 2,048 elements within each other")

    def test_columns_are_characters(self) -> None:
        assert broken("Ä𝄞 & b").column == 4


class TestEncodings:
    """XML 1.0 §4.3.3: the declaration says what the bytes are."""

    @pytest.mark.parametrize(
        ("declared", "written", "differs"),
        [
            ("utf-8", "utf-8-sig", False),
            ("utf8", "utf-8-sig", False),
            ("iso-8859-1", "utf-8-sig", True),
            ("us-ascii", "utf-8-sig", True),
            ("utf-16", "utf-16", False),
            ("utf-8", "utf-16", True),
            ("utf-16", "utf-8", True),
            ("iso-8859-1", "iso-8859-1", False),
        ],
    )
    def test_byte_order_mark_and_declaration(self, declared: str, written: str, differs: bool) -> None:
        found = rules(f'<?xml version="1.0" encoding="{declared}"?>{RSS}'.encode(written))

        assert ("xml-encoding-differs" in found) is differs
        assert "xml-not-wellformed" not in found


class TestSource:
    """What lint needs of the text beyond the tree."""

    def test_text_behind_a_child_has_its_place(self) -> None:
        parsed = xml(b"<a>\n  <b>1</b> x\n y\n  <b/>\n</a>", has_columns=True)

        assert [(text.element.name, text.text, text.line, text.column) for text in parsed.texts] == [("a", "x", 2, 12)]

    def test_prefixes_are_as_declared(self) -> None:
        parsed = xml(b'<a xmlns:m="http://search.yahoo.com/mrss/"><b xmlns="urn:x"/></a>', has_columns=True)

        assert [(each.prefix, each.address) for each in parsed.prefixes] == [
            ("m", "http://search.yahoo.com/mrss/"),
            ("", "urn:x"),
        ]

    def test_an_export_asks_for_none_of_it(self) -> None:
        parsed = xml(b'<a xmlns:m="urn:m"><b/> x</a>')

        assert (parsed.texts, parsed.prefixes) == ([], [])

    def test_entities_of_html_become_characters_where_a_doctype_names_them(self) -> None:
        data = b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a x="&auml;">&eacute;<![CDATA[&eacute;]]>&lt;&x;</a>'

        parsed = xml(data, has_columns=True)

        assert parsed.root.text == "é&eacute;<"
        assert parsed.root.attributes["x"] == "ä"
