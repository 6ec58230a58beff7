"""Rules about the episodes of a podcast, by what Apple and PSP-1 require of one. Spec: Apple's guide to RSS; PSP-1."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from exporters.checks.podcasts.artwork import address_suffix, artwork_problems
from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.model.article import Article, Enclosure
from exporters.model.show import Show

FILE_TYPES: Final = {  # of files that Apple plays, with their types; PSP-1 and hosts have further names of them
    "mp3": ("audio/mpeg", "audio/mp3"),
    "m4a": ("audio/x-m4a", "audio/mp4", "audio/m4a"),
    "mp4": ("video/mp4", "audio/mp4"),
    "m4v": ("video/x-m4v", "video/m4v", "video/mp4"),
    "mov": ("video/quicktime",),
    "pdf": ("application/pdf",),
}
TYPES: Final = frozenset(media_type for types in FILE_TYPES.values() for media_type in types)


class EpisodeProblem(NamedTuple):
    """What is wrong with an episode."""

    element: str  # of the item: enclosure, itunes:image
    diagnostic: Diagnostic  # without its place


class EpisodeChecker:
    """Checks the episodes of one show, one after another."""

    def __init__(self, show: Show) -> None:
        """Start without an episode."""
        self._show = show
        self._titles: dict[str, str] = {}  # of the first episode with each file, by its address

    def problems(self, article: Article) -> Iterator[EpisodeProblem]:
        """Yield what directories and players refuse in an episode, or miss."""
        yield from self._enclosure(article)
        episode = article.episode
        number, kind = (episode.number, episode.type) if episode else (None, None)
        if self._show.type == "serial" and number is None and kind not in ("trailer", "bonus"):
            message = "an episode of a serial show without a number"
            yield _episode_problem(
                "itunes:episode", "podcast-number-missing", message, "write episode: 1 in its front matter"
            )
        if episode is None:
            return
        for each in artwork_problems(episode.image) if episode.image else ():
            yield EpisodeProblem("itunes:image", each)
        yield from _times(article)

    def _enclosure(self, article: Article) -> Iterator[EpisodeProblem]:
        """Yield problems with the file of an episode."""
        file = main_file(article)
        if file is None:
            if not article.enclosures:  # a file without type or length is told where it was read
                message, fix = "an article without a file in a podcast", "write enclosure: with the address of its file"
                yield _enclosure_problem("podcast-enclosure-missing", message, fix)
            return
        yield from _media_type(file)
        if (other := self._titles.get(file.url)) is None:
            self._titles[file.url] = article.title
        else:
            message = f"{quote_value(file.url)} is also the file of {quote_value(other)}"
            yield _enclosure_problem("podcast-enclosure-repeated", message, "give each episode a file of its own")


def main_file(article: Article) -> Enclosure | None:
    """Return the file that <enclosure> names: the first with type and length."""
    return next((each for each in article.enclosures if each.media_type and each.length is not None), None)


def _media_type(file: Enclosure) -> Iterator[EpisodeProblem]:
    """Yield problems with the type of a file and the end of its address: Apple goes by both."""
    suffix, media_type = address_suffix(file.url), (file.media_type or "").lower()
    if suffix not in FILE_TYPES:
        message = f"the address {quote_value(file.url)} does not end in {_LIST}"
        yield _enclosure_problem("podcast-enclosure-extension", message, "put the ending before any query")
    elif media_type not in FILE_TYPES[suffix] and media_type in TYPES:
        message = f"a file that ends in .{suffix} has the type {quote_value(media_type)}"
        yield _enclosure_problem("podcast-enclosure-type", message, f"write type: {FILE_TYPES[suffix][0]}")
    if media_type not in TYPES:
        right = FILE_TYPES[suffix][0] if suffix in FILE_TYPES else "audio/mpeg"
        message = f"Apple does not play the type {quote_value(media_type)}"
        yield _enclosure_problem("podcast-enclosure-type", message, f"use a file of a type such as {right}")


_LIST: Final = f"{', '.join(f'.{each}' for each in list(FILE_TYPES)[:-1])} or .{list(FILE_TYPES)[-1]}"


def _times(article: Article) -> Iterator[EpisodeProblem]:
    """Yield a problem for a duration of none, and for chapters and soundbites that begin after the end."""
    episode, file = article.episode, main_file(article)
    if episode is None:
        return
    if episode.duration == 0:
        yield _episode_problem(
            "itunes:duration", "podcast-duration", "an episode of 0 seconds", "write its playing time"
        )
    duration = episode.duration or (file.duration if file else None)
    if not duration:
        return
    last = max((each.start for each in episode.chapters), default=0)
    if last >= duration:
        message = f"a chapter begins after {last:,} seconds, and the episode has {duration:,}"
        yield _episode_problem("podcast:chapters", "podcast-duration", message, "correct one of the two")
    last = max((each.start + each.duration for each in episode.soundbites), default=0)
    if last > duration:
        message = f"a soundbite ends after {last:,} seconds, and the episode has {duration:,}"
        yield _episode_problem("podcast:soundbite", "podcast-duration", message, "correct one of the two")


def _enclosure_problem(rule: str, message: str, fix: str) -> EpisodeProblem:
    return _episode_problem("enclosure", rule, message, fix)


def _episode_problem(element: str, rule: str, message: str, fix: str) -> EpisodeProblem:
    return EpisodeProblem(element, Diagnostic(rule, message, fix, Level.WARNING))
