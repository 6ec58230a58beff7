"""A site with the quirks of real ones, the same for the same seed, and exports of it with the feeds a test names."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.cli.running import Ran, contents, outfeed_here
from tests.site.published import HOME, Published

TOPICS: Final = (
    *(
        "AI",
        "Ai",
        "ai ",
        "Machine Learning",
        "ML",
        "machine  learning",
        "Natural Language Processing",
        "R&D",
        "R&amp;D",
    ),
    *(
        "künstliche Intelligenz",
        "Künstliche Intelligenz",
        "ku\u0308nstliche Intelligenz",
        "机器学习",
        "Искусственный интеллект",
    ),
    *("C++", "c++", "C#", "C", ".NET", "net", "GPT-4", "gpt 4", "हिन्दी", "Power Apps", 2021, "a/b", "News & Views"),
)
PROVIDERS: Final[tuple[dict[str, Any], ...]] = (
    {"name": "Microsoft", "domain": "microsoft.com", "images": [{"url": "/assets/microsoft.jpg", "width": 50}]},
    {"name": "Microsoft", "domain": "blogs.microsoft.com"},
    {"domain": "neowin.net"},
    {"domain": "onmsft.com", "authors": [{"name": "Ann Lee"}, {"name": "José Ruiz", "url": "https://ruiz.example/"}]},
    {"name": "VentureBeat", "domain": "venturebeat.com", "authors": [{"name": "José Ruiz"}, {"name": "ann lee"}]},
    {"name": "机器之心", "authors": [{"name": "李雷"}]},
)
FIRST: Final = datetime(2019, 8, 19, 7, tzinfo=UTC)  # when the first article appears; the last one two years later
DAYS: Final = 730
SECURED: Final = "cipher+text"
DRAFT: Final = "not for the public yet"
WITHDRAWN: Final = "no longer for the public"

Fields = dict[str, Any]


def articles(count: int, seed: int = 7) -> Iterator[Fields]:
    """Front matter of so many articles, and `body`: what is missing, equal, repeated, spelled in several ways."""
    random = Random(seed)  # noqa: S311
    for number in range(count):
        moment = FIRST + timedelta(days=random.randrange(DAYS), hours=random.choice((0, 0, 0, 5)))
        fields: Fields = {
            "title": f"Title {number:03}: what’s new & <MSFT.O>",
            "publishedDateTime": moment,
            "webUrl": f"https://news.example/{number:03}",
            "secured": f"{SECURED}/{number}==",
            "provider": random.choice((*PROVIDERS, None)),
            "topics": random.sample(TOPICS, random.randrange(5)),
            "category": random.choice(("news", "News", "opinion", None)),
            "type": random.choice(("article", "article", "video", None)),
            "quality": random.choice((None, 50, 50, 72, 87)),
            "heat": random.choice((None, 0, 65, 65, 65.5, 90)),
            "excerpt": random.choice((None, f"About {number}", f"How {number} &#8217;came\r\n to be ")),
            "body": random.choice(("", "", f"<p>All of {number}. {'More of it. ' * (number % 40)}</p>\n")),
            "series": random.choice((None, "Basics", "Outlook")),
        }
        yield fields | _quirk(number, moment, random)


def _quirk(number: int, moment: datetime, random: Random) -> Fields:
    """What one of twenty articles has: nobody else's address, a draft, a withdrawal, an id that is no address."""
    match number % 20:
        case 3:
            return {"published": False, "title": DRAFT}
        case 5:
            return {"removed": True, "title": WITHDRAWN}
        case 7 | 8:
            return {
                "webUrl": f"https://news.example/{number - 5:03}",
                "updatedDateTime": moment + timedelta(hours=number),
            }
        case 9:
            return {"id": f"post {number}", "webUrl": None, "originalUrl": f"https://origin.example/{number}"}
        case 11:
            return {"updatedDateTime": moment + timedelta(days=random.randrange(300))}
        case 13:
            return {"id": f"tag:news.example,2021:{number}", "draft": True, "title": DRAFT}
    return {}


def written(folder: Path, name: str, fields: Mapping[str, Any]) -> Path:
    """An article in `folder`: front matter as people write it, then its `body`."""
    path = folder / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    front = "".join(_lines({key: value for key, value in fields.items() if key != "body"}, ""))
    path.write_text(f"---\n{front}---\n{fields.get('body', '')}", encoding="utf-8", newline="")
    return path


def small(number: int, day: datetime, **fields: Any) -> Fields:
    """A small article that appears on that day."""
    made = {"title": f"About {number}", "publishedDateTime": day, "webUrl": f"https://news.example/{number}"}
    return made | {"excerpt": f"News of {number}"} | fields


def site(folder: Path, count: int = 200) -> Path:
    """A folder of so many articles below `folder`."""
    for number, fields in enumerate(articles(count)):
        written(folder / "news" / f"{fields['publishedDateTime'].year}", f"{number:03}", fields)
    return folder / "news"


def settings(folder: Path, source: Path, *feeds: Mapping[str, Any], **others: Any) -> Path:
    """The settings file in `folder` that asks for those feeds of the articles in `source`."""
    site = {"title": "Every Day", "url": HOME, "language": "en", "author": {"name": "The editors"}}
    told = {"site": site, "source": {"path": str(source)}, "out": "out", "feeds": feeds} | others
    path = folder / "outfeed.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return path


def run(folder: Path, *flags: str) -> Ran:
    """An export by the settings in `folder`, which ends well."""
    ran = outfeed_here("export", *flags, cwd=folder)
    assert ran.status == 0, ran.err
    return ran


def exported(
    folder: Path, source: Path, *feeds: Mapping[str, Any], flags: tuple[str, ...] = (), **others: Any
) -> Published:
    """What an export of the articles in `source` publishes in `folder`, without pages where nobody asks for them."""
    settings(folder, source, *feeds, **({"pages": False} | others))
    run(folder, "--jobs", "1", "--no-cache", *flags)
    return Published(contents(folder / "out"))


def _lines(fields: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in fields.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:\n"
            yield from _lines(value, indent + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{indent}{key}:\n"
            for each in value:
                first, *more = _lines(each, indent + "    ")
                yield f"{indent}  - {first.strip()}\n"
                yield from more
        elif isinstance(value, list) and value:
            yield f"{indent}{key}:\n"
            yield from (f"{indent}  - {_scalar(each)}\n" for each in value)
        elif value is not None and value != []:
            yield f"{indent}{key}: {_scalar(value)}\n"


def _scalar(value: Any) -> str:
    return f"{value:%Y-%m-%dT%H:%M:%SZ}" if isinstance(value, datetime) else json.dumps(value, ensure_ascii=False)
