"""lint says what is wrong in a document that anybody wrote, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level
from exporters.lint.levels import lint_rules
from exporters.lint.lint import lint
from tests.cli.running import ROOT

RSS = b"""<?xml version="1.0"?>
<rss version="2.0">
  <channel><title>T</title><link>https://example.org/</link>
    <description>D</description>
    <item><title>A</title><description>a</description><guid>https://example.org/1</guid></item>
    <item><title>B</title><description>b</description>  <guid
      isPermaLink="true">https://example.org/1</guid></item>
  </channel>
</rss>
"""


def rules(findings: list[Finding]) -> set[str]:
    return {each.rule for each in findings}


def repeated(data: bytes) -> Finding:
    """The finding about the guid that two items have."""
    return next(each for each in lint(data) if each.rule == "guid-repeated")


class TestPlace:
    """Line and column are those where the start tag begins, on whatever line it ends."""

    def test_of_an_element(self) -> None:
        found = repeated(RSS)

        assert (found.field, found.line, found.column) == ("item[2]/guid", 6, 57)

    def test_columns_are_characters(self) -> None:
        found = next(
            each for each in lint(RSS.replace(b"<title>B", "<title>Ä𝄞".encode())) if each.rule == "guid-repeated"
        )

        assert (found.line, found.column) == (6, 58)

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
    def test_in_other_encodings(self, encoding: str) -> None:
        found = repeated(RSS.decode().encode(encoding))

        assert (found.line, found.column) == (6, 57)

    def test_without_columns_where_only_one_of_two_parsers_reads_it(self) -> None:
        """Spec: XML 1.0 §2.3: the fifth edition allows more letters in names than the fourth."""
        found = repeated(RSS.replace(b"<item>", "<item><\U00010400/>".encode()))

        assert (found.line, found.column) == (7, 0)

    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    def test_of_a_style_sheet(self, mark: str) -> None:
        data = RSS.replace(b"?>\n", b'?>\n\n  <?xml-stylesheet type="text/xsl" href="/a.xsl"?>\n', 1)
        found = next(each for each in lint(mark.encode() + data) if each.rule == "feed-stylesheet-xslt")

        assert (found.line, found.column) == (3, 3)


class TestOrder:
    """Findings come as a person reads the document, also where it is one long line."""

    @pytest.mark.parametrize(
        "text",
        [
            '<feed xmlns="http://www.w3.org/2005/Atom"><updated>x</updated><entry><link>y</link><pubDate/></entry></feed>',
            "<rss version='2.0'><channel><item><foo/><guid/><pubDate>x</pubDate></item><ttl>x</ttl></channel></rss>",
            "<urlset><url><foo/><loc>x</loc><lastmod/></url></urlset>",
            '{"items": [{"id": 1, "url": "/a", "foo": 1, "date_published": "x"}], "title": ""}',
        ],
    )
    def test_of_one_line(self, text: str) -> None:
        places = [(each.line, each.column) for each in lint(text.encode())]

        assert len(places) > 3
        assert places == sorted(places)


class TestBeginnings:
    """What stands before a feed is named."""

    @pytest.mark.parametrize(
        "before", ["<br />\n<b>Warning</b>: x in <b>a.php</b>", "Notice: undefined index x", "---\n---"]
    )
    def test_the_output_of_a_program(self, before: str) -> None:
        (found,) = lint(before.encode() + b"\n" + RSS)

        assert (found.rule, found.line, found.column) == ("xml-not-wellformed", 1, 1)
        assert found.message.startswith(f'text before the feed: "{" ".join(before.split())[:40]}')

    def test_an_element_of_another_kind_is_no_feed(self) -> None:
        assert rules(lint(b"<svg><rss-icon/><feedback/></svg>")) == {"document-unknown"}


class TestLevels:
    """What only Outfeed's own documents promise is no error in those of others."""

    def test_a_base_address_is_a_note(self) -> None:
        data = RSS.replace(b'version="2.0"', b'version="2.0" xml:base="https://example.org/"')

        assert [each.level for each in lint(data) if each.rule == "xml-base-used"] == [Level.NOTE]

    @pytest.mark.parametrize("name", ["seeds/rss.xml", "seeds/atom.xml", "seeds/feed.json", "seeds/feed.csv"])
    def test_our_own_documents_have_no_finding(self, name: str) -> None:
        assert lint((ROOT / "tests" / "golden" / name).read_bytes()) == []


class TestOther:
    """What is no feed is one finding."""

    @pytest.mark.parametrize("data", [b"<html>", b"<!doctype html><p>", b"hello", b'{"a": 1}', b"<svg/>"])
    def test_another_kind(self, data: bytes) -> None:
        assert [(each.rule, each.line) for each in lint(data)] == [("document-unknown", 1)]

    @pytest.mark.parametrize("data", [b"", b" \n"])
    def test_nothing(self, data: bytes) -> None:
        assert rules(lint(data)) == {"document-empty"}

    def test_more_than_readers_take(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("exporters.lint.lint.MOST_BYTES", len(RSS) - 1)

        assert rules(lint(RSS)) == {"document-large"}

    @given(st.data())
    def test_any_change_ends_in_findings(self, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(RSS)))
        new = data.draw(st.binary(max_size=8))
        end = data.draw(st.integers(at, min(len(RSS), at + 30)))

        assert rules(lint(RSS[:at] + new + RSS[end:])) <= lint_rules().keys()


class TestFixes:
    """A message says what to write in place of what was found, where that is known."""

    @pytest.mark.parametrize(
        ("inside", "rule", "fix"),
        [
            ("<author>Jane Doe (j@example.org)</author>", "rss-email-invalid", "write j@example.org (Jane Doe)"),
            ("<author>Jane &lt;j@example.org></author>", "rss-email-form", "write j@example.org (Jane)"),
            ("<author>j@example.org</author>", "rss-email-nameless", "write j@example.org (Jane Doe)"),
            ("<link>https://example.org/a b</link>", "feed-url-invalid", "write https://example.org/a%20b"),
            ("<pubDate>2021-08-24 7:30 PDT</pubDate>", "rfc822-date-invalid", "write Tue, 24 Aug 2021 07:30:00 -0700"),
            ("<pubDate>24.8.2021</pubDate>", "rfc822-date-invalid", "write it like Tue, 24 Aug 2021 07:30:00 +0000"),
            ("<pubDate>Tue, 24 Aug 21 07:30:00 GMT</pubDate>", "rfc822-year-short", "write four digits: 2021"),
            ("<pubDate>Tue, 24 Aug 2021 07:30:00 EDT</pubDate>", "rfc822-zone-named", "write it in digits: -0400"),
            ("<pubDate>Tue, 24 Aug 2021 07:30:00 UT</pubDate>", "rfc822-zone-named", "write it in digits: +0000"),
            (
                "<comments>&lt;style></comments>",
                "feed-url-invalid",
                "write an absolute http or https address, percent-encoded",
            ),
        ],
    )
    def test_of_an_item(self, inside: str, rule: str, fix: str) -> None:
        found = lint(RSS.replace(b"<title>A</title>", b"<title>A</title>" + inside.encode()))

        assert [each.fix for each in found if each.rule == rule] == [fix]

    @pytest.mark.parametrize(("name", "ends"), [("style", "remove it"), ("iframe", "by a link with its poster image")])
    def test_of_an_element_of_html(self, name: str, ends: str) -> None:
        found = lint(RSS.replace(b">a<", f">&lt;{name}>&lt;/{name}><".encode()))

        assert next(each.fix for each in found if each.rule == "html-element-unsafe").endswith(ends)
