"""Rules about the episodes of a podcast. Spec: Apple, Podcast RSS feed requirements; PSP-1, required item elements."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.checks.podcasts.artwork import address_suffix
from exporters.checks.podcasts.episodes import FILE_TYPES, TYPES
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.podcasts.podcast import Podcast

_ENDINGS: Final = ", ".join(f".{each}" for each in FILE_TYPES)


def enclosure_missing(podcast: Podcast) -> Iterator[Finding]:
    """Players hide an item without a file. Spec: Apple; PSP-1 <enclosure>."""
    for episode in podcast.episodes:
        if episode.first("enclosure") is None:
            message, fix = "an item of a podcast without <enclosure>", "write the address, the length and the type"
            yield episode.finding("episode-enclosure-missing", message, fix, Level.NOTE)


def title_missing(podcast: Podcast) -> Iterator[Finding]:
    """Players list titles alone. Spec: Apple; PSP-1, <title> of an item."""
    for episode in podcast.episodes:
        if not (episode.value("title") or episode.value("itunes:title")):
            yield episode.finding("episode-title-missing", "an episode without a title", "write one", Level.WARNING)


def file_unsupported(podcast: Podcast) -> Iterator[Finding]:
    """Apple plays a few kinds of files, and goes by type and ending. Spec: Apple <enclosure>; a query may follow."""
    for episode in podcast.episodes:
        for enclosure in episode.all("enclosure"):
            if problem := _file_problem(enclosure):
                message, level = problem
                fix = f"use a file that ends in one of {_ENDINGS}, with its own type"
                yield enclosure.finding("episode-file-unsupported", message, fix, level)


def _file_problem(enclosure: XmlElement) -> tuple[str, Level] | None:
    address, media_type = (enclosure.attributes.get(name, "").strip() for name in ("url", "type"))
    ending = address_suffix(address)
    if media_type.lower().startswith("image/"):  # the picture of an article
        return None
    if media_type and media_type.lower() not in TYPES:
        return f"a file of the type {quote_value(media_type)}, which Apple does not play", Level.WARNING
    if address and ending not in FILE_TYPES:
        level = Level.WARNING if 0 < len(ending) <= 5 else Level.NOTE
        return f"the address {quote_value(address)} has no ending that Apple knows", level
    if media_type and address and media_type.lower() not in FILE_TYPES[ending]:
        return f"a file that ends in .{ending} has the type {quote_value(media_type)}", Level.WARNING
    return None


def file_repeated(podcast: Podcast) -> Iterator[Finding]:
    """Apple ignores a file that another episode has. Spec: Apple: each episode has a file of its own."""
    episode_by_address: dict[str, XmlElement] = {}
    for episode in podcast.episodes:
        enclosure = episode.first("enclosure")
        address = enclosure.attributes.get("url", "").strip() if enclosure else ""
        if enclosure is None or not address:
            continue
        if earlier := episode_by_address.get(address):
            message = f"{quote_value(address)} is also the file of {earlier.path}"
            fix = "give each episode a file of its own"
            yield enclosure.finding("episode-file-repeated", message, fix, Level.WARNING)
        else:
            episode_by_address[address] = episode


def number_missing(podcast: Podcast) -> Iterator[Finding]:
    """Players order a serial show by its numbers. Spec: Apple <itunes:episode>: required for serial shows; PSP-1."""
    for episode in podcast.episodes if podcast.is_serial else ():
        kind = episode.value("itunes:episodeType").lower()
        if kind not in {"trailer", "bonus"} and not (
            episode.first("itunes:episode") or episode.first("podcast:episode")
        ):
            message = "an episode of a serial show without a number"
            fix = "write <itunes:episode>1</itunes:episode>"
            yield episode.finding("episode-number-missing", message, fix, Level.WARNING)
