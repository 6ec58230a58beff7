"""feed.css: what a browser makes of a feed that somebody opens. Plain CSS, no XSLT, which browsers are removing."""

from importlib.resources import files


def stylesheet() -> bytes:
    """The style sheet of RSS and Atom documents."""
    return (files("exporters.pages") / "feed.css").read_bytes()
