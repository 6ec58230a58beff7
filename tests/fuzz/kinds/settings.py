"""Cases of settings: outfeed.yaml, those of other generators, and the files that settings name."""

import json
import re
import tomllib
from random import Random
from typing import Any, Final

from tests.fuzz import mutations, pieces, sites
from tests.fuzz.case import SITE, Case
from tests.fuzz.kinds.articles import sequence

_PATHS: Final = (
    "",
    "a",
    "topics/{topic}",
    "{provider}/{year}",
    "{year}/{month}",
    "by/{author}",
    "{type}/{category}",
    "{topic}",
    "a/b/c",
    "x-{topic}-y",
    "{category}/{topic}/{author}",
)
_ODD_PATHS: Final = (
    "..",
    "/a",
    "a//b",
    "con",
    "-a",
    "a.b",
    "{x}",
    "{topic",
    "{topic}{year}",
    "A",
    "ä",
    "a/" * 9,
    "x" * 90,
    "index",
    "manifest",
    ".outfeed-new",
    "{{topic}}",
    "a b",
    "topics",
)
_PLACEHOLDER: Final = re.compile(r"\{[a-z]+\}")
_WHERE: Final[tuple[Any, ...]] = (
    *(
        {"topics": "AI"},
        {"topics": ["AI", 2021]},
        {"heat": {"min": 50, "max": 90}},
        {"title": {"text": "title"}},
        {"published": {"after": "2021-08-11"}},
    ),
    *(
        {"images": {"has": True}},
        {"extra.series": "x"},
        {"extra.a.b": {"has": False}},
        {"type": {"not": "video"}},
        {"id": "x"},
        {"url": {"text": "1"}},
        {"quality": 51},
    ),
)
_VALUES: Final[dict[str, tuple[Any, ...]]] = {
    "limit": (0, 1, 2, 50),
    "order": ("newest", "updated", "heat", "quality"),
    "window": ("1 hour", "7 days", "3650 days", " 2  weeks "),
    "formats": (["rss"], ["csv"], ["json", "csv"], ["atom", "rss", "json", "csv"]),
    "content": ("full", "excerpt"),
    "max_bytes": (1000, 2_500, "4 kB", "1.5 MB", 5_000),
    "archive": ("month", "year"),
    "language": ("de", "en-US", "zh-Hant-TW"),
    "copyright": ("© x", "{{x}}"),
    "icon": ("https://example.org/i.png", "https://example.org/a b.png"),
    "ttl": (1, 60, 525600),
    "title": ("A & <b>", "{{x}}", "x" * 300, "人工智能"),
    "description": ("Of it", "x\ny", "\u202ex"),
    "id": ("https://example.org/", "tag:x,2021:y", "urn:uuid:x"),
    "where": _WHERE,
    "podcast": (
        {},
        {"category": "Arts > Books", "explicit": False, "image": "https://example.org/c.jpg", "type": "serial"},
        {"category": [{"Arts": ["Books", "x"]}, "A & <b>", " > "], "owner": {"name": "\u202ex", "email": "a@b.c"}},
        {
            "guid": "917393E3-1b1e-5cef-ace4-edaa54e1f810",
            "locked": True,
            "txt": [5, "]]>", {"text": "x", "purpose": "y"}],
        },
        {"funding": ["https://example.org/a b", {"url": "javascript:x"}], "location": {"name": "x", "geo": "geo:1,2"}},
        {"trailers": [{"title": "T", "url": "https://example.org/t", "published": "2021-02-30"}], "complete": True},
    ),
}
_JEKYLL: Final = """\
title: A site
description: About it
url: https://everyday.example
baseurl: /blog
lang: en_US
author:
  name: Ann
  url: https://ann.example/
timezone: Europe/Berlin
permalink: /:title/
plugins: [jekyll-feed]
"""
_HUGO: Final = """\
baseURL = "https://everyday.example/"
title = "A site"
languageCode = "en-us"
timeZone = "Europe/Berlin"
[params]
description = "About it"
[params.author]
name = "Ann"
[[menu.main]]
name = "x"
weight = 1
"""


def settings(chance: Random) -> Case:
    """Settings that ask for anything that the schema knows, in any combination, sometimes with one thing wrong."""
    value = _settings(chance)
    how = chance.random()
    if how < 0.2:
        value = mutations.of_json(value, chance)
    text = json.dumps(value, ensure_ascii=False, indent=1) if chance.random() < 0.5 else _as_yaml(value)
    data = text.encode("utf-8", "replace")
    if 0.2 < how < 0.3:
        data = mutations.of_bytes(data, chance)
    elif 0.3 < how < 0.4:
        data = mutations.of_yaml(text, chance).encode("utf-8", "replace")
    files = sites.small("", chance.choice((1, 3))) | {
        f"{SITE}/{chance.choice(('outfeed.yaml', 'outfeed.yaml', 'outfeed.yml'))}": data
    }
    if f"{SITE}/outfeed.yml" in files:
        del files[f"{SITE}/outfeed.yaml"]
    flags = [
        flag
        for flag in ("--keep-going", "--drafts", "--strict", "--limit=0", "--as-of=2021-08-24")
        if chance.random() < 0.1
    ]
    return Case("", 0, files, sequence(chance, "--out=out", *flags))


def foreign_settings(chance: Random) -> Case:
    """Settings of Jekyll and Hugo with something wrong in them."""
    name, text = chance.choice(
        (
            ("_config.yml", _JEKYLL),
            ("hugo.toml", _HUGO),
            ("config.toml", _HUGO),
            ("hugo.json", _as_json(_HUGO)),
            ("hugo.yaml", _JEKYLL.replace("url:", "baseURL:")),
        )
    )
    if name.endswith("json"):
        data = mutations.json_bytes(mutations.of_json(json.loads(text), chance), chance)
    elif chance.random() < 0.6:
        sign = " = " if name.endswith("toml") else ": "
        lines = text.splitlines()
        at = chance.randrange(len(lines))
        key = lines[at].partition(sign)[0]
        value = chance.choice(chance.choice((pieces.SCALARS, pieces.TEXTS, pieces.URLS)))
        lines[at] = f"{key}{sign}{json.dumps(value) if chance.random() < 0.5 else value}"
        data = "\n".join(lines).encode("utf-8", "replace")
    else:
        data = mutations.of_bytes(text.encode(), chance)
    files = sites.small("", 2)
    del files[f"{SITE}/outfeed.yaml"]
    files[f"{SITE}/{name}"] = data
    flags = ("articles", *(("--site-url=https://everyday.example/",) if chance.random() < 0.3 else ()))
    return Case(
        "",
        0,
        files,
        (
            *sequence(chance, *flags),
            ("init", "--stdout") if chance.random() < 0.1 else ("validate", "--jobs", "1", *flags),
        ),
    )


def ids(chance: Random) -> Case:
    """A file of ids with something wrong in it."""
    begin = chance.choice(("tag:x,2021:", "https://old.example/", "", "=", "é"))
    lines = [f'https://everyday.example/posts/{number}: "{begin}{number}"' for number in range(3)]
    lines.append("https://gone.example/: x")
    for _ in range(chance.choice((0, 1, 1, 2))):
        at = chance.randrange(len(lines))
        url = chance.choice((*pieces.URLS, *pieces.TEXTS, f"https://everyday.example/posts/{chance.randrange(3)}"))
        value = chance.choice((*pieces.SCALARS, *pieces.TEXTS, *pieces.URLS))
        lines[at] = ": ".join(json.dumps(each) if chance.random() < 0.5 else each for each in (url, value))
    text = "\n".join(lines) + "\n"
    data = text.encode("utf-8", "replace")
    if chance.random() < 0.15:
        data = mutations.of_bytes(data, chance)
    files = sites.small(f"{chance.choice((sites.ONE_FEED, sites.MANY_FEEDS))}ids: ids.yaml\n") | {
        f"{SITE}/ids.yaml": data
    }
    return Case("", 0, files, sequence(chance))


def _settings(chance: Random) -> dict[str, Any]:
    site: dict[str, Any] = {
        "url": sites.HOME,
        "title": chance.choice(pieces.TEXTS if chance.random() < 0.2 else ("x", "A & <b>")),
    }
    if chance.random() < 0.3:
        site["feeds_url"] = chance.choice((f"{sites.HOME}feeds/", "https://feeds.example", "http://xn--4ca.example/x/"))
    if chance.random() < 0.3:
        site["author"] = {"name": chance.choice(("x", "Ann &amp; <Bob>", "a|b", "=1"))}
    if chance.random() < 0.15:
        site["url"] = chance.choice(pieces.URLS)
    value: dict[str, Any] = {"site": site, "source": {"path": "articles"}, "out": "out"}
    if chance.random() < 0.8:
        value["feeds"] = [_feed(chance) for _ in range(chance.choice((1, 1, 2, 3)))]
    for key, values in (
        (
            "formats",
            (
                ["rss"],
                ["csv"],
                ["json", "atom"],
                ["rss", "atom", "json", "csv", "sitemap", "news-sitemap"],
                ["sitemap"],
            ),
        ),
        ("pages", (True, False, {"images": True})),
        ("stylesheet", (True, False, "https://example.org/x.css", "javascript:x")),
        ("hubs", (["https://hub.invalid/"], ["https://a.invalid/?x&y", "http://b.invalid/"])),
        ("tombstones", (True, False)),
        (
            "aliases",
            (
                {"topic": {"AI": "R&D"}},
                {"topic": {"AI": "R&D", "R&D": "AI"}},
                {"author": {"ann lee": "Ann"}},
                {"provider": {"wired.com": "X"}},
            ),
        ),
    ):
        if chance.random() < 0.3:
            value[key] = chance.choice(values)
    return value


def _feed(chance: Random) -> dict[str, Any]:
    feed: dict[str, Any] = {"path": chance.choice(_ODD_PATHS if chance.random() < 0.1 else _PATHS)}
    for key, values in _VALUES.items():
        if chance.random() < 0.12:
            feed[key] = chance.choice(values)
    held = "".join(_PLACEHOLDER.findall(feed["path"]))
    if feed.get("archive") and chance.random() < 0.9:
        feed = {key: value for key, value in feed.items() if key not in ("window", "max_bytes", "order")}
    return feed | {key: feed[key] + held for key in ("title", "id") if key in feed and held}


def _as_yaml(value: Any, indent: str = "") -> str:
    """Block style, as people write it; scalars as JSON has them."""
    if isinstance(value, dict) and value:
        return "".join(f"{indent}{_key(key)}:{_below(each, indent)}" for key, each in value.items())
    if isinstance(value, list) and value:
        return "".join(f"{indent}-{_below(each, indent)}" for each in value)
    return f"{indent}{json.dumps(value, ensure_ascii=False)}\n"


def _below(value: Any, indent: str) -> str:
    if isinstance(value, (dict, list)) and value:
        return f"\n{_as_yaml(value, indent + '  ')}"
    return f" {json.dumps(value, ensure_ascii=False)}\n"


def _key(key: Any) -> str:
    return key if isinstance(key, str) and key.isidentifier() else json.dumps(key, ensure_ascii=False)


def _as_json(toml: str) -> str:
    return json.dumps(tomllib.loads(toml))
