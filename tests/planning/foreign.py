"""Feeds as other generators write them."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Final, NamedTuple


class Post(NamedTuple):
    """One article of a site."""

    rule: str
    title: str
    day: int  # of January 2024

    @property
    def moment(self) -> datetime:
        """When it appeared: at 09:30:00 UTC."""
        return datetime(2024, 1, 1, 9, 30, tzinfo=UTC) + timedelta(days=self.day - 1)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"https://example.org/{self.rule}/"


POSTS: Final = (
    Post("tea", "Tea & “cake”", 9),
    Post("sum", "1 < 2", 5),
    Post("first", "The first post", 2),
)


def jekyll(posts: Sequence[Post] = POSTS) -> bytes:
    """Atom as jekyll-feed writes it: the id is the address without the slash at the end."""
    entries = "".join(
        f'<entry><title type="html">{escape(escape(post.title, quote=False))}</title>'
        f'<link href="{post.url}" rel="alternate" type="text/html" title="{escape(post.title)}" />'
        f"<published>{post.moment.isoformat()}</published><updated>{post.moment.isoformat()}</updated>"
        f"<id>https://example.org/{post.rule}</id>"
        f'<content type="html" xml:base="{post.url}"><![CDATA[<p>About {post.rule}.</p>]]></content>'
        "<author><name>Ann</name></author>"
        '<category term="news" /><summary type="html"><![CDATA[About.]]></summary></entry>'
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" >'
        '<generator uri="https://jekyllrb.com/" version="4.3.2">Jekyll</generator>'
        '<link href="https://example.org/feed.xml" rel="self" type="application/atom+xml" />'
        '<link href="https://example.org/" rel="alternate" type="text/html" />'
        "<updated>2024-01-09T09:31:00+00:00</updated><id>https://example.org/feed.xml</id>"
        f'<title type="html">Site</title>{entries}</feed>'
    ).encode()


def _numbered(title: str) -> str:
    """Marks as numbers."""
    escaped = escape(title, quote=False).replace("&amp;", "&#038;")
    return escaped.replace("“", "&#8220;").replace("”", "&#8221;")


def wordpress(posts: Sequence[Post] = POSTS) -> bytes:
    """RSS 2.0 as WordPress writes it: the guid is a number in a query and no permalink; an empty line comes first."""
    items = "".join(
        f"\n\t<item>\n\t\t<title>{_numbered(post.title)}</title>"
        f"\n\t\t<link>{post.url}</link>\n\t\t<comments>{post.url}#respond</comments>"
        f"\n\t\t<dc:creator><![CDATA[Ann]]></dc:creator>\n\t\t<pubDate>{format_datetime(post.moment)}</pubDate>"
        f"\n\t\t<category><![CDATA[news]]></category>"
        f'\n\t\t<guid isPermaLink="false">https://example.org/?p={post.day}</guid>'
        f"\n\t\t<description><![CDATA[About {post.rule}.]]></description>"
        f"\n\t\t<content:encoded><![CDATA[<p>About {post.rule}.</p>\n]]></content:encoded>\n\t</item>"
        for post in posts
    )
    return (
        '\n<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n\t<title>Site</title>'
        '\n\t<atom:link href="https://example.org/feed/" rel="self" type="application/rss+xml" />'
        f"\n\t<link>https://example.org</link>\n\t<description>About it</description>{items}\n</channel>\n</rss>"
    ).encode()


def hugo(posts: Sequence[Post] = POSTS) -> bytes:
    """RSS 2.0 as Hugo writes it: the guid is the permalink, there is no author."""
    items = "".join(
        f"<item><title>{escape(post.title, quote=False)}</title><link>{post.url}</link>"
        f"<pubDate>{format_datetime(post.moment)}</pubDate><guid>{post.url}</guid>"
        f"<description>&lt;p&gt;About {post.rule}.&lt;/p&gt;</description></item>"
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="utf-8" standalone="yes"?><rss version="2.0" '
        'xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Site</title><link>https://example.org/</link>'
        "<description>Recent content on Site</description><generator>Hugo</generator>"
        '<atom:link href="https://example.org/index.xml" rel="self" type="application/rss+xml" />'
        f"{items}</channel></rss>"
    ).encode()


def ghost(posts: Sequence[Post] = POSTS) -> bytes:
    """RSS 2.0 as Ghost writes it: the guid is a number of its database, titles and texts are CDATA."""
    items = "".join(
        f"<item><title><![CDATA[{post.title}]]></title><description><![CDATA[About {post.rule}.]]></description>"
        f'<link>{post.url}</link><guid isPermaLink="false">65a0f{post.day:019x}</guid>'
        f"<category><![CDATA[news]]></category><dc:creator><![CDATA[Ann]]></dc:creator>"
        f"<pubDate>{format_datetime(post.moment, usegmt=True)}</pubDate>"
        f'<media:content url="https://example.org/{post.rule}.png" medium="image"/>'
        f"<content:encoded><![CDATA[<p>About {post.rule}.</p>]]></content:encoded></item>"
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" '
        'version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title><![CDATA[Site]]></title>'
        "<description><![CDATA[About it]]></description><link>https://example.org/</link>"
        f'<atom:link href="https://example.org/rss/" rel="self" type="application/rss+xml"/>{items}</channel></rss>'
    ).encode()


def jsonfeed(posts: Sequence[Post] = POSTS) -> bytes:
    """JSON Feed 1.0: one `author`, numbers as ids."""
    items = [
        {
            "id": post.day,
            "url": post.url,
            "title": post.title,
            "content_html": f"<p>About {post.rule}.</p>",
            "date_published": post.moment.isoformat(),
            "author": {"name": "Ann"},
            "tags": ["news"],
        }
        for post in posts
    ]
    whole = {
        "version": "https://jsonfeed.org/version/1",
        "title": "Site",
        "home_page_url": "https://example.org/",
        "feed_url": "https://example.org/feed.json",
        "items": items,
    }
    return json.dumps(whole).encode()
