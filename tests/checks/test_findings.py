"""`findings`: the rules of a media type, told in document order."""

import json

import pytest

from exporters.checks.run import findings
from exporters.diagnostics.diagnostic import Level


def rules(data: bytes, media_type: str) -> list[str]:
    return [finding.rule for finding in findings(data, media_type)]


class TestMediaTypes:
    """A media type chooses its rules; an unknown one is judged by its suffix."""

    @pytest.mark.parametrize(
        ("data", "media_type", "expected"),
        [
            (b"<a/>", "text/xml", []),
            (b"<a/>", "image/svg+xml; charset=utf-8", []),
            (b"<a>", "application/xml", ["xml-not-wellformed"]),
            (b"<a>", "APPLICATION/X+XML", ["xml-not-wellformed"]),
            (b"[1]", "application/json", []),
            (b"[1", "application/ld+json", ["json-not-wellformed"]),
            ("ü".encode(), "text/plain", []),
            (b"\xfc", "text/plain", ["text-not-utf8"]),
            (b"\xfc", "application/zip", []),
            (b"", "application/zip", ["document-empty"]),
            (b"", "application/rss+xml", ["document-empty"]),
            (b"<!DOCTYPE html><html/>", "application/xhtml+xml", []),
        ],
    )
    def test_a_document_is_judged_by_its_type(self, data: bytes, media_type: str, expected: list[str]) -> None:
        assert rules(data, media_type) == expected


class TestOrder:
    """Document order, whichever rule found it."""

    def test_findings_in_xml_come_by_line(self) -> None:
        items = "".join(f"<item>\n<title/>\n<link>/{i}</link>\n<guid>{i}</guid>\n</item>\n" for i in range(12))
        found = findings(f'<rss version="2.0">\n<channel>\n{items}</channel>\n</rss>'.encode(), "application/rss+xml")

        assert [finding.line for finding in found] == sorted(finding.line for finding in found)
        assert len({finding.line for finding in found}) > 12

    def test_findings_in_json_come_by_item(self) -> None:
        items = [{"id": i, "url": "/", "content_text": "x"} for i in range(12)]
        found = findings(json.dumps({"items": items}).encode(), "application/feed+json")
        order = [finding.field.partition("]")[0] for finding in found if finding.field.startswith("items[")]

        assert order == [f"items[{i}" for i in range(12) for _ in range(2)]

    def test_a_finding_becomes_a_line_for_people(self) -> None:
        (found,) = findings(b"id,note\r\n1,=2+3\r\n", "text/csv")

        assert found.level is Level.ERROR
        assert str(found.as_diagnostic("out/feed.csv")) == (
            'out/feed.csv:2:1: error: note: a cell begins with "=": "=2+3"; put \' before it [csv-formula]'
        )


class TestEveryItem:
    """A rule looks at every item, not at the first alone."""

    def test_each_repeated_guid_is_told_with_the_first_that_had_it(self) -> None:
        item = "<item><title>t</title><description>d</description><guid isPermaLink='false'>x</guid></item>"
        data = f"<rss version='2.0'><channel>{item * 3}</channel></rss>".encode()
        found = [finding for finding in findings(data, "application/rss+xml") if finding.rule == "guid-repeated"]

        assert [finding.field for finding in found] == ["item[2]/guid", "item[3]/guid"]
        assert found[1].message == 'the guid "x" of item[1]/guid appears again'

    def test_an_empty_key_is_unknown_and_no_element_of_a_list(self) -> None:
        data = b'{"items": [{"id": "1", "content_text": "x", "": "y"}]}'
        found = [finding for finding in findings(data, "application/feed+json") if finding.field.startswith("items")]

        assert [(finding.rule, finding.field) for finding in found] == [("jsonfeed-key-unknown", "items[0].")]
