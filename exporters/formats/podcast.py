"""The podcast namespace, in the order of its documentation. Spec: https://podcastindex.org/namespace/1.0."""

from typing import Final

from exporters.formats.chapters import MEDIA_TYPE, chapters_url
from exporters.formats.xmlfeed import Element, add_child, rfc822
from exporters.model.article import Article
from exporters.model.episode import Contributor, Soundbite, Transcript
from exporters.model.feed import Feed
from exporters.model.show import Show, ShowFunding, ShowLicense, ShowLocation, ShowText, ShowTrailer

PODCAST: Final = "https://podcastindex.org/namespace/1.0"


def channel(element: Element, show: Show) -> None:
    """Add the tags of a show to <channel>."""
    lock(element, show)
    for each in show.funding:
        funding(element, each)
    for location in show.locations:
        locate(element, location)
    for trailer in show.trailers:
        advertise(element, trailer)
    if show.license:
        license_terms(element, show.license)
    _add(element, "guid", show.guid)
    _add(element, "medium", show.medium)
    for text in show.texts:
        free_text(element, text)


def item(element: Element, article: Article, feed: Feed) -> None:
    """Add the tags of an episode to <item>."""
    episode = article.episode
    if episode is None:
        return
    for each in episode.transcripts:
        transcript(element, each)
    if (url := chapters_url(article, feed)) is not None:
        _add(element, "chapters", url=url, type=MEDIA_TYPE)
    for bite in episode.soundbites:
        soundbite(element, bite)
    for contributor in episode.people:
        person(element, contributor)
    _add(element, "season", None if episode.season is None else str(episode.season))
    _add(element, "episode", None if episode.number is None else str(episode.number))


def lock(element: Element, show: Show) -> None:
    """Add <podcast:locked>, with the e-mail address that proves who may unlock it."""
    if show.is_locked is not None:
        email = show.owner.email if show.owner else None
        _add(element, "locked", "yes" if show.is_locked else "no", owner=email)


def funding(element: Element, each: ShowFunding) -> None:
    """Add <podcast:funding>."""
    _add(element, "funding", each.text, url=each.url)


def locate(element: Element, location: ShowLocation) -> None:
    """Add <podcast:location>."""
    attributes = {"rel": location.rel, "geo": location.geo, "osm": location.osm, "country": location.country}
    _add(element, "location", location.name, **attributes)


def advertise(element: Element, trailer: ShowTrailer) -> None:
    """Add <podcast:trailer>."""
    _add(
        element,
        "trailer",
        trailer.title,
        url=trailer.url,
        pubdate=rfc822(trailer.published),
        length=None if trailer.length is None else str(trailer.length),
        type=trailer.media_type,
        season=None if trailer.season is None else str(trailer.season),
    )


def license_terms(element: Element, terms: ShowLicense) -> None:
    """Add <podcast:license>."""
    _add(element, "license", terms.name, url=terms.url)


def free_text(element: Element, text: ShowText) -> None:
    """Add <podcast:txt>."""
    _add(element, "txt", text.text, purpose=text.purpose)


def transcript(element: Element, each: Transcript) -> None:
    """Add <podcast:transcript>."""
    _add(element, "transcript", url=each.url, type=each.media_type, language=each.language, rel=each.rel)


def soundbite(element: Element, bite: Soundbite) -> None:
    """Add <podcast:soundbite>; times are decimal numbers of seconds."""
    _add(element, "soundbite", bite.title, startTime=str(float(bite.start)), duration=str(float(bite.duration)))


def person(element: Element, contributor: Contributor) -> None:
    """Add <podcast:person>."""
    attributes = {"role": contributor.role, "group": contributor.group}
    _add(element, "person", contributor.name, **attributes, img=contributor.image, href=contributor.url)


def _add(element: Element, name: str, text: str | None = None, /, **attributes: str | None) -> None:
    if text is not None or attributes:
        add_child(element, f"{{{PODCAST}}}{name}", text, **attributes)
