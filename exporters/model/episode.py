"""Episode: what an article says of itself as an episode of a podcast. Spec: Apple's guide to RSS; Podcasting 2.0."""

from typing import Literal

from msgspec import Struct

from exporters.model.artwork import Artwork
from exporters.model.text import check_text
from exporters.model.url import check_url

EpisodeType = Literal["full", "trailer", "bonus"]


class Chapter(Struct, frozen=True, kw_only=True):
    """A part of an episode. Spec: JSON Chapters 1.2."""

    start: int | float  # seconds from the begin of the episode
    title: str | None = None  # plain text
    url: str | None = None  # absolute: a page about it
    image: str | None = None  # absolute address of a picture

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        _check_seconds("chapter", self.start)
        check_text("chapter title", self.title)
        check_url("chapter", self.url)
        check_url("chapter image", self.image)


class Transcript(Struct, frozen=True, kw_only=True):
    """The words of an episode in a file. Spec: Podcasting 2.0 <podcast:transcript>."""

    url: str  # absolute
    media_type: str  # text/vtt
    language: str | None = None  # BCP 47; None: that of the feed
    rel: str | None = None  # captions: it has the time of each line

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        check_url("transcript", self.url)
        for name, text in (("type", self.media_type), ("language", self.language), ("rel", self.rel)):
            check_text(f"transcript {name}", text)


class Contributor(Struct, frozen=True, kw_only=True):
    """A person in an episode: a host, a guest. Spec: Podcasting 2.0 <podcast:person>."""

    name: str  # plain text
    role: str | None = None  # of the Podcast Taxonomy: guest; None: host
    group: str | None = None  # of the Podcast Taxonomy: writing; None: cast
    image: str | None = None  # absolute address of a picture
    url: str | None = None  # absolute: a page about the person

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        for name, text in (("name", self.name), ("role", self.role), ("group", self.group)):
            check_text(f"person {name}", text)
        check_url("person image", self.image)
        check_url("person", self.url)


class Soundbite(Struct, frozen=True, kw_only=True):
    """A short piece of an episode that is worth to be heard alone. Spec: Podcasting 2.0 <podcast:soundbite>."""

    start: int | float  # seconds from the begin of the episode
    duration: int | float  # seconds
    title: str | None = None  # plain text

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        _check_seconds("soundbite", self.start)
        _check_seconds("soundbite", self.duration)
        check_text("soundbite title", self.title)


class Episode(Struct, frozen=True, kw_only=True):
    """An episode of a podcast. None or empty means that the author does not say it."""

    season: int | None = None  # from 1
    number: int | None = None  # from 1, within its season
    type: EpisodeType | None = None
    is_explicit: bool | None = None  # None: as the show is
    duration: int | None = None  # seconds; None: that of the enclosure
    image: Artwork | None = None  # of its own
    chapters: tuple[Chapter, ...] = ()  # in order of time
    chapters_url: str | None = None  # absolute address of a file of chapters
    transcripts: tuple[Transcript, ...] = ()
    people: tuple[Contributor, ...] = ()
    soundbites: tuple[Soundbite, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        check_url("chapters", self.chapters_url)
        for name, number, least in (("season", self.season, 1), ("episode", self.number, 1)):
            if number is not None and number < least:
                message = f"{name}: {number} is less than {least}"
                raise ValueError(message)
        if self.duration is not None:
            _check_seconds("duration", self.duration)


def _check_seconds(name: str, seconds: float) -> None:
    if seconds < 0:
        message = f"{name}: {seconds} seconds are less than none"
        raise ValueError(message)
