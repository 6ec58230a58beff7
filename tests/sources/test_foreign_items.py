"""Feeds, and exports of WordPress and Ghost, are articles: what is public, with its id, and nothing private."""

import json
from pathlib import Path

import pytest

from tests.sources.test_rows import read, titles, told

ITEM = (
    "<item><title>One &amp; only</title><link>https://a.example/1</link><guid isPermaLink='false'>a-1</guid>"
    "<pubDate>Wed, 03 Jan 2024 10:11:12 +0100</pubDate><author>bob@a.example (Bob)</author><category>AI</category>"
    "<description>Short</description><content:encoded><![CDATA[<p>Long <i>item</i></p>]]></content:encoded>"
    "<enclosure url='https://a.example/a.mp3' length='123' type='audio/mpeg'/></item>"
)
POST = (
    "<item><title>Hello</title><link>https://w.example/hello/</link><dc:creator>al</dc:creator>"
    "<guid isPermaLink='false'>https://w.example/?p=1</guid>"
    "<content:encoded><![CDATA[<!-- wp:paragraph --><p>Hi</p><!-- /wp:paragraph -->]]></content:encoded>"
    "<wp:post_date_gmt>2024-01-02 03:04:05</wp:post_date_gmt><wp:status>publish</wp:status>"
    "<wp:post_type>post</wp:post_type><category domain='post_tag' nicename='x'>X</category>"
    "<wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value>never-seen</wp:meta_value></wp:postmeta></item>"
)
GHOST_POST = {
    "id": "5f0000000000000000000001",
    "title": "G",
    "slug": "g",
    "html": '<p><a href="__GHOST_URL__/x/">x</a></p>',
    "status": "published",
    "visibility": "public",
    "published_at": "2024-01-02T03:04:05.000Z",
}
JSON_ITEM = {"id": "1", "url": "https://j.example/1", "title": "J", "date_published": "2024-01-05T00:00:00Z"}


def rss(*items: str) -> str:
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">\n<channel><title>Acme</title>'
        f"<link>https://a.example/</link>\n<!-- <item> -->\n{chr(10).join(items)}\n</channel></rss>"
    )


def wxr(*items: str) -> str:
    return (
        '<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:wp="http://wordpress.org/export/1.2/">\n<channel><title>WP</title>'
        "<wp:author><wp:author_login>al</wp:author_login><wp:author_email>al@w.example</wp:author_email>"
        "<wp:author_display_name>Al Smith</wp:author_display_name></wp:author>\n"
        f"{chr(10).join(items)}\n</channel></rss>"
    )


def ghost(*posts: object, **tables: object) -> str:
    return json.dumps({"db": [{"data": {"posts": posts, **tables}}]})


def json_feed(*items: object) -> str:
    about = {"version": "https://jsonfeed.org/version/1.1", "title": "JF", "home_page_url": "https://j.example/"}
    return json.dumps({**about, "items": items})


class TestFeed:
    """Each item keeps what it has."""

    def test_an_item_of_rss(self, tmp_path: Path) -> None:
        (outcome,) = read(tmp_path, "a.xml", rss(ITEM))
        article = outcome.article

        assert article is not None
        assert outcome.diagnostics == ()
        assert (article.id, article.url, article.title) == ("a-1", "https://a.example/1", "One & only")
        assert (article.summary, article.content_html) == ("Short", "<p>Long <i>item</i></p>")
        assert article.published.isoformat() == "2024-01-03T09:11:12+00:00"
        assert [each.name for each in article.authors] == ["Bob"]
        assert article.provider is not None
        assert (article.provider.name, article.provider.domain) == ("Acme", "a.example")
        assert [(each.url, each.length) for each in article.enclosures] == [("https://a.example/a.mp3", 123)]
        assert article.extra == {}

    def test_an_entry_of_atom(self, tmp_path: Path) -> None:
        entry = (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>At</title><link href="https://t.example/"/><entry>'
            '<title type="html">A &lt;b&gt;bold&lt;/b&gt; title</title><id>tag:t.example,2024:1</id>'
            '<link href="https://t.example/1"/><published>2024-01-02T00:00:00+02:00</published>'
            "<updated>2024-01-03T00:00:00Z</updated><author><name>Zoe</name><email>zoe@t.example</email></author>"
            "<summary>Sum</summary></entry></feed>"
        )
        (outcome,) = read(tmp_path, "a.atom", entry)

        assert outcome.article is not None
        assert (outcome.article.id, outcome.article.title) == ("tag:t.example,2024:1", "A bold title")
        assert outcome.article.published.isoformat() == "2024-01-01T22:00:00+00:00"
        assert "@" not in repr(outcome.article.authors)

    def test_an_address_in_the_name_of_an_author(self, tmp_path: Path) -> None:
        (outcome,) = read(
            tmp_path,
            "a.xml",
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>A</title>'
            '<link href="https://a.example/1"/><updated>2024-01-02T00:00:00Z</updated>'
            "<author><name>Jo &lt;jo@a.example&gt;</name></author><author><name>bo@a.example</name></author>"
            "</entry></feed>",
        )

        assert outcome.article is not None
        assert [each.name for each in outcome.article.authors] == ["Jo"]
        assert [each.rule for each in outcome.diagnostics] == ["author-email"] * 2
        assert "@" not in repr(outcome)

    def test_an_item_without_title(self, tmp_path: Path) -> None:
        item = "<item><link>https://a.example/2</link><pubDate>Thu, 04 Jan 2024 10:11:12 GMT</pubDate>"
        (outcome,) = read(tmp_path, "a.xml", rss(f"{item}<description>&lt;p&gt;Words&lt;/p&gt;</description></item>"))

        assert titles([outcome]) == ["Words"]
        assert [each.rule for each in outcome.diagnostics] == ["title-from-text"]

    @pytest.mark.parametrize(
        ("item", "problem"),
        [
            (ITEM.replace("Wed, 03 Jan 2024 10:11:12 +0100", "soon"), "4:1 date-unreadable pubDate"),
            (ITEM.replace("<pubDate>Wed, 03 Jan 2024 10:11:12 +0100</pubDate>", ""), "4:1 field-missing pubDate"),
            (ITEM.replace("https://a.example/1", "ftp://a.example/1"), "4:1 url-wrong link"),
            (ITEM.replace("https://a.example/a.mp3", "mailto:x"), "4:1 url-wrong enclosure[0].url"),
        ],
    )
    def test_a_bad_item_hides_no_other(self, tmp_path: Path, item: str, problem: str) -> None:
        outcomes = read(tmp_path, "a.xml", rss(item, ITEM))

        assert told(outcomes) == [problem]
        assert len(titles(outcomes)) == 1

    @pytest.mark.parametrize("broken", ["<b>", "&x ", "<a b=c>", "</item></item>", "\x01"])
    def test_xml_that_is_not_well_formed(self, tmp_path: Path, broken: str) -> None:
        outcomes = read(tmp_path, "a.xml", rss(ITEM, ITEM.replace("Short", broken)))

        assert "feed-syntax" in " ".join(told(outcomes))
        assert titles(outcomes)

    @pytest.mark.parametrize(
        "text", ["", "<html><body>x</body></html>", "words", "<rss", "<a/>", "<?xml version='1.0'?>"]
    )
    def test_what_is_no_feed(self, tmp_path: Path, text: str) -> None:
        assert told(read(tmp_path, "a.rss", text))

    def test_a_bomb_of_entities_grows_into_nothing(self, tmp_path: Path) -> None:
        entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(9))
        read(tmp_path, "a.xml", f"<!DOCTYPE rss [{entities}]>{rss(ITEM.replace('Short', '&e8;'))}")


class TestJsonFeed:
    """Only the members that JSON Feed has are read."""

    def test_an_item(self, tmp_path: Path) -> None:
        more = {"_x": {"secured": "never-seen"}, "authors": [{"name": "J"}], "content_text": "a < b"}
        (outcome,) = read(tmp_path, "a.json", json_feed(JSON_ITEM | more))

        assert outcome.article is not None
        assert (outcome.article.content_html, outcome.article.extra) == ("<p>a &lt; b</p>", {})
        assert "never-seen" not in repr(outcome)

    @pytest.mark.parametrize(
        ("item", "problem"),
        [
            (JSON_ITEM | {"title": 5}, "type-wrong /items/0/title"),
            (JSON_ITEM | {"date_published": "soon"}, "date-unreadable /items/0/date_published"),
            (JSON_ITEM | {"tags": {"a": 1}}, "type-wrong /items/0/tags/0"),
            (JSON_ITEM | {"tags": [[]]}, "type-wrong /items/0/tags/0"),
            (JSON_ITEM | {"url": "x y"}, "url-wrong /items/0/url"),
            (JSON_ITEM | {"attachments": [{"url": "x"}]}, "url-wrong /items/0/attachments/0/url"),
            (JSON_ITEM | {"date_published": None}, "field-missing /items/0/date_published"),
            ([], "row-shape /items/0"),
        ],
    )
    def test_a_bad_item_hides_no_other(self, tmp_path: Path, item: object, problem: str) -> None:
        outcomes = read(tmp_path, "a.json", json_feed(item, JSON_ITEM))

        assert [each.partition(" ")[2] for each in told(outcomes)] == [problem]
        assert titles(outcomes) == ["J"]


class TestWordPress:
    """Posts that everybody may read, under the ids of WordPress's own feed."""

    def test_a_post(self, tmp_path: Path) -> None:
        (outcome,) = read(tmp_path, "a.xml", wxr(POST))
        article = outcome.article

        assert article is not None
        assert (article.id, article.url) == ("https://w.example/?p=1", "https://w.example/hello/")
        assert (article.content_html, article.topics) == ("<p>Hi</p>", ("X",))
        assert [each.name for each in article.authors] == ["Al Smith"]
        assert article.published.isoformat() == "2024-01-02T03:04:05+00:00"
        assert "never-seen" not in repr(outcome)
        assert "@" not in repr(outcome)

    @pytest.mark.parametrize(
        ("was", "now"),
        [
            ("<wp:status>publish", "<wp:status>draft"),
            ("<wp:status>publish", "<wp:status>private"),
            ("<wp:status>publish", "<wp:status>future"),
            ("<wp:status>publish", "<wp:status>trash"),
            ("<wp:post_type>post", "<wp:post_type>page"),
            ("<wp:status>", "<wp:post_password>x</wp:post_password><wp:status>"),
        ],
    )
    def test_what_is_not_public_is_not_there(self, tmp_path: Path, was: str, now: str) -> None:
        assert read(tmp_path, "a.xml", wxr(POST.replace(was, now))) == []

    def test_empty_lines_part_paragraphs(self, tmp_path: Path) -> None:
        (outcome,) = read(tmp_path, "a.xml", wxr(POST.replace("<p>Hi</p>", "one\n\ntwo\nthree")))

        assert outcome.article is not None
        assert outcome.article.content_html == "<p>one</p>\n<p>two<br>\nthree</p>"

    @pytest.mark.parametrize(
        "body",
        [
            "<p>One &amp; <b>two</b></p>\n<!--more-->\n<p>three</p>",
            "<!-- wp:paragraph --><p>One &amp; two</p><!-- /wp:paragraph --><!-- wp:more --><!--more Go on--><p>3</p>",
            "One &amp; two\n\n<!--more-->\n\nthree",
            "One &amp; two<!--more-->three",
        ],
    )
    def test_the_summary_ends_where_its_author_ended_it(self, tmp_path: Path, body: str) -> None:
        (outcome,) = read(tmp_path, "a.xml", wxr(POST.replace("<p>Hi</p>", body)))

        assert outcome.article is not None
        assert outcome.article.summary == "One & two"

    def test_what_is_read_before_xml_breaks_counts(self, tmp_path: Path) -> None:
        outcomes = read(tmp_path, "a.xml", wxr(POST, "<item><b>"))

        assert titles(outcomes) == ["Hello"]
        assert [each.split()[1] for each in told(outcomes)] == ["feed-syntax"]

    def test_a_bad_date_hides_no_other_post(self, tmp_path: Path) -> None:
        outcomes = read(tmp_path, "a.xml", wxr(POST.replace("2024-01-02 03:04:05", "soon"), POST))

        assert [each.split()[1:] for each in told(outcomes)] == [["date-unreadable", "wp:post_date_gmt"]]
        assert titles(outcomes) == ["Hello"]


class TestGhost:
    """Posts that everybody may read, under the ids of Ghost's own feed."""

    def test_a_post(self, tmp_path: Path) -> None:
        tables = {
            "users": [{"id": "1", "name": "Gina", "email": "gina@x.example", "password": "never-seen"}],
            "posts_authors": [{"post_id": GHOST_POST["id"], "author_id": "1"}],
            "tags": [{"id": "1", "name": "T"}, {"id": "2", "name": "#hidden"}],
            "posts_tags": [{"post_id": GHOST_POST["id"], "tag_id": each} for each in ("1", "2")],
        }
        (outcome,) = read(tmp_path, "a.json", ghost(GHOST_POST, **tables))
        article = outcome.article

        assert article is not None
        assert (article.id, article.url) == (GHOST_POST["id"], "https://example.org/g/")
        assert (article.topics, [each.name for each in article.authors]) == (("T",), ["Gina"])
        assert article.content_html == '<p><a href="https://example.org/x/">x</a></p>'
        assert "never-seen" not in repr(outcome)
        assert "@" not in repr(outcome)

    @pytest.mark.parametrize(
        "change",
        [
            {"status": "draft"},
            {"status": "scheduled"},
            {"visibility": "members"},
            {"visibility": "paid"},
            {"type": "page"},
        ],
    )
    def test_what_is_not_public_is_not_there(self, tmp_path: Path, change: dict[str, str]) -> None:
        assert read(tmp_path, "a.json", ghost(GHOST_POST | change)) == []

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            ({"title": 5}, "type-wrong /db/0/data/posts/0/title"),
            ({"published_at": "soon"}, "date-unreadable /db/0/data/posts/0/published_at"),
            ({"published_at": None}, "field-missing /db/0/data/posts/0/published_at"),
            ({"slug": None}, "field-missing /db/0/data/posts/0/slug"),
            ({"feature_image": "x y"}, "url-wrong /db/0/data/posts/0/feature_image"),
        ],
    )
    def test_a_bad_post_hides_no_other(self, tmp_path: Path, change: dict[str, object], problem: str) -> None:
        outcomes = read(tmp_path, "a.json", ghost(GHOST_POST | change, GHOST_POST | {"id": "5f2"}))

        assert [each.partition(" ")[2] for each in told(outcomes)] == [problem]
        assert titles(outcomes) == ["G"]

    @pytest.mark.parametrize(
        "text", ['{"db":[]}', '{"db":[{"data":{}}]}', '{"db":[{"data":{"posts":1}}]}', '{"db": [{']
    )
    def test_what_is_no_export(self, tmp_path: Path, text: str) -> None:
        assert told(read(tmp_path, "a.json", text))
