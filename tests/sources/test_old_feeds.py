"""Feeds as old programs wrote them, each by its specification, keep what they say."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from exporters.model.article import Article
from tests.sources.malformed import case
from tests.sources.test_rows import read, told

# The specification of Netscape: www.rssboard.org/rss-0-9-1-netscape
RSS_091 = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Acme</title><link>https://acme.example/</link><language>en</language>
<item><title>Café</title><link>https://acme.example/1</link><description>Short &amp; plain</description>
<pubDate>Fri, 13 Apr 2001 19:23:02 GMT</pubDate></item></channel></rss>""".encode("latin-1")
# The specification of UserLand: backend.userland.com/rss092
RSS_092 = """<rss version="0.92"><channel><title>Acme</title><link>https://acme.example/</link>
<item><title>Café</title><link>https://acme.example/1</link><description>Short &amp; plain</description>
<category domain="x">AI</category><enclosure url="https://acme.example/a.mp3" length="1069871" type="audio/mpeg"/>
<pubDate>13 Apr 2001 21:23:02 +0200</pubDate></item></channel></rss>"""
# The specification of the RSS-DEV group: web.resource.org/rss/1.0/spec
RSS_10 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://acme.example/rss"><title>Acme</title><link>https://acme.example/</link>
<items><rdf:Seq><rdf:li resource="https://acme.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://acme.example/1"><title>Café</title><link>https://acme.example/1</link>
<description>Short &amp; plain</description><dc:creator>Ann</dc:creator><dc:subject>AI</dc:subject>
<dc:date>2001-04-13T21:23:02+02:00</dc:date><content:encoded><![CDATA[<p>Long</p>]]></content:encoded></item></rdf:RDF>"""
# Spec: draft-ietf-atompub-format-03 (Atom 0.3)
ATOM_03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="en"><title>Acme</title>
<link rel="alternate" type="text/html" href="https://acme.example/"/><modified>2001-04-14T00:00:00Z</modified>
<entry><title>Café</title><link rel="alternate" type="text/html" href="https://acme.example/1"/>
<id>tag:acme.example,2001:1</id><issued>2001-04-13T21:23:02+02:00</issued><modified>2001-04-14T00:00:00Z</modified>
<author><name>Ann</name><email>ann@acme.example</email></author><summary>Short &amp; plain</summary>
<content type="text/html" mode="escaped">&lt;p&gt;Long&lt;/p&gt;</content></entry></feed>"""
# Spec: www.rssboard.org/rss-specification, with what podcasts and blogs add
RSS_20 = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Acme</title><link>https://acme.example/</link><atom:link rel="self" href="https://acme.example/feed"/>
<itunes:author>The station</itunes:author><item><title>Café</title><link>https://acme.example/1</link>
<guid isPermaLink="false">acme-1</guid><dc:creator>Ann</dc:creator><category>AI</category>
<pubDate>Fri, 13 Apr 2001 15:23:02 EDT</pubDate><description>Short &amp;amp; plain</description>
<content:encoded><![CDATA[<p>Long</p>]]></content:encoded><itunes:duration>1:02:03</itunes:duration>
<media:content url="https://acme.example/a.jpg" medium="image"/>
<enclosure url="https://acme.example/a.mp3" length="1069871" type="audio/mpeg"/></item></channel></rss>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/%s", "title": "Acme", "home_page_url": "https://acme.example/",
"items": [{"id": "acme-1", "url": "https://acme.example/1", "title": "Café", "summary": "Short & plain",
"content_html": "<p>Long</p>", "date_published": "2001-04-13T21:23:02+02:00", "tags": ["AI"], %s,
"attachments": [{"url": "https://acme.example/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 1069871}]}]}"""
FEEDS = [  # a feed; the id of its article; whether it has an author, a topic, a body, an enclosure
    case("RSS 0.91", RSS_091, "https://acme.example/1", ""),
    case("RSS 0.92", RSS_092, "https://acme.example/1", "topic enclosure"),
    case("RSS 1.0", RSS_10, "https://acme.example/1", "author topic body"),
    case("Atom 0.3", ATOM_03, "tag:acme.example,2001:1", "author body"),
    case("RSS 2.0", RSS_20, "acme-1", "author topic body enclosure"),
    case("JSON Feed 1.0", JSON_FEED % ("1", '"author": {"name": "Ann"}'), "acme-1", "author topic body enclosure"),
    case("JSON Feed 1.1", JSON_FEED % ("1.1", '"authors": [{"name": "Ann"}]'), "acme-1", "author topic body enclosure"),
]


@pytest.mark.parametrize(("feed", "identity", "has"), FEEDS)
class TestItem:
    """One article, of one item."""

    def article(self, folder: Path, feed: str | bytes) -> Article:
        outcomes = read(folder, "a.json" if isinstance(feed, str) and feed.startswith("{") else "a.xml", feed)

        assert told(outcomes) == []
        (article,) = [each.article for each in outcomes if each.article]
        return article

    def test_identity_and_texts(self, tmp_path: Path, feed: str | bytes, identity: str, has: str) -> None:
        article = self.article(tmp_path, feed)

        assert (article.id, article.url, article.title) == (identity, "https://acme.example/1", "Café")
        assert article.summary == "Short & plain"
        assert ("<p>Long</p>" in (article.content_html or "")) == ("body" in has)

    def test_the_date_to_the_second(self, tmp_path: Path, feed: str | bytes, identity: str, has: str) -> None:
        assert self.article(tmp_path, feed).published == datetime(2001, 4, 13, 19, 23, 2, tzinfo=UTC), (identity, has)

    def test_who_and_what_about(self, tmp_path: Path, feed: str | bytes, identity: str, has: str) -> None:
        article = self.article(tmp_path, feed)

        assert article.topics == (("AI",) if "topic" in has else ()), identity
        assert ("Ann" in [each.name for each in article.authors]) == ("author" in has)
        assert "@" not in repr(article.authors)

    def test_the_feed_it_came_from(self, tmp_path: Path, feed: str | bytes, identity: str, has: str) -> None:
        provider = self.article(tmp_path, feed).provider

        assert provider is not None, (identity, has)
        assert (provider.name, provider.domain) == ("Acme", "acme.example")

    def test_enclosures(self, tmp_path: Path, feed: str | bytes, identity: str, has: str) -> None:
        found = [(each.url, each.media_type, each.length) for each in self.article(tmp_path, feed).enclosures]
        expected = ("https://acme.example/a.mp3", "audio/mpeg", 1_069_871)

        assert found == ([expected] if "enclosure" in has else []), identity


def test_an_update_of_atom_0_3_is_a_moment_of_its_own(tmp_path: Path) -> None:
    (outcome,) = read(tmp_path, "a.xml", ATOM_03)

    assert outcome.article is not None
    assert outcome.article.updated == datetime(2001, 4, 14, tzinfo=UTC)
