"""Sites that are right: what cases begin with, and what exports of them leave."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from tests.cli.running import SEEDS, contents, outfeed_here
from tests.fuzz.case import SECURED, SITE, write_files
from tests.fuzz.child import scratch
from tests.write_golden import FOLDER

HOME: Final = "https://everyday.example/"
ONE_FEED: Final = f"""\
site:
  title: Every Day
  description: News of every day
  url: {HOME}
  language: en
  author: {{name: The editors}}
source: {{path: articles, timezone: Europe/Berlin}}
out: out
"""
MANY_FEEDS: Final = f"""{ONE_FEED}hubs: [https://hub.invalid/]
formats: [rss, atom, json, csv, sitemap]
tombstones: true
stylesheet: true
feeds:
  - path: ""
    limit: 3
  - path: topics/{{topic}}
    content: excerpt
  - path: years/{{year}}
    limit: 1
    archive: year
  - path: hot
    order: heat
    max_bytes: 20 kB
"""
TOPICS: Final = ("AI", "R&D", "künstliche Intelligenz")

Files = dict[str, bytes]


def article(number: int) -> str:
    """An article that is right, of fields that most have."""
    return f"""---
title: "Title {number}: what’s new"
excerpt: About number {number}
publishedDateTime: 2021-08-{10 + number}T07:30:00Z
webUrl: https://everyday.example/posts/{number}
type: article
category: news
quality: {50 + number}
heat: {90 - number}
published: true

provider:
  name: Wired
  domain: wired.com
  authors:
    - name: Ann Lee
      url: https://ann.example/

topics:
  - {TOPICS[number % 3]}

images:
  - url: /assets/{number}.jpg
    width: 100
    height: 50
    title: A picture

related:
  - title: Another
    webUrl: https://other.example/{number}
    quality: 5

secured: "{SECURED}"
---
<p>All of number {number}, <a href="/more">and more</a>.</p>
"""


def small(settings: str, count: int = 3) -> Files:
    """A site of a few articles."""
    files = {f"{SITE}/articles/{number}.md": article(number).encode() for number in range(count)}
    return files | {f"{SITE}/outfeed.yaml": settings.encode()}


@cache
def real_articles() -> tuple[bytes, ...]:
    """Articles of real sites, and those of the golden cases; what is secured in them is SECURED."""
    paths = [*SEEDS.glob("*.md"), *FOLDER.glob("*/articles/*.md"), *FOLDER.glob("*/articles/*.html")]
    return tuple(_with_secret(path.read_bytes()) for path in sorted(paths))


def _with_secret(data: bytes) -> bytes:
    kept = b"".join(line for line in data.splitlines(keepends=True) if not line.startswith(b"secured:"))
    return kept.replace(b"---\n", f'---\nsecured: "{SECURED}"\n'.encode(), 1)


@cache
def exported(settings: str) -> Files:
    """A small site with everything that an export leaves: the feeds and the cache."""
    with scratch() as folder:
        write_files(small(settings), folder)
        for flags in (["--format", "rss"], []):
            ran = outfeed_here("export", "--jobs", "1", *flags, cwd=folder / SITE)
            assert ran.status == 0, ran
        return contents(folder)


def moved(files: Files, before: str, after: str) -> Files:
    """The files, those below one folder below another."""
    return {
        after + name.removeprefix(before) if name.startswith(before) else name: data for name, data in files.items()
    }


def below(files: Files, folder: str) -> Iterator[str]:
    """The names of files in a folder."""
    return (name for name in files if name.startswith(f"{folder}/"))
