"""Hostile and broken bytes: refused in bounded time, never by an exception that nobody expects."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exporters.checks.markup import html_findings
from exporters.checks.parsed_json import json_value
from exporters.checks.parsed_xml import MOST_ATTRIBUTES, UnreadableDocumentError, XmlElement, xml
from exporters.checks.run import findings

KEYS = "version items authors author tags url content_html date_published attachments _x id".split()
TYPES = [
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "text/csv",
    "application/csvm+json",
    "application/xml",
    "application/json",
    "text/html",
    "image/png",
]


MARKUP = st.recursive(  # <a>, <b>, comments, instructions and text, within each other
    st.sampled_from(["", " ", "x", "<!-- <a/> -->", "<?a?>", "<a/>", "<b></b>"]),
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format, st.sampled_from(["a", "item"]), st.lists(inner, max_size=4).map("".join)
    ),
)


def shape(node: XmlElement) -> object:
    return node.name, node.text, list(map(shape, node.children))


def lxml_shape(element: etree._Element) -> object:
    return element.tag, element.text or "", list(map(lxml_shape, element.iterchildren(etree.Element)))


def refusal(data: bytes) -> tuple[str, int]:
    with pytest.raises(UnreadableDocumentError) as caught:
        xml(data)
    return caught.value.finding.rule, caught.value.finding.line


class TestXml:
    """XML 1.0, read without network, DTD or entities."""

    def test_of_very_many_attributes_the_first_are_looked_at(self) -> None:
        names = [f"a{number}" for number in range(50_000)]
        written = " ".join(f'{name}="1"' for name in names)

        parsed = xml(f"<rss {written}/>".encode())

        assert list(parsed.root.attributes) == names[:MOST_ATTRIBUTES]

    def test_a_name_has_the_well_known_prefix_whatever_the_document_says(self) -> None:
        parsed = xml(
            b'<rss xmlns:x="http://purl.org/dc/elements/1.1/"><channel><item><x:creator/></item></channel></rss>'
        )

        assert [node.path for node in parsed.nodes] == ["rss", "channel", "item[1]", "item[1]/dc:creator"]

    @given(MARKUP)
    def test_each_element_stands_in_its_parent(self, markup: str) -> None:
        data = f"<root>{markup}</root>".encode()
        parsed = xml(data)

        parser = etree.XMLParser(remove_comments=True, remove_pis=True)
        assert shape(parsed.root) == lxml_shape(etree.fromstring(data, parser))
        assert parsed.nodes == list(parsed.root.walk())
        assert [node for node in parsed.nodes if not node.text.strip()] == parsed.blank
        for node in parsed.nodes:
            assert node.firsts == {child.name: child for child in reversed(node.children)}

    def test_text_goes_on_behind_a_comment_and_through_cdata(self) -> None:
        assert xml(b"<a>x<!-- y --><![CDATA[<z>]]></a>").root.text == "x<z>"

    def test_lines_are_right_beyond_65535(self) -> None:
        assert xml(b"<a>" + b"\n" * 70_000 + b"<b/></a>").nodes[1].line == 70_001

    def test_entities_are_refused_before_they_grow(self) -> None:
        bomb = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 1000 + b'">]><a c="' + b"&b;" * 1000 + b'"/>'

        assert refusal(b'<?xml version="1.0"?>\n<!-- c -->\n' + bomb) == ("xml-doctype", 3)

    def test_a_subset_behind_a_quoted_bracket_is_seen(self) -> None:
        assert refusal(b'<!DOCTYPE a SYSTEM ">" [<!ENTITY b "c">]><a>&b;</a>') == ("xml-doctype", 1)

    def test_a_subset_in_utf_7_is_seen(self) -> None:
        head = '<?xml version="1.0" encoding="utf-16"?>'

        assert refusal((head + '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>').encode("utf-16"))[0] == "xml-doctype"
        assert refusal(b'<?xml version="1.0" encoding="utf-7"?><a/>') == ("xml-not-wellformed", 1)

    def test_an_outside_file_is_not_read(self) -> None:
        parsed = xml(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a>&b;c</a>')

        assert (parsed.doctype, parsed.root.text, parsed.root.children) == (True, "", [])

    @pytest.mark.parametrize("data", [b"<a:b/>", b"<a>\x00</a>", b"<a>&nbsp;</a>", b"<a/><b/>", b"<a b='1' b='2'/>"])
    def test_what_is_not_well_formed_is_refused(self, data: bytes) -> None:
        assert refusal(data) == ("xml-not-wellformed", 1)

    def test_the_line_of_a_wrong_byte_is_told(self) -> None:
        assert refusal(b"<a>\n\xff</a>") == ("xml-not-wellformed", 2)

    def test_deep_nesting_is_refused(self) -> None:
        assert refusal(b"<a>" * 100_000 + b"</a>" * 100_000)[0] == "xml-not-wellformed"

    def test_another_encoding_is_read_and_told(self) -> None:
        head = '<?xml version="1.0" encoding="ISO-8859-1"?>'
        data = f'{head}<rss version="2.0"><channel><title>\xfc</title></channel></rss>'.encode("latin-1")

        assert xml(data).root.children[0].value("title") == "ü"
        assert "xml-not-utf8" in {found.rule for found in findings(data, "application/rss+xml")}


class TestJson:
    """RFC 8259, read strictly."""

    @pytest.mark.parametrize(
        ("data", "rule"),
        [
            (b"[" * 100_000, "json-not-wellformed"),
            (b"1" * 5_000, "json-not-wellformed"),
            (b'"\xff"', "json-not-wellformed"),
            (b"[-Infinity]", "json-number-unreal"),
            (b'{"a": {"b": 1, "b": 1}}', "json-key-repeated"),
            (b"\xef\xbb\xbf{}", "json-byte-order-mark"),
        ],
    )
    def test_what_parsers_take_differently_is_refused(self, data: bytes, rule: str) -> None:
        with pytest.raises(UnreadableDocumentError) as caught:
            json_value(data)

        assert caught.value.finding.rule == rule


class TestAnyBytes:
    """Findings, never an exception."""

    @given(data=st.binary() | st.text().map(str.encode), media_type=st.sampled_from(TYPES))
    def test_any_bytes_are_judged(self, data: bytes, media_type: str) -> None:
        assert isinstance(findings(data, media_type), list)

    @given(
        st.dictionaries(
            st.sampled_from(KEYS),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inside),
            ),
        )
    )
    def test_any_json_object_is_judged(self, value: dict[str, object]) -> None:
        assert isinstance(findings(json.dumps(value).encode(), "application/feed+json"), list)

    @given(st.text(alphabet="<>/!-= \"'abp#&;:\n"))
    def test_any_html_is_judged(self, text: str) -> None:
        assert len({found.rule for found in html_findings(text)}) == len(html_findings(text))
