"""Cases of files that hold many articles: rows, feeds, and exports of WordPress and Ghost."""

import json
from random import Random
from typing import Final

from tests.fuzz import mutations, sites
from tests.fuzz.case import SITE, Case, Command

_ROWS: Final = [
    {
        "title": f"Title {number}",
        "url": f"https://everyday.example/rows/{number}",
        "date": f"2021-08-{10 + number}T07:30:00Z",
        "tags": ["AI", "R&D"],
        "author": "Ann Lee",
        "summary": "Short",
        "content_html": "<p>Long, with &amp; and <b>bold</b>.</p>",
    }
    for number in range(3)
]
_ITEM: Final = (
    "<item><title>Title</title><link>https://everyday.example/rss/{0}</link><guid>id-{0}</guid>"
    "<pubDate>Tue, 10 Aug 2021 07:30:0{0} GMT</pubDate><description>Short</description></item>\n"
)
_POST: Final = (
    "<item><title>Title</title><link>https://everyday.example/wp/{0}</link><guid>id-{0}</guid>"
    "<wp:post_date_gmt>2021-08-10 07:30:0{0}</wp:post_date_gmt><wp:status>publish</wp:status>"
    "<content:encoded><![CDATA[Long]]></content:encoded></item>\n"
)
_ENTRY: Final = (
    "<entry><title>Title</title><link href='https://everyday.example/atom/{0}'/><id>tag:x,2021:{0}</id>"
    "<updated>2021-08-10T07:30:0{0}Z</updated><content type='html'>Long</content></entry>\n"
)
_GHOST: Final = {
    "db": [
        {
            "data": {
                "posts": [
                    {
                        "id": f"5fa{number}",
                        "title": "Title",
                        "slug": f"ghost-{number}",
                        "html": "<p>Long</p>",
                        "status": "published",
                        "published_at": f"2021-08-10T07:30:0{number}Z",
                    }
                    for number in range(3)
                ]
            }
        }
    ]
}
_FEED: Final = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "T",
    "items": [
        {
            "id": f"id-{number}",
            "url": f"https://everyday.example/json/{number}",
            "title": "Title",
            "date_published": f"2021-08-10T07:30:0{number}Z",
        }
        for number in range(3)
    ],
}


def _three(item: str) -> str:
    return "".join(item.format(number) for number in range(3))


_CSV: Final = "title,url,date,tags\n" + _three(
    '"Title, ""{0}""",https://everyday.example/csv/{0},2021-08-1{0}T07:30:00Z,a|b\n'
)
_FILES: Final = {
    "x.jsonl": "".join(json.dumps(row) + "\n" for row in _ROWS),
    "x.csv": _CSV,
    "y.csv": _CSV.replace(",", ";"),
    "x.rss": f"<rss version='2.0'><channel><title>T</title>\n{_three(_ITEM)}</channel></rss>",
    "x.atom": f"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>\n{_three(_ENTRY)}</feed>",
    "x.wxr": "<rss version='2.0' xmlns:wp='http://wordpress.org/export/1.2/' "
    f"xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>\n{_three(_POST)}</channel></rss>",
}
_VALUES: Final = {"rows.json": _ROWS, "keys.json": {"posts": _ROWS}, "feed.json": _FEED, "ghost.json": _GHOST}
_COMMANDS: Final[tuple[Command, ...]] = (
    ("export", "--jobs", "1", "--keep-going"),
    ("export", "--jobs", "1", "--keep-going"),
    ("validate", "--jobs", "1"),
)


def row_files(chance: Random) -> Case:
    """One source that is wrong in a few places, beside a folder that is right."""
    name = chance.choice((*_FILES, *_VALUES))
    if name in _VALUES:
        value = _VALUES[name]
        for _ in range(chance.choice((0, 1, 2))):
            value = mutations.of_json(value, chance)
        data = mutations.json_bytes(value, chance)
    else:
        data = _FILES[name].encode()
    for _ in range(chance.choice((0, 1, 1, 3)) if name in _VALUES else chance.choice((1, 1, 2, 4))):
        data = mutations.of_bytes(data, chance)
    source = "source: {path: articles, timezone: Europe/Berlin}\n"
    two = f"sources:\n  - {{path: articles, timezone: Europe/Berlin}}\n  - {{path: {name}}}\npages: false\n"
    files = sites.small(sites.ONE_FEED.replace(source, two), 1)
    return Case("", 0, files | {f"{SITE}/{name}": data}, _COMMANDS, is_private=False)
