"""What Apple and PSP-1 recommend: it counts only under their profiles."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level
from exporters.lint.rules.podcasts.podcast import Podcast

_OF_EPISODES: Final = ("link", "pubDate", "description", "itunes:duration", "itunes:image", "itunes:explicit")
APPLE: Final = {  # Podcast RSS feed requirements, "Recommended tags"
    "channel": ("itunes:author", "link"),
    "item": ("guid", *_OF_EPISODES, "podcast:transcript"),
}
PSP: Final = {  # PSP-1, "Recommended elements"
    "channel": ("podcast:locked", "podcast:guid", "itunes:author"),
    "item": (*_OF_EPISODES, "podcast:transcript"),
}


def apple_recommended_missing(podcast: Podcast) -> Iterator[Finding]:
    """Apple shows less of the show. Spec: Apple, Podcast RSS feed requirements: recommended tags."""
    for holder in (podcast.channel, *podcast.episodes):
        if missing := _missing_names(holder, APPLE[holder.name]):
            message = f"no {missing} in the <{holder.name}>, which Apple recommends"
            yield holder.finding("apple-recommended-missing", message, "write it where it applies", Level.NOTE)


def psp_recommended_missing(podcast: Podcast) -> Iterator[Finding]:
    """Apps of Podcasting 2.0 offer less. Spec: PSP-1, recommended elements."""
    for holder in (podcast.channel, *podcast.episodes):
        if missing := _missing_names(holder, PSP[holder.name]):
            message = f"no {missing} in the <{holder.name}>, which PSP-1 recommends"
            yield holder.finding("psp-recommended-missing", message, "write it where it applies", Level.NOTE)


def _missing_names(holder: XmlElement, names: tuple[str, ...]) -> str:
    return ", ".join(f"<{name}>" for name in names if holder.first(name) is None)
