"""A podcast in an RSS document."""

from typing import NamedTuple

from exporters.checks.parsed_xml import XmlElement


class Podcast(NamedTuple):
    """The channel of a podcast and its items."""

    channel: XmlElement
    episodes: list[XmlElement]

    @property
    def is_serial(self) -> bool:
        """Return whether the episodes belong in one order."""
        return self.channel.value("itunes:type").lower() == "serial"
