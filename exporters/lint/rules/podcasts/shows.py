"""Rules about a podcast as a whole. Spec: Apple, Podcast RSS feed requirements; PSP-1, required channel elements."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.podcasts.artwork import address_suffix
from exporters.checks.podcasts.shows import LONGEST_DESCRIPTION
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.podcasts.podcast import Podcast

_PICTURES: Final = frozenset({"jpg", "jpeg", "png"})


def language_missing(podcast: Podcast) -> Iterator[Finding]:
    """Directories list a show by its language, and refuse one without. Spec: Apple; PSP-1 <language>."""
    channel = podcast.channel
    if not (channel.first("language") or channel.first("dc:language") or channel.attributes.get("xml:lang")):
        fix = "write <language>en</language> in the channel"
        yield channel.finding("show-language-missing", "a podcast without <language>", fix, Level.WARNING)


def artwork_unsupported(podcast: Podcast) -> Iterator[Finding]:
    """Directories take JPEG and PNG, and go by the ending of the address. Spec: Apple; PSP-1 <itunes:image>."""
    for holder in (podcast.channel, *podcast.episodes):
        for image in holder.all("itunes:image"):
            address = image.attributes.get("href", "").strip()
            if address and address_suffix(address) not in _PICTURES:
                message = f"the address {quote_value(address)} of artwork does not end in .jpg or .png"
                fix = "use a square JPEG or PNG of 1400 to 3000 pixels, with its ending before any query"
                yield image.finding("show-artwork-unsupported", message, fix, Level.NOTE)


def description_long(podcast: Podcast) -> Iterator[Finding]:
    """Directories cut it. Spec: Apple; PSP-1 <description>: at most 4,000 bytes."""
    for holder in (podcast.channel, *podcast.episodes):
        description = holder.first("description")
        if description and (size := len(description.text.strip().encode())) > LONGEST_DESCRIPTION:
            message, fix = f"a description of {size:,} bytes", f"write at most {LONGEST_DESCRIPTION:,}"
            yield description.finding("show-description-long", message, fix, Level.NOTE)
