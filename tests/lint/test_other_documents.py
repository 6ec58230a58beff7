"""XML documents that stand beside feeds are named; only their XML is judged."""

import pytest

from exporters.lint.lint import lint
from exporters.lint.recognition import read_root

OPENSEARCH = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- Search -->
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>Notes</ShortName></OpenSearchDescription>"""


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (OPENSEARCH, "an OpenSearch description"),
        (b'<kml xmlns="http://www.opengis.net/kml/2.2"/>', "a KML document"),
        (b'<a:service xmlns:a="http://www.w3.org/2007/app"/>', "an Atom service document"),
        (OPENSEARCH.decode().replace("UTF-8", "UTF-16").encode("utf-16"), "an OpenSearch description"),
    ],
)
def test_a_document_of_another_kind_is_a_warning_that_names_it(data: bytes, kind: str) -> None:
    assert [(each.rule, each.level, each.message) for each in lint(data)] == [
        ("document-unknown", "warning", f"{kind}, which lint does not judge")
    ]


@pytest.mark.parametrize("data", [b"<note/>", b'<service xmlns="urn:x"/>', b"<kml/>", b"<Error><Code>x</Code></Error>"])
def test_an_unknown_document_is_an_error(data: bytes) -> None:
    assert [(each.rule, each.level) for each in lint(data)] == [("document-unknown", "error")]


def test_its_xml_is_judged() -> None:
    found = lint(OPENSEARCH.replace(b"</ShortName>", b""))

    assert [(each.rule, each.level) for each in found] == [
        ("xml-not-wellformed", "error"),
        ("document-unknown", "warning"),
    ]


def test_the_root_of_what_is_no_xml() -> None:
    assert read_root(b'{"a": 1}') == ("", "")
