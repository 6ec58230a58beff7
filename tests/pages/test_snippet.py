"""snippet.html: lines for the head of a site's own pages."""

from lxml import html

from exporters.pages.snippet import snippet
from tests.makers import site
from tests.pages.making import root, told


class TestSnippet:
    """One line for each format of each feed that stands alone."""

    def test_it_holds_what_feed_readers_take(self) -> None:
        made = snippet(site(), [root(title="Daily").listed, told("AI").listed])

        assert made.decode() == (
            "<!-- Paste these lines into the head of every page of https://example.org/"
            " so that feed readers find its feeds. -->\n"
            '<link rel="alternate" type="application/rss+xml" title="Daily (RSS)"'
            ' href="https://example.org/feeds/rss.xml">\n'
            '<link rel="alternate" type="application/atom+xml" title="Daily (Atom)"'
            ' href="https://example.org/feeds/atom.xml">\n'
            '<link rel="alternate" type="application/feed+json" title="Daily (JSON Feed)"'
            ' href="https://example.org/feeds/feed.json">\n'
        )

    def test_every_feed_that_stands_alone_is_in_it(self) -> None:
        made = snippet(site(), [root().listed, told("Hot", group="", path="hot", title="Hot").listed])

        assert html.document_fromstring(made).xpath("//link/@title") == [
            f"{title} ({label})" for title in ("Site", "Hot") for label in ("RSS", "Atom", "JSON Feed")
        ]

    def test_feeds_of_one_title_have_their_folder_behind_it(self) -> None:
        made = snippet(site(), [root(title="Daily").listed, told("x", group="", path="hot", title="Daily").listed])

        assert html.document_fromstring(made).xpath("//link[@type='application/rss+xml']/@title") == [
            "Daily (RSS)",
            "Daily (hot) (RSS)",
        ]

    def test_hostile_titles_and_addresses_stay_where_they_are(self) -> None:
        where = site(url="https://example.org/--%3E--/", title='"><script>\n')
        made = html.document_fromstring(snippet(where, [root(site=where, title=where.title).listed]))

        assert [each.tag for each in made.iter() if isinstance(each.tag, str)] == ["html", "head", *["link"] * 3]
        assert next(link.get("title") for link in made.iter("link")) == '"><script> (RSS)'
