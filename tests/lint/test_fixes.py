"""`--fix` repairs what has one right answer, patch by patch; the result has fewer findings and none new."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.checks.date_forms import to_rfc822, to_rfc3339
from exporters.lint.fixes.fix import fix_document
from exporters.lint.lint import lint
from tests.lint.test_lint import RSS

ADDRESS = "https://example.org/feed.xml"
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>{id}</id><updated>{updated}</updated>
<author><name>A</name></author></feed>"""


JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "content_text": %s}]}"""
UNREADABLE = {"xml-not-wellformed", "document-unknown"}


def fixed(text: str, address: str = "") -> str:
    """The document as it is fixed; the same if there is nothing to fix."""
    made = fix_document(text.encode(), address)
    return made.data.decode() if made else text


def rss(**values: str) -> str:
    """A feed whose item has these elements."""
    elements = {"title": "A", "guid": "https://example.org/1", **values}
    item = "".join(f"<{name}>{value}</{name}>" for name, value in elements.items())
    return RSS.decode().replace("<item><title>A</title>", f"<item>{item}</item>\n<item><title>A</title>")


class TestDates:
    """RFC 822 in RSS, RFC 3339 in Atom and JSON."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2021-08-24T07:30:00Z", "Tue, 24 Aug 2021 07:30:00 +0000"),
            ("2021-08-24 07:30 +02:00", "Tue, 24 Aug 2021 07:30:00 +0200"),
            ("Monday, 24 August 2021 7:30:00 GMT", "Tue, 24 Aug 2021 07:30:00 +0000"),
            ("August 24, 2021 07:30 PDT", "Tue, 24 Aug 2021 07:30:00 -0700"),
            ("Tue Aug 24 07:30:00 UTC 2021", "Tue, 24 Aug 2021 07:30:00 +0000"),
            ("24/08/2021 07:30 GMT", None),  # or the eighth of a 24th month
            ("2021-08-24T07:30:00", None),  # of no zone
            ("2021-08-24", None),
            ("Tue, 24 Aug 21 07:30:00 GMT", None),  # of no century
            ("Tue, 24 Aug 2021 07:30:00 A", None),  # RFC 1123 §5.2.14: military zones were defined backwards
            ("31 Feb 2021 07:30 GMT", None),
        ],
    )
    def test_as_rfc_822(self, text: str, expected: str | None) -> None:
        assert to_rfc822(text) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Tue, 24 Aug 2021 07:30:00 GMT", "2021-08-24T07:30:00Z"),
            ("2021-08-24 07:30:00+0200", "2021-08-24T07:30:00+02:00"),
            ("2021-08-24t07:30:00z", "2021-08-24T07:30:00Z"),
            ("yesterday", None),
        ],
    )
    def test_as_rfc_3339(self, text: str, expected: str | None) -> None:
        assert to_rfc3339(text) == expected

    def test_only_the_date_changes(self) -> None:
        before = rss(pubDate="2021-08-24T07:30:00Z")

        assert fixed(before) == before.replace("2021-08-24T07:30:00Z", "Tue, 24 Aug 2021 07:30:00 +0000")

    def test_of_a_json_feed(self) -> None:
        text = JSON % '"a",\n "date_published": "2021-08-24 07:30 UTC"'

        assert fixed(text) == text.replace("2021-08-24 07:30 UTC", "2021-08-24T07:30:00Z")


class TestCharacters:
    """What XML and JSON can't carry."""

    def test_white_space_and_a_mark_before_the_declaration(self) -> None:
        assert fixed("\ufeff\n " + RSS.decode()) == RSS.decode()

    def test_control_characters_and_references_to_them(self) -> None:
        assert fixed(rss(description="a\x0bb&#x1;c&#11;&#xA;")) == rss(description="abc&#xA;")

    def test_a_reference_in_character_data_is_text(self) -> None:
        assert fixed(rss(description="\x01<![CDATA[&#x1;]]>")) == rss(description="<![CDATA[&#x1;]]>")

    def test_a_line_end_in_a_string(self) -> None:
        text = JSON % '"a\nb"'

        assert fixed(text) == text.replace("\nb", "\\nb")


class TestTexts:
    """White space around values, two escapes."""

    def test_white_space_around_an_id(self) -> None:
        right = ATOM.format(id="https://example.org/", updated="2021-08-24T07:30:00Z")

        assert fixed(right.replace("<id>", "<id>\n  ").replace("Z</", "Z </")) == right

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("AT&amp;amp;T", "AT&amp;T"),
            ("a&amp;#8217;s &amp;nbsp;b", "a’s \xa0b"),
            ("<![CDATA[AT&amp;T]]>", "<![CDATA[AT&T]]>"),
        ],
    )
    def test_a_title_escaped_twice(self, before: str, after: str) -> None:
        assert fixed(rss(title=before)) == rss(title=after)

    def test_what_the_encoding_lacks_is_a_reference(self) -> None:
        text = '<?xml version="1.0" encoding="iso-8859-1"?>\n' + rss(title="é&amp;#8217;").partition("?>\n")[2]
        made = fix_document(text.encode("latin-1"))

        assert made is not None
        assert made.data == text.encode("latin-1").replace(b"&amp;#8217;", b"&#8217;")


class TestAddresses:
    """What people open is percent-encoded; a guid and an id stay as they are, whatever they look like."""

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("https://example.org/a b c", "https://example.org/a%20b%20c"),
            ("https://example.org/ü?q=a|b&amp;c='d'", "https://example.org/%C3%BC?q=a%7Cb&amp;c='d'"),
            ("<![CDATA[https://example.org/a b?c&d]]>", "<![CDATA[https://example.org/a%20b?c&d]]>"),
            ("https://exa mple.org/", "https://exa mple.org/"),
            ("https://example.org/50%", "https://example.org/50%"),
            ("https://example.org\\a b", "https://example.org\\a b"),
            ("/a b", "/a b"),
        ],
    )
    def test_of_a_link(self, before: str, after: str) -> None:
        assert fixed(rss(link=before, guid="tag:a", description="d")).count(f"<link>{after}</link>") == 1

    def test_of_attributes(self) -> None:
        song = """<enclosure url='https://example.org/it&apos;s "a" song.mp3' length="1" type="audio/mpeg"/>"""
        text = rss(description="d").replace("</guid></item>\n", f"</guid>{song}</item>\n", 1)

        assert "url='https://example.org/it&apos;s%20%22a%22%20song.mp3'" in fixed(text)

    def test_of_json(self) -> None:
        text = JSON % '"a", "url": "https://example.org/a \\"b\\"\\u00fc", "_x": "https://example.org/a b"'

        assert fixed(text) == text.replace('a \\"b\\"\\u00fc', "a%20%22b%22%C3%BC")

    @pytest.mark.parametrize(
        ("guid", "expected"),
        [
            ("<guid>tag:a</guid>", '<guid isPermaLink="false">tag:a</guid>'),
            ("<guid isPermaLink = 'true' >\ntag:a</guid>", "<guid isPermaLink = 'false' >"),
            ("<guid><![CDATA[tag:a]]></guid>", '<guid isPermaLink="false"><![CDATA[tag:a]]></guid>'),
            ("<guid isPermaLink='False'>tag:a</guid>", "<guid isPermaLink='false'>tag:a</guid>"),
            ("<guid isPermaLink='no'>tag:a</guid>", "<guid isPermaLink='no'>tag:a</guid>"),
            ("<guid>https://example.org/a?b&amp;c</guid>", "<guid>https://example.org/a?b&amp;c</guid>"),
        ],
    )
    def test_of_a_guid(self, guid: str, expected: str) -> None:
        text = rss(description="d").replace("<guid>https://example.org/1</guid>", guid, 1)

        assert expected in fixed(text)

    def test_of_a_link_that_is_the_guid_too(self) -> None:
        address = "https://example.org/a b"
        made = fixed(rss(guid=address, link=address, description="d"))

        assert f'<guid isPermaLink="false">{address}</guid>' in made
        assert "<link>https://example.org/a%20b</link>" in made


class TestSelfLink:
    """Where the address is known, the feed names it."""

    def test_of_rss(self) -> None:
        made = fixed(RSS.decode(), ADDRESS)

        assert '<rss xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">' in made
        assert f'<channel><atom:link rel="self" type="application/rss+xml" href="{ADDRESS}"/><title>' in made
        assert "self-link-missing" not in {each.rule for each in lint(made.encode())}

    def test_of_rss_with_another_prefix(self) -> None:
        text = RSS.decode().replace("<rss", "<rss xmlns:a='http://www.w3.org/2005/Atom'")

        assert f'<a:link rel="self" type="application/rss+xml" href="{ADDRESS}?a=1&amp;b=2"/>' in fixed(
            text, f"{ADDRESS}?a=1&b=2"
        )

    def test_of_atom(self) -> None:
        text = ATOM.format(id="https://example.org/", updated="2021-08-24T07:30:00Z")

        assert f'2005/Atom"><link rel="self" type="application/atom+xml" href="{ADDRESS}"/><title>' in fixed(
            text, ADDRESS
        )

    def test_of_a_json_feed(self) -> None:
        text = '{\n  "version": "https://jsonfeed.org/version/1.1", "title": "T", "items": []}'

        assert fixed(text, ADDRESS) == text.replace('1.1"', f'1.1",\n  "feed_url": "{ADDRESS}"')

    def test_without_address_it_stays(self) -> None:
        assert fix_document(RSS) is None


class TestResult:
    """Fewer findings, none new."""

    @given(st.data())
    def test_whatever_is_broken(self, data: st.DataObject) -> None:
        source = rss(pubDate="2021-08-24T07:30:00Z", title="AT&amp;amp;T")
        at = data.draw(st.integers(0, len(source)))
        part = data.draw(
            st.text(max_size=4) | st.sampled_from(["<item>", "</item>", "&amp;", "\x01", '"', "<![CDATA[", " "])
        )
        broken = (source[:at] + part + source[at:]).encode("utf-8", "replace")
        made = fix_document(broken, ADDRESS)

        if made is not None:
            before, after = lint(broken), lint(made.data)
            assert after == made.findings
            assert len(after) < len(before) or {each.rule for each in before} & UNREADABLE
            rules = Counter((each.rule, each.field) for each in after)
            assert not rules - Counter((each.rule, each.field) for each in before) or len(before) == 1

    def test_nothing_to_fix_is_nothing(self) -> None:
        assert fix_document(b"") is None
        assert fix_document(b"\xff") is None
