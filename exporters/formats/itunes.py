"""Apple's tags for podcasts, in the order of its guide. Spec: "A Podcaster's Guide to RSS", Apple Podcasts."""

from itertools import groupby
from typing import Final

from exporters.formats.enclosures import find_main
from exporters.formats.xmlfeed import Element, add_child
from exporters.model.article import Article
from exporters.model.artwork import Artwork
from exporters.model.show import Show

ITUNES: Final = "http://www.itunes.com/dtds/podcast-1.0.dtd"


def channel(element: Element, show: Show) -> None:
    """Add the tags of a show to <channel>."""
    image(element, show.image)
    categories(element, show)
    explicit(element, is_explicit=show.is_explicit)
    owner(element, show)
    _add(element, "author", show.author)  # after the owner: feedparser takes the last name for the author
    _add(element, "type", show.type)
    _add(element, "new-feed-url", show.new_feed_url)
    _add(element, "block", "Yes" if show.is_blocked else None)
    _add(element, "complete", "Yes" if show.is_complete else None)


def item(element: Element, article: Article) -> None:
    """Add the tags of an episode to <item>."""
    episode = article.episode
    duration = episode.duration if episode and episode.duration is not None else _duration(article)
    _add(element, "duration", None if duration is None else str(duration))
    if episode is None:
        return
    image(element, episode.image)
    explicit(element, is_explicit=episode.is_explicit)
    _add(element, "episode", None if episode.number is None else str(episode.number))
    _add(element, "season", None if episode.season is None else str(episode.season))
    _add(element, "episodeType", episode.type)


def image(element: Element, artwork: Artwork | None) -> None:
    """Add <itunes:image>, the artwork."""
    if artwork:
        add_child(element, f"{{{ITUNES}}}image", href=artwork.url)


def categories(element: Element, show: Show) -> None:
    """Add <itunes:category> for each category, with one in it for each sub-category that follows."""
    for name, group in groupby(show.categories, key=lambda each: each.name):
        category = add_child(element, f"{{{ITUNES}}}category", text=name)
        for each in group:
            if each.sub:
                add_child(category, f"{{{ITUNES}}}category", text=each.sub)


def explicit(element: Element, *, is_explicit: bool | None) -> None:
    """Add <itunes:explicit>: `true` or `false`."""
    if is_explicit is not None:
        _add(element, "explicit", "true" if is_explicit else "false")


def owner(element: Element, show: Show) -> None:
    """Add <itunes:owner> with name and e-mail address."""
    if show.owner:
        holder = add_child(element, f"{{{ITUNES}}}owner")
        _add(holder, "name", show.owner.name)
        _add(holder, "email", show.owner.email)


def _duration(article: Article) -> int | None:
    """Return the playing time of the file that <enclosure> names, else of the first that has one."""
    main = find_main(article.enclosures)
    files = (main, *article.enclosures) if main else ()
    return next((each.duration for each in files if each.duration is not None), None)


def _add(element: Element, name: str, text: str | None) -> None:
    if text is not None:
        add_child(element, f"{{{ITUNES}}}{name}", text)
