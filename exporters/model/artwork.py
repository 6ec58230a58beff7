"""Artwork: the picture of a show or an episode, and what is known of its file."""

from msgspec import Struct

from exporters.model.url import check_url


class Artwork(Struct, frozen=True, kw_only=True):
    """The picture of a podcast or an episode. Spec: Apple's guide to RSS, <itunes:image>."""

    url: str  # absolute
    width: int | None = None  # pixels; None: not known
    height: int | None = None  # pixels
    media_type: str | None = None  # by the content of the file: image/jpeg

    def __post_init__(self) -> None:
        """Raise ValueError if the address may not be written."""
        check_url("artwork", self.url)
