"""A show of six episodes: audio that is made here, articles with everything that an episode can say, and its export."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

from tests.cli.running import Ran, outfeed_here
from tests.podcasts.audio import m4a, mp3, wav

GUID: Final = "8be375ad-aa29-5f28-bb97-cc8d33001cf7"  # of example.org/feeds/rss.xml
FIRST: Final = datetime(2021, 8, 24, 7, 30, tzinfo=UTC)
SHOW: Final[Mapping[str, Any]] = {
    "category": ["Society & Culture > Places & Travel", "Technology"],
    "explicit": False,
    "image": "https://example.org/cover.jpg",
    "type": "serial",
    "author": "Ann & Ben",
    "owner": {"name": "Ann", "email": "ann@example.org"},
    "locked": True,
    "funding": {"url": "https://example.org/support", "text": "Support us"},
    "license": "CC-BY-4.0",
    "medium": "podcast",
    "location": {"name": "Vienna", "geo": "geo:48.2,16.37"},
}
TYPES: Final = {"mp3": "audio/mpeg", "m4a": "audio/x-m4a", "wav": "audio/wav"}


def sound(number: int) -> tuple[str, bytes, int]:
    """Ending, bytes and seconds of the file of an episode: MP3 and M4A by turns, and a WAV."""
    seconds = 60 * number
    if number == 6:
        return "wav", wav(2), 2
    return ("mp3", mp3(seconds), seconds) if number % 2 else ("m4a", m4a(seconds), seconds)


def episode(number: int, host: str = "https://example.org/audio") -> dict[str, Any]:
    """Front matter of episode `number`, whose file is at `host`."""
    ending, data, seconds = sound(number)
    fields: dict[str, Any] = {
        "title": f"Night {number}: Vienna & <Prague>",
        "publishedDateTime": (FIRST + timedelta(weeks=number)).isoformat(),
        "webUrl": f"https://example.org/{number}",
        "enclosures": [{"url": f"{host}/{number}.{ending}", "type": TYPES[ending], "length": len(data)}],
        "season": 1 if number < 4 else 2,
        "episode": number,
        "duration": seconds,
        "image": f"/art/{number}.jpg",
    }
    if number == 2:
        fields |= {
            "explicit": True,
            "episodeType": "bonus",
            "chapters": [{"start": 0, "title": "Begin"}, {"start": "1:30", "title": "End", "url": "/end"}],
            "transcript": ["/2.vtt", {"url": "/2.srt", "language": "de", "rel": "captions"}],
            "persons": [{"name": "Cleo", "role": "guest", "href": "https://example.org/cleo"}],
            "soundbites": [{"start": 10, "duration": 20, "title": "The best"}],
        }
    return fields


def make_show(folder: Path, host: str = "https://example.org/audio", **podcast: Any) -> Path:
    """Write settings, audio and six articles into `folder`."""
    (folder / "audio").mkdir(parents=True)
    (folder / "articles").mkdir()
    for number in range(1, 7):
        ending, data, _ = sound(number)
        (folder / f"audio/{number}.{ending}").write_bytes(data)
        write_episode(folder, number, episode(number, host))
    write_settings(folder, **podcast)
    return folder


def write_settings(folder: Path, **podcast: Any) -> None:
    """Write the settings of the show, with changes; None leaves a key out."""
    show = {key: value for key, value in ({**SHOW} | podcast).items() if value is not None}
    settings = {
        "site": {"title": "Night Trains", "description": "By night", "url": "https://example.org/", "language": "en"},
        "source": {"path": "articles"},
        "feeds": [{"path": "", "podcast": show}],
    }
    (folder / "outfeed.yaml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")


def write_episode(folder: Path, number: int, fields: Mapping[str, Any]) -> None:
    """Write the article of an episode."""
    front_matter = yaml.safe_dump(dict(fields), sort_keys=False, allow_unicode=True)
    (folder / f"articles/{number}.md").write_text(f"---\n{front_matter}---\n\nNight *{number}*.\n", encoding="utf-8")


def export(folder: Path, *flags: str) -> Ran:
    """Export the show into `folder`/out."""
    return outfeed_here("export", *flags, cwd=folder)
