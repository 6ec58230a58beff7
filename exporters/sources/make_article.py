"""Clean front matter and a body become an Article: what is derived is derived here, once, for every format."""

from typing import Any

from msgspec.structs import replace

from exporters.media import media_types
from exporters.model import moment
from exporters.model.article import Article, Enclosure, Image, Person, Provider, Related
from exporters.model.episode import Episode
from exporters.model.site import Site
from exporters.repair import related


def build(
    fields: dict[str, Any], extra: dict[str, Any], content: str, site: Site, episode: Episode | None = None
) -> Article:
    """The article that `fields` (valid by the schema) and `content` (sanitised HTML, may be empty) make.

    Raises ValueError where the model refuses a value.
    """
    url = fields.get("webUrl") or fields["originalUrl"]
    original = fields.get("originalUrl")
    published = moment.parse(fields["publishedDateTime"])
    updated = moment.parse(fields["updatedDateTime"]) if "updatedDateTime" in fields else published
    provider = _provider(fields.get("provider", {}))
    title, excerpt = fields["title"], fields.get("excerpt")
    summary, content_html = excerpt or title, None
    if content:
        from exporters.bodies.summary import texts  # its libraries are loaded for an article with a body

        summary, content_html = texts(title, excerpt, content, url)
    return Article(
        id=fields.get("id", url),
        url=url,
        original_url=original if original != url else None,
        title=title,
        summary=summary,
        content_html=content_html,
        published=published,
        updated=max(published, updated),
        authors=_authors(fields.get("provider", {}), provider, site),
        provider=provider,
        topics=tuple(fields.get("topics", ())),
        category=fields.get("category"),
        type=fields.get("type"),
        images=tuple(map(_image, fields.get("images", ()))),
        enclosures=_enclosures(fields.get("enclosures", ()), episode),
        episode=episode,
        related=_related(fields.get("related", ())),
        quality=fields.get("quality"),
        heat=fields.get("heat"),
        amp_url=fields.get("ampWebUrl"),
        amp_cdn_url=fields.get("cdnAmpWebUrl"),
        is_draft=is_draft(fields),
        is_withdrawn=fields.get("removed", False),
        extra=extra,
    )


def is_draft(fields: dict[str, Any]) -> bool:
    """`published: false`, or `draft: true` as Hugo writes it."""
    return fields.get("published") is False or fields.get("draft") is True


def _image(fields: dict[str, Any]) -> Image:
    return Image(
        url=fields["url"],
        width=fields.get("width"),
        height=fields.get("height"),
        title=fields.get("title"),
        media_type=fields.get("type"),
        length=fields.get("length"),
    )


def _enclosures(every: list[dict[str, Any]], episode: Episode | None) -> tuple[Enclosure, ...]:
    """The files; the only one of an episode has its playing time, unless it has one of its own."""
    files = tuple(map(_enclosure, every))
    if episode is None or not episode.duration or len(files) != 1 or files[0].duration is not None:
        return files
    return (replace(files[0], duration=episode.duration),)


def _enclosure(fields: dict[str, Any]) -> Enclosure:
    return Enclosure(
        url=fields["url"],
        media_type=fields.get("type") or media_types.of_name(fields["url"]),
        length=fields.get("length"),
        duration=fields.get("duration"),
        title=fields.get("title"),
    )


def _provider(fields: dict[str, Any]) -> Provider | None:
    name, domain, images = fields.get("name"), fields.get("domain"), fields.get("images")
    if name is None and domain is None and not images:
        return None
    return Provider(name=name, domain=domain, image=_image(images[0]) if images else None)


def _authors(fields: dict[str, Any], provider: Provider | None, site: Site) -> tuple[Person, ...]:
    """The people who wrote it, else the provider, else the site's author, else the site."""
    people = tuple(_person(person) for person in fields.get("authors", ()))
    if people:
        return people
    if provider is not None and (name := provider.name or provider.domain):
        return (Person(name=name, url=provider.url, avatar=provider.image.url if provider.image else None),)
    return (site.author or Person(name=site.title),)


def _person(fields: dict[str, Any]) -> Person:
    images = fields.get("images")
    return Person(name=fields["name"], url=fields.get("url"), avatar=images[0]["url"] if images else None)


def _related(every: list[dict[str, Any]]) -> tuple[Related, ...]:
    """The five of highest quality, ties in file order."""
    best = sorted(every, key=related.rank, reverse=True)[: related.MOST]
    return tuple(
        Related(url=each.get("webUrl") or each["originalUrl"], title=each.get("title"), quality=each.get("quality"))
        for each in best
    )
