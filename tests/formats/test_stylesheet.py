"""The style sheet of feeds in XML: plain CSS, and the document below it is the same. Spec: xml-stylesheet."""

import re
from typing import Final

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from exporters.checks.run import findings
from exporters.model.article import Article
from exporters.model.feed import Feed
from tests.makers import article, document, feed
from tests.profiles import examples

TYPES: Final = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
CSS: Final = "https://example.org/feeds/feed.css"
PLAIN: Final = feed(article(), article(id="urn:2"))


def said(name: str, made: Feed) -> dict[str, str]:
    """What the one instruction before the root says, read as a browser does: like attributes. Spec: §3."""
    (found,) = etree.fromstring(document(name, made)).itersiblings(preceding=True)
    assert isinstance(found, etree._ProcessingInstruction)
    assert found.target == "xml-stylesheet"
    return {str(key): str(value) for key, value in etree.fromstring(f"<x {found.text}/>").attrib.items()}


@pytest.mark.parametrize("name", TYPES)
class TestStylesheet:
    """One instruction between the declaration and the root."""

    def test_it_is_css(self, name: str) -> None:
        assert said(name, replace(PLAIN, stylesheet=CSS)) == {"type": "text/css", "href": CSS}

    @pytest.mark.parametrize(
        "url", [f"{CSS}?a=1&b=2", f"{CSS}?it='s'", f"{CSS}?&lt;", f"{CSS}?%3F%3E", "https://xsl.example/a.xslt"]
    )
    def test_any_address_arrives_as_it_is_and_is_no_xslt(self, name: str, url: str) -> None:
        made = replace(PLAIN, stylesheet=url)

        assert said(name, made) == {"type": "text/css", "href": url}
        assert findings(document(name, made), TYPES[name]) == []

    @given(url=st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1))
    @examples(0.6)
    def test_no_text_ends_the_instruction_early(self, name: str, url: str) -> None:
        made = replace(PLAIN, stylesheet=url)

        assert said(name, made) == {"type": "text/css", "href": url}

    @pytest.mark.parametrize("entries", [(), (article(),)])
    def test_the_rest_stays_as_it_is(self, name: str, entries: tuple[Article, ...]) -> None:
        plain, made = feed(*entries), feed(*entries, stylesheet=CSS)
        lines = document(name, made).splitlines()

        assert [lines[0], *lines[2:]] == document(name, plain).splitlines()
        assert re.match(rb"<\?xml-stylesheet .*\?>$", lines[1])

    def test_without_one_there_is_no_instruction(self, name: str) -> None:
        assert b"xml-stylesheet" not in document(name, PLAIN)

    def test_readers_pass_over_it(self, name: str) -> None:
        parsed = feedparser.parse(document(name, replace(PLAIN, stylesheet=CSS)))

        assert not parsed.bozo
        assert len(parsed.entries) == 2


@pytest.mark.parametrize("name", ["json", "csv"])
class TestOtherFormats:
    """What is no XML has no style sheet."""

    def test_it_changes_nothing(self, name: str) -> None:
        assert document(name, replace(PLAIN, stylesheet=CSS)) == document(name, PLAIN)
