"""Cases of front matter in other formats than YAML: TOML and JSON as Hugo has them, headers of Pelican and Nikola."""

import json
import tomllib
from random import Random
from typing import Any, Final

from tests.fuzz import mutations, pieces, sites
from tests.fuzz.case import SECURED, SITE, Case
from tests.fuzz.kinds.articles import sequence

_HUGO: Final = {f"{SITE}/hugo.toml": f'baseURL = "{sites.HOME}"\ntitle = "Every Day"\n'.encode()}
_PELICAN: Final = {f"{SITE}/pelicanconf.py": f"SITEURL = '{sites.HOME}'\nPATH = 'content'\n".encode()}
_NIKOLA: Final = {
    f"{SITE}/conf.py": f"SITE_URL = '{sites.HOME}'\nBLOG_TITLE = ''\nPOSTS = (('content/*.md', '', ''),)\n".encode()
}
_VALUES: Final[dict[str, Any]] = {
    "title": "A title: what’s new",
    "date": "2021-08-11T07:30:00+02:00",
    "lastmod": "2021-08-12T07:30:00Z",
    "slug": "a-slug",
    "description": "Short",
    "tags": ["AI", "R&D"],
    "draft": False,
    "weight": 3,
    "images": ["/assets/1.jpg"],
    "params": {"author": {"name": "Ann Lee"}},
    "secured": SECURED,
}
_TOML: Final = f"""\
title = "A title: what’s new"
date = 2021-08-11T07:30:00+02:00
lastmod = 2021-08-12
slug = 'a-slug'
description = \"\"\"
Short, of
two lines\"\"\"
tags = ["AI", "R&D"] # a comment
draft = false
weight = 3
secured = "{SECURED}"

[params]
author.name = "Ann Lee"

[[resources]]
src = "a.jpg"
"""
_TOML_VALUES: Final = (
    *("", '"', "'", '"""', "'''", "[", "{", "]", "[[", "nan", "-inf", "1e400", "0x_1", "1_0", "true false", "[1, 'a']"),
    *("{a = 1}", "{a = 1, a = 2}", '"\\uD800"', '"\\x00"', "9" * 5000, "2021-13-45", "07:30:00", "2021-08-11 07:30:00"),
    *("[" * 300, "{a=" * 300, "0000-01-01", "9999-12-31T23:59:60Z", '"a" # b', "2021-08-11T07:30:00+24:00"),
)
_TOML_LINES: Final = (
    "[params]",
    "[[tags]]",
    "title.x = 1",
    "[" * 40,
    "= 1",
    '"" = 1',
    "a." * 200 + "b = 1",
    "+++",
    "\t",
)
_PELICAN_HEAD: Final = (
    "Title: A title: what’s new\nDate: 2021-08-11 07:30\nModified: 2021-08-12\nSlug: a-slug\nTags: AI, R&D\n"
    "Category: news\nAuthors: Ann Lee; Bo\nSummary: Short\n    and more\nStatus: published\n"
)
_NIKOLA_HEAD: Final = (
    "<!--\n.. title: A title: what’s new\n.. slug: a-slug\n.. date: 2021-08-11 07:30:00 UTC+02:00\n.. tags: AI, R&D\n"
    ".. category: news\n.. description: Short\n.. type: text\n-->\n"
)
_RIGHT: Final = {
    "pelican": f"{_PELICAN_HEAD.replace('a-slug', 'right')}\nText.\n",
    "nikola": f"{_NIKOLA_HEAD.replace('a-slug', 'right')}\nText.\n",
}
_HEADER_LINES: Final = (
    *("", ":", ": x", ".. ", "..title: x", ".. title:", "-->", "<!--", "Date: soon", "Title:", "\u00a0: x", "A" * 3000),
    *(
        "Tags: " + "a," * 2000,
        "Date: 2021-08-11\n    07:30",
        "Slug: ../up",
        "Status: hidden",
        "\x00: \x00",
        "é: ü",
        "---",
    ),
)


def toml(chance: Random) -> Case:
    """An article of Hugo whose TOML is wrong in a few places."""
    lines = _TOML.split("\n")
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        at = chance.randrange(len(lines))
        lines[at : at + 1] = chance.choice(
            (
                [],
                [lines[at], lines[at]],
                [chance.choice(_TOML_LINES), lines[at]],
                [f"{lines[at].partition('=')[0]}= {chance.choice(_TOML_VALUES)}"],
                [f"{lines[at].partition('=')[0]}= {json.dumps(chance.choice(pieces.TEXTS))}"],
            )
        )
    front = "\n".join(lines)
    text = f"+++\n{front}+++\n\n{pieces.body(chance)}"
    return _case(chance, _HUGO, "hugo", text.encode("utf-8", "replace"), is_private=_is_private_toml(front))


def json_front(chance: Random) -> Case:
    """An article of Hugo whose JSON is wrong in a few places."""
    value: Any = _VALUES
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        value = mutations.of_json(value, chance)
    front = mutations.json_bytes(value, chance)
    data = front + b"\n\n" + pieces.body(chance).encode("utf-8", "replace")
    is_private = isinstance(value, dict) and value.get("secured") == SECURED and front.count(SECURED.encode()) == 1
    return _case(chance, _HUGO, "hugo", data, is_private=is_private)


def headers(chance: Random) -> Case:
    """An article of Pelican or Nikola whose header is wrong in a few places."""
    files, dialect, head = chance.choice(((_PELICAN, "pelican", _PELICAN_HEAD), (_NIKOLA, "nikola", _NIKOLA_HEAD)))
    lines = head.split("\n")
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        at = chance.randrange(len(lines))
        key, colon, _ = lines[at].rpartition(": ")
        lines[at : at + 1] = chance.choice(
            (
                [],
                [lines[at], lines[at]],
                [chance.choice(_HEADER_LINES), lines[at]],
                [f"{key}{colon}{chance.choice(pieces.TEXTS)}"],
            )
        )
    text = "\n".join(lines) + f"\n{pieces.body(chance)}"
    return _case(chance, files, dialect, text.encode("utf-8", "replace"), is_private=True)


def _case(chance: Random, generator: dict[str, bytes], dialect: str, data: bytes, *, is_private: bool) -> Case:
    """The article beside one that is right, in a site of the generator."""
    if chance.random() < 0.2:
        data, is_private = mutations.of_bytes(data, chance), False
    source = "source: {path: articles, timezone: Europe/Berlin}"
    settings = sites.ONE_FEED.replace(
        source, f"source: {{path: content, timezone: Europe/Berlin, dialect: {dialect}, ids: permalink}}"
    )
    right = _RIGHT.get(dialect, sites.article(1)).encode()
    files = {f"{SITE}/outfeed.yaml": f"{settings}pages: false\n".encode(), f"{SITE}/content/right.md": right}
    name = chance.choice(("posts/a.md", "posts/a.md", "posts/a/index.md", "posts/2021-08-11-a.md", "a.md"))
    return Case(
        "", 0, files | generator | {f"{SITE}/content/{name}": data}, sequence(chance, "--keep-going"), is_private
    )


def _is_private_toml(front: str) -> bool:
    """Whether SECURED is the value of `secured`, at the top, and stands nowhere else."""
    try:
        value = tomllib.loads(front)
    except (ValueError, RecursionError):
        return False
    return value.get("secured") == SECURED and front.count(SECURED) == 1
