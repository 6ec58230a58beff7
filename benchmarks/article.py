"""One article of a corpus, in the shape of real ones: a pure function of its kind, its number and its moment."""

import base64
import hashlib
from datetime import datetime, timedelta
from typing import Final, Literal

from benchmarks import blog, prose
from benchmarks.dice import Dice

Kind = Literal["large", "small", "blog"]

RELATED: Final = (25, 35)  # entries that a large article has, least and most
SECURED: Final = 1128  # bytes, 1,504 characters in base64
SIZES: Final = ((1200, 668), (810, 540), (960, 540), (1068, 601), (1200, 675))  # pixels
MARKDOWN: Final = """{0}

## What it means

{1} It is **not yet** in use, see [the paper](https://example.org/papers/{2}).

- {3}
- {4}
"""
HTML: Final = """<p>{0}</p>
<p>{1} See <a href="https://example.org/papers/{2}">the paper</a>.</p>
<ul><li>{3}</li><li>{4}</li></ul>
"""


def article(kind: Kind, number: int, published: datetime) -> tuple[str, str]:
    """The name of the file, and what stands in it."""
    dice = Dice(number)
    title = prose.headline(dice)
    rule = f"{prose.rule(title)}-{number}"
    name, domain = dice.pick(prose.PUBLISHERS)
    width, height = dice.pick(SIZES)
    amp = f"{domain}/{published:%Y/%m/%d}/{rule}/amp/"
    lines = [
        "---",
        "category: news",
        f"title: {_quoted(title, dice)}",
        f"excerpt: {_quoted(prose.excerpt(dice), dice)}",
        f"publishedDateTime: {_moment(published)}",
        *([f'originalUrl: "https://{domain}/{published:%Y/%m/%d}/{rule}/"'] if kind == "large" else []),
        f'webUrl: "https://{domain}/{published:%Y/%m/%d}/{rule}/"',
        f'ampWebUrl: "https://{amp}"',
        f'cdnAmpWebUrl: "https://{_cached(domain)}/c/s/{amp}"',
        "type: article",
        f"quality: {dice.below(100)}",
        f"heat: {dice.below(300)}",
        "published: true",
        "",
        "provider:",
        f"  name: {name}",
        f"  domain: {domain}",
        "  images:",
        f'    - url: "https://everyday-cc.github.io/ai/assets/images/organizations/{domain}-50x50.jpg"',
        "      width: 50",
        "      height: 50",
        "",
        "topics:",
        *(f"  - {topic}" for topic in _topics(dice)),
        "",
        "images:",
        f'  - url: "https://{domain}/wp-content/uploads/{published:%Y/%m}/{rule}.jpg?w={width}&strip=all"',
        f"    width: {width}",
        f"    height: {height}",
        "    isCached: true",
        "",
    ]
    if kind == "large":
        lines.append("related:")
        for _ in range(RELATED[0] + dice.below(RELATED[1] - RELATED[0] + 1)):
            lines += _related(dice, published)
        lines += ["", f'secured: "{_cipher(number)}"']
    return f"{published:%Y-%m-%d}-{rule}.md", "\n".join(
        [*lines, "---", blog.body(number, dice) if kind == "blog" else _body(dice)]
    )


def _related(dice: Dice, published: datetime) -> list[str]:
    title = prose.headline(dice)
    name, domain = dice.pick(prose.PUBLISHERS)
    width, height = dice.pick(SIZES)
    place = prose.rule(title) if dice.below(50) else title.replace(" ", "-")  # some sites keep letters such as ’ and é
    path = f"{published:%Y/%m}/{place}-{dice.below(1_000_000)}/"
    host = f"www.{domain}"
    amp = [
        f'    ampWebUrl: "https://{host}/google-amp/{path}"',
        f'    cdnAmpWebUrl: "https://{_cached(host)}/c/s/{host}/google-amp/{path}"',
    ]
    image = [
        "    images:",
        f'      - url: "https://{host}/a/hub/i/{path}{dice.below(1 << 30):08x}-{dice.below(1 << 30):08x}.jpg"',
        f"        width: {width}",
        f"        height: {height}",
        "        isCached: true",
    ]
    return [
        f"  - title: {_quoted(title, dice)}",
        f"    excerpt: {_quoted(prose.excerpt(dice), dice)}",
        f"    publishedDateTime: {_moment(published - timedelta(minutes=dice.below(5000)))}",
        f'    webUrl: "https://{host}/{path}"',
        *(amp if dice.in_hundred(40) else []),
        "    type: article",
        "    provider:",
        f"      name: {name}",
        f"      domain: {domain}",
        f"    quality: {dice.below(100)}",
        *(image if dice.in_hundred(75) else []),
    ]


def _cached(host: str) -> str:
    return f"{host.replace('.', '-')}.cdn.ampproject.org"


def _quoted(text: str, dice: Dice) -> str:
    """`text` in double quotes, with what real folders have: quotes within, entities, a space at the end."""
    chance = dice.below(100)
    if chance < 5:
        first, second, rest = text.split(" ", 2)
        text = f'{first} \\"{second}\\" {rest}'
    elif chance < 8:
        text = text.replace("’", "&#8217;")
    elif chance < 12:
        text += " "
    return f'"{text}"'


def _topics(dice: Dice) -> list[str]:
    """Three to five, each once."""
    first, count = dice.below(len(prose.TOPICS)), 3 + dice.below(3)
    return [prose.TOPICS[(first + 7 * step) % len(prose.TOPICS)] for step in range(count)]


def _body(dice: Dice) -> str:
    """Nothing, mostly; Markdown in three of a hundred, HTML in one."""
    chance = dice.below(100)
    if chance >= 4:
        return ""
    texts = [dice.pick(prose.SENTENCES) for _ in range(4)]
    body = HTML if chance == 0 else MARKDOWN
    return "\n" + body.format(texts[0], texts[1], dice.below(100_000), texts[2], texts[3])


def _cipher(number: int) -> str:
    return base64.b64encode(hashlib.shake_128(b"%d" % number).digest(SECURED)).decode()


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
