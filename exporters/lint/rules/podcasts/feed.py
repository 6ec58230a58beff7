"""Judge a podcast: an RSS document that has an element of Apple's namespace."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import ParsedXml
from exporters.lint.rules.podcasts import episodes, recommendations, shows
from exporters.lint.rules.podcasts.podcast import Podcast

RULES: Final[tuple[Callable[[Podcast], Iterator[Finding]], ...]] = (
    shows.language_missing,
    shows.artwork_unsupported,
    shows.description_long,
    episodes.enclosure_missing,
    episodes.title_missing,
    episodes.file_unsupported,
    episodes.file_repeated,
    episodes.number_missing,
    recommendations.apple_recommended_missing,
    recommendations.psp_recommended_missing,
)


def podcast_findings(parsed: ParsedXml) -> Iterator[Finding]:
    """Yield what directories of podcasts refuse or miss in an RSS document; nothing for other documents."""
    channel = parsed.root.first("channel")
    if parsed.root.name != "rss" or channel is None or not any(name.startswith("itunes:") for name in parsed.names):
        return
    podcast = Podcast(channel=channel, episodes=channel.all("item"))
    for rule in RULES:
        yield from rule(podcast)
