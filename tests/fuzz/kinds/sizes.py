"""Cases of size: a value, a list or a body that is huge. What takes time by the square, or memory, shows here."""

import json
from random import Random
from typing import Final

from tests.fuzz import pieces, sites
from tests.fuzz.case import SITE, Case, Command

_BYTES: Final = (3_000, 30_000, 300_000)
_TEXTS: Final = ("title", "excerpt", "id", "webUrl", "type", "mood", "publishedDateTime", "featuredContent")
_LISTS: Final = ("topics", "images", "related", "mood")
_COMMANDS: Final[tuple[Command, ...]] = (("export", "--jobs", "1", "--keep-going"), ("validate", "--jobs", "1"))


def sizes(chance: Random) -> Case:
    """An article of which one thing is huge, and two small ones beside it."""
    count, unit = chance.choice(_BYTES), _unit(chance)
    times = max(1, count // len(unit.encode("utf-8", "replace")))
    front = {"title": "Title", "publishedDateTime": "2021-08-24T07:30:00Z", "webUrl": "https://everyday.example/x"}
    body = ""
    match chance.randrange(6):
        case 0:
            front[chance.choice(_TEXTS)] = json.dumps(unit * times)
        case 1:
            front[chance.choice(_TEXTS)] = "|\n" + "".join(f"  {line}\n" for line in (unit * times).split("\n"))
        case 2:
            front[chance.choice(_LISTS)] = f"[{', '.join([_item(unit, chance)] * (times // 4 + 1))}]"
        case _:
            body = unit * times
    text = "".join(f"{key}: {value}\n" for key, value in front.items())
    name = f"{SITE}/articles/x.{chance.choice(('md', 'html'))}"
    data = f"---\n{text}---\n{body}".encode("utf-8", "replace")
    return Case("", 0, sites.small(sites.ONE_FEED, 2) | {name: data}, _COMMANDS)


def _unit(chance: Random) -> str:
    """What is repeated."""
    drawer = chance.choice((pieces.TEXTS, pieces.MARKUP, pieces.MARKUP, pieces.MARKDOWN, pieces.MARKDOWN, pieces.URLS))
    return "".join(chance.choice(drawer) for _ in range(chance.choice((1, 1, 2, 3)))) or "x"


def _item(unit: str, chance: Random) -> str:
    """An item of a list, in flow style."""
    value = json.dumps(unit)
    return chance.choice((value, f"{{url: {value}}}", f"{{webUrl: {value}, title: {value}}}"))
