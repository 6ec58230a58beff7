"""Read what the front matter says of an episode: each value in the forms that people write, each problem at its place.

A value that can't be used is left out of feeds, and reported; it never rejects the article.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple, TypeVar, get_args

from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.model.artwork import Artwork
from exporters.model.episode import Chapter, Contributor, Episode, EpisodeType, Soundbite, Transcript
from exporters.repair import kinds, structures
from exporters.repair.report import RepairReport
from exporters.support.lazy_regex import lazy_regex
from exporters.support.nearest import did_you_mean
from exporters.yamldoc.positions import KeyPath, YamlDocument

EPISODE_KEYS: Final = frozenset(
    "season episode episodeType explicit duration image chapters transcript persons soundbites".split()
)
TRANSCRIPT_TYPES: Final = {  # by the end of an address. Spec: Podcasting 2.0, transcripts
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "json": "application/json",
    "html": "text/html",
    "htm": "text/html",
    "txt": "text/plain",
}
_EXAMPLES: Final = {"start": "1:30", "duration": "60", "url": "https://…", "name": "Ann"}
_MOST: Final = 1_000_000  # of a number of seasons, episodes or seconds
_WORDS: Final = {"clean": False, "explicit": True}  # that Apple had once, beside yes and no
_CLOCK: Final = lazy_regex(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2}(?:\.\d{1,3})?)\Z", re.ASCII)
_PLAIN: Final = lazy_regex(r"\d{1,7}(?:\.\d{1,3})?\Z", re.ASCII)

Part = TypeVar("Part")


class EpisodeReading(NamedTuple):
    """What an article says as an episode, and what there is to tell of it."""

    episode: Episode | None  # None: nothing
    diagnostics: list[Diagnostic]


def read_episode(document: YamlDocument, base: str, artwork: str | None, *, is_episode: bool) -> EpisodeReading:
    """Return the episode in `document`, a mapping; root-relative addresses lie under `base`.

    `artwork` is what the dialect makes of `image`; None: `image` is an address. A problem is a warning if
    `is_episode`, else a note: another article of the site may have such a key for another purpose.
    """
    if EPISODE_KEYS.isdisjoint(document.value):
        return EpisodeReading(None, [])
    reader = _EpisodeReader(document, base, Level.WARNING if is_episode else Level.NOTE)
    episode = reader.read(artwork)
    return EpisodeReading(episode if episode != Episode() else None, reader.diagnostics)


class _EpisodeReader:
    """Reads the values of one article."""

    def __init__(self, document: YamlDocument, base: str, level: Level) -> None:
        self._values = document.value
        self._level = level
        self._report = RepairReport(document, base, None)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Return the repairs, and the problems."""
        return [
            *self._report.notes,
            *(each._replace(rule="episode-value", level=self._level) for each in self._report.problems),
        ]

    def read(self, artwork: str | None) -> Episode:
        """Return the episode."""
        chapters = self._values.get("chapters")
        is_file = isinstance(chapters, str)
        parts = () if is_file else self._each("chapters", self._chapter)
        return Episode(
            season=self._number("season"),
            number=self._number("episode"),
            type=self._word("episodeType"),
            is_explicit=self._flag("explicit"),
            duration=self._duration(),
            image=self._artwork(artwork),
            chapters=tuple(sorted(parts, key=lambda each: each.start)),
            chapters_url=self._address(("chapters",)) if is_file else None,
            transcripts=tuple(self._each("transcript", self._transcript)),
            people=tuple(self._each("persons", self._person)),
            soundbites=tuple(self._each("soundbites", self._soundbite)),
        )

    def _artwork(self, of_dialect: str | None) -> Artwork | None:
        url = of_dialect or self._address(self._in_mapping("image", "url"))
        return Artwork(url=url) if url else None

    def _each(self, key: str, read: Callable[[KeyPath], Part | None]) -> Iterator[Part]:
        """Yield the parts of the list at `key`; one value counts as a list of one."""
        value = self._values.get(key)
        if value is None:
            return
        if isinstance(value, list) and len(value) > structures.MAX_ENTRIES:
            self._wrong((key,), f"{len(value):,} entries", f"keep at most {structures.MAX_ENTRIES:,}")
            return
        paths: list[KeyPath] = [(key, at) for at in range(len(value))] if isinstance(value, list) else [(key,)]
        for path in paths:
            if (part := read(path)) is not None:
                yield part

    def _chapter(self, path: KeyPath) -> Chapter | None:
        start = self._seconds((*path, "start"), "write start: 1:30", is_needed=True)
        if start is None:
            return None
        title, url, image = self._text((*path, "title")), self._address((*path, "url")), self._address((*path, "img"))
        return Chapter(start=start, title=title, url=url, image=image)

    def _transcript(self, path: KeyPath) -> Transcript | None:
        value = self._get(path)
        at = (*path, "url") if isinstance(value, dict) else path
        url = self._address(at, is_needed=True)
        if url is None:
            return None
        suffix = re.split("[?#]", url, maxsplit=1)[0].rpartition(".")[2].lower()
        media_type = self._text((*path, "type")) or TRANSCRIPT_TYPES.get(suffix)
        if media_type is None:
            self._wrong(at, f"the type of {quote_value(url)} is unknown", "write its type, such as type: text/vtt")
            return None
        language, rel = self._text((*path, "language")), self._text((*path, "rel"))
        return Transcript(url=url, media_type=media_type, language=language, rel=rel)

    def _person(self, path: KeyPath) -> Contributor | None:
        value = self._get(path)
        if not isinstance(value, dict):
            name = self._text(path, is_needed=True)
            return Contributor(name=name) if name else None
        name = self._text((*path, "name"), is_needed=True)
        if name is None:
            return None
        role, group = self._text((*path, "role")), self._text((*path, "group"))
        image, url = self._address((*path, "img")), self._address((*path, "href"))
        return Contributor(name=name, role=role and role.lower(), group=group and group.lower(), image=image, url=url)

    def _soundbite(self, path: KeyPath) -> Soundbite | None:
        start = self._seconds((*path, "start"), "write start: 1:30", is_needed=True)
        duration = self._seconds((*path, "duration"), "write duration: 60", is_needed=True)
        if start is None or duration is None:
            return None
        return Soundbite(start=start, duration=duration, title=self._text((*path, "title")))

    def _duration(self) -> int | None:
        seconds = self._seconds(("duration",), "write seconds, or hours:minutes:seconds, such as 1:02:03")
        return None if seconds is None else round(seconds)

    def _get(self, path: KeyPath) -> Any:
        value: Any = self._values
        for step in path:
            if isinstance(value, dict):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int):
                value = value[step]
            else:
                return None
        return value

    def _in_mapping(self, key: str, inner: str) -> KeyPath:
        """Return the path of `inner` if a mapping is at `key`, else that of the value itself."""
        return (key, inner) if isinstance(self._values.get(key), dict) else (key,)

    def _text(self, path: KeyPath, *, is_needed: bool = False) -> str | None:
        value = self._get(path)
        text = None if value is None else kinds.text(self._report, value, path)
        if text is not None and not isinstance(text, str):
            self._wrong(path, "a list or a mapping", "write text")
            return None
        if text is None and is_needed:
            self._missing(path)
        return text

    def _address(self, path: KeyPath, *, is_needed: bool = False) -> str | None:
        value = self._get(path)
        if value is None:
            if is_needed:
                self._missing(path)
            return None
        url = kinds.url(self._report, value, path)
        if url is not None and not isinstance(url, str):
            self._wrong(path, f"{quote_value(value)} is not an address", "write https://…")
            return None
        return url

    def _number(self, key: str) -> int | None:
        value = self._values.get(key)
        number = None if value is None else kinds.number(self._report, value, (key,))
        if number is None:
            return None
        if isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= _MOST:
            return number
        self._wrong((key,), f"{quote_value(value)} is not a whole number from 1", f"write {key}: 2")
        return None

    def _flag(self, key: str) -> bool | None:
        value = self._values.get(key)
        if isinstance(value, str) and value.strip().lower() in _WORDS:
            return _WORDS[value.strip().lower()]
        flag = None if value is None else kinds.flag(self._report, value, (key,))
        if flag is None or isinstance(flag, bool):
            return flag
        self._wrong((key,), f"{quote_value(value)} is not true or false", f"write {key}: true or {key}: false")
        return None

    def _word(self, key: str) -> Any:
        text, words = self._text((key,)), get_args(EpisodeType)
        if text is None or text.lower() in words:
            return text and text.lower()
        self._wrong((key,), f"{quote_value(text)} is not one of {', '.join(words)}", did_you_mean(text, words))
        return None

    def _seconds(self, path: KeyPath, fix: str, *, is_needed: bool = False) -> int | float | None:
        value = self._get(path)
        if value is None:
            if is_needed:
                self._missing(path)
            return None
        written = self._report.document.source_text(path) if isinstance(value, (int, float)) else None
        seconds = parse_seconds(written or value)  # YAML takes 1:02:03 for a number, and 010 for eight
        if seconds is None or seconds > _MOST:
            self._wrong(path, f"{quote_value(value)} is not a time", fix)
            return None
        return seconds

    def _missing(self, path: KeyPath) -> None:
        example = _EXAMPLES.get(str(path[-1]))
        self._wrong(path, "missing", f"write {path[-1]}: {example}" if example else "write it, or remove the entry")

    def _wrong(self, path: KeyPath, message: str, fix: str) -> None:
        self._report.add(path, Diagnostic("episode-value", message, fix))


def parse_seconds(value: object) -> int | float | None:
    """Return the seconds of `90`, `"1:30"` or `"1:02:03"`; None if `value` is no time."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return (int(value) if float(value).is_integer() else round(value, 3)) if 0 <= value < float("inf") else None
    text = value.strip() if isinstance(value, str) else ""
    if _PLAIN.match(text):
        return parse_seconds(float(text))
    match = _CLOCK.match(text)
    if match is None:
        return None
    hours, minutes, seconds = match.groups()
    return parse_seconds(int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds))
