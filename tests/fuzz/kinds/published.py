"""Cases of published documents: edited, damaged, or another program's."""

import json
from collections.abc import Callable
from random import Random
from typing import Final

from tests.fuzz import mutations, pieces, sites
from tests.fuzz.case import SITE, Case, Command

_OUT: Final = f"{SITE}/out"
_EXPORT: Final = ("export", "--jobs", "1")
_DOCUMENTS: Final = (
    "rss.xml",
    "atom.xml",
    "feed.json",
    "feed.csv",
    "topics/ai/atom.xml",
    "years/2021/rss.xml",
    "feeds.opml",
    "sitemap.xml",
    "index.html",
)
_HEADS: Final = (
    *(
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://x.invalid/x.dtd">',
        '<?xml-stylesheet href="x"?>',
        "<?php x ?>",
        "<!-- x -->",
    ),
    '<!DOCTYPE x [<!ENTITY a "xxxxxxxxxx">'
    + "".join(f'<!ENTITY {chr(97 + n + 1)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>",
)
_PIECES: Final = (
    *(
        "&a;",
        "&j;",
        "&nbsp;",
        "&#0;",
        "<x:y/>",
        "<item/>",
        "<entry/>",
        "<guid/>",
        "<id/>",
        "</channel>",
        "</item>",
        "<![CDATA[",
        "]]>",
        "<item xmlns='y'><guid>x</guid></item>",
        "<guid>x</guid><guid>y</guid>",
        "<id> x </id>",
        "<updated>x</updated>",
        "<pubDate>never</pubDate>",
    ),
    *(
        "<link href='javascript:x'/>",
        "<link rel='self' href='https://other.example/'/>",
        "<link rel='next-archive' href='../../up'/>",
        "<a " + "".join(f"a{n}='x' " for n in range(200)) + "/>",
        "<d>" * 300,
        "<d>" * 300 + "</d>" * 300,
        "<rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>x</div></title>",
    ),
)


def published(chance: Random) -> Case:
    """Published documents that somebody edited, or that another program wrote."""
    files = dict(sites.exported(chance.choice((sites.ONE_FEED, sites.ONE_FEED, sites.MANY_FEEDS))))
    known = [name for name in (f"{_OUT}/{each}" for each in _DOCUMENTS) if name in files]
    for name in chance.sample(known, chance.choice((1, 1, 2, 3))):
        change: Callable[[bytes, Random], bytes] = (
            _json if name.endswith("json") else _xml if name.endswith("xml") else mutations.of_bytes
        )
        for _ in range(chance.choice((1, 1, 2))):
            files[name] = (mutations.of_bytes if chance.random() < 0.3 else change)(files[name], chance)
    if chance.random() < 0.3:
        del files[f"{_OUT}/manifest.json"]
    flags: tuple[str, ...] = ()
    if chance.random() < 0.4:
        files = sites.moved(files, f"{_OUT}/", f"{SITE}/before/")
        flags = ("--against", "before")
    if chance.random() < 0.3:
        number = chance.randrange(3)
        name = f"{SITE}/articles/{number}.md"
        files[name] = mutations.of_yaml(files[name].decode(), chance).encode("utf-8", "replace")
    more = tuple(flag for flag in ("--adopt", "--allow-new-ids", "--keep-going") if chance.random() < 0.5)
    first: Command = chance.choice(
        (
            ("plan", "--jobs", "1"),
            ("plan", "--jobs", "1", "--json"),
            ("plan", "--jobs", "1", "--all"),
            ("export", "--check", "--jobs", "1"),
        )
    )
    again = () if flags else (_EXPORT + more,)
    return Case("", 0, files, (first + flags, _EXPORT + flags + more, *again), is_private=False)


def _json(data: bytes, chance: Random) -> bytes:
    try:
        return mutations.json_bytes(mutations.of_json(json.loads(data), chance), chance)
    except (ValueError, RecursionError):
        return mutations.of_bytes(data, chance)


def _xml(data: bytes, chance: Random) -> bytes:
    """A change that knows tags, text and attributes."""
    places = [at for at, byte in enumerate(data) if byte in b"<>"]
    if not places:
        return data
    at = chance.choice(places)
    match chance.randrange(6):
        case 0:
            head = data.find(b"?>") + 2
            return data[:head] + chance.choice(_HEADS).encode() + data[head:].replace(b"</", b"&a;</", 1)
        case 1:
            end = data.find(b">", at)
            return data[:at] + data[end + 1 :]
        case 2:
            other = chance.choice(places)
            one, two = min(at, other), max(at, other)
            return data[:two] + data[one:two] + data[two:]
        case 3:
            declared = chance.choice(
                (
                    b'<?xml version="1.1" encoding="UTF-8"?>',
                    b'<?xml version="1.0" encoding="utf-16"?>',
                    b'<?xml version="1.0" encoding="x"?>',
                    b"",
                    b" \n",
                )
            )
            return declared + data[data.find(b"?>") + 2 :]
        case 4:
            at += data[at : at + 1] == b">"
            piece = chance.choice((*pieces.TEXTS, *pieces.URLS, *pieces.DATES))
            end = max(at, data.find(b"<", at))
            return data[:at] + piece.encode("utf-8", "replace") + data[end:]
        case _:
            at += data[at : at + 1] == b">"
            return data[:at] + chance.choice(_PIECES).encode() + data[at:]
