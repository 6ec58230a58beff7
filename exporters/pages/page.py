"""The values that a page about a feed, or the list of all feeds, shows."""

import posixpath
import re
import unicodedata
from datetime import datetime
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from exporters.model.article import Article, Image
from exporters.model.moment import rfc3339
from exporters.support.lazy_regex import lazy_regex


class FeedAddress(Struct, frozen=True, kw_only=True):
    """The address of the feed in one format."""

    label: str  # RSS
    url: str  # absolute: what people copy
    href: str  # the same, as a link relative to the page
    media_type: str


class SiblingFeed(Struct, frozen=True, kw_only=True):
    """Another feed of the same group. It has no count, which would change this page with every new entry there."""

    name: str  # plain text
    href: str  # relative link to its page


class FeedRow(Struct, frozen=True, kw_only=True):
    """A feed in the list of all feeds."""

    name: str  # plain text
    href: str  # relative link to its page
    count: int  # entries


class FeedRowGroup(Struct, frozen=True, kw_only=True):
    """Feeds of one kind in the list."""

    title: str  # "Topics"
    rows: tuple[FeedRow, ...]


class FeedPage(Struct, frozen=True, kw_only=True):
    """A page. Equal pages with equal articles and templates are the same bytes."""

    site: str  # its title, plain text
    home: str  # of the site, absolute
    language: str | None  # of the texts of feeds and articles, BCP 47; None: unknown
    title: str  # of the feed, plain text
    name: str  # what stands over the page: the name of the feed within its group
    group: str  # "Topics"; "" where it stands alone
    description: str  # plain text
    url: str | None  # of the page itself, absolute
    count: int  # entries of the feed
    newest: datetime | None  # publication of its newest entry, UTC
    addresses: tuple[FeedAddress, ...]  # what feed readers take; none: there is no feed to subscribe to
    downloads: tuple[FeedAddress, ...]  # the other formats
    siblings: tuple[SiblingFeed, ...]
    siblings_title: str  # "More topics"
    groups: tuple[FeedRowGroup, ...]  # all feeds; empty but in the list
    list_href: str  # relative link to the list of all feeds
    opml_href: str  # relative link to feeds.opml; "" if no feed is in a format for readers
    images: bool  # whether pictures of articles are shown
    is_show: bool  # whether it is a podcast, so that its episodes can be played

    @property
    def is_list(self) -> bool:
        """Whether it lists all feeds."""
        return not self.list_href

    @property
    def total(self) -> int:
        """The number of feeds in the list."""
        return sum(len(group.rows) for group in self.groups)


_TITLE: Final = 200  # characters
_SOURCE: Final = 80
_EXCERPT: Final = 280
_ALT: Final = 120


class PagePicture(Struct, frozen=True, kw_only=True):
    """A picture of an article, at its original address."""

    url: str  # absolute
    width: int | None  # pixels
    height: int | None  # pixels
    alt: str  # plain text; "" without description: the title beside it suffices


class PagePlayer(Struct, frozen=True, kw_only=True):
    """The file of an episode, at its original address."""

    url: str  # absolute
    origin: str  # https://cdn.example
    is_video: bool
    duration: str  # for people: 1:02:03; "" if it is not known
    seconds: int  # the same for programs


class PageEntry(Struct, frozen=True, kw_only=True):
    """An article among the latest."""

    title: str  # plain text
    url: str  # absolute
    source: str  # the publisher, else the first author; plain text
    moment: str  # of publication: 2021-08-24T07:30:00Z
    day: str  # the same for people: 24 August 2021
    excerpt: str  # plain text; "" if it equals the title
    picture: PagePicture | None
    player: PagePlayer | None


def entry(article: Article, *, images: bool, plays: bool = False) -> PageEntry:
    """Return `article` as a page shows it; with its first picture if `images`, with its sound or film if `plays`."""
    provider = article.provider
    source = (provider.name or provider.domain if provider else None) or article.authors[0].name
    return PageEntry(
        title=clip(article.title, _TITLE),
        url=article.url,
        source=clip(source, _SOURCE),
        moment=rfc3339(article.published),
        day=day(article.published),
        excerpt="" if article.summary == article.title else clip(article.summary, _EXCERPT),
        picture=_picture(article.images[0]) if images and article.images else None,
        player=_player(article) if plays else None,
    )


def _picture(image: Image) -> PagePicture:
    return PagePicture(url=image.url, width=image.width, height=image.height, alt=clip(image.title or "", _ALT))


def _player(article: Article) -> PagePlayer | None:
    """Return the first sound or film of an article; None if it has none."""
    for each in article.enclosures:
        kind = (each.media_type or "").partition("/")[0].lower()
        if kind in ("audio", "video"):
            episode = article.episode
            seconds = (episode.duration if episode else None) or each.duration or 0
            scheme, _, rest = each.url.partition("://")
            origin = f"{scheme.lower()}://{re.split('[/?#]', rest, maxsplit=1)[0]}"
            return PagePlayer(
                url=each.url,
                origin=origin,
                is_video=kind == "video",
                duration=playing_time(seconds) if seconds else "",
                seconds=seconds,
            )
    return None


def playing_time(seconds: int) -> str:
    """Return `1:02:03`, or `2:03` for less than an hour."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


INDEX: Final = "index.html"  # links name it too: a browser shows no index for a local folder
_UNSAFE: Final = lazy_regex(r"[\x00-,:-@\[-^`{-}\x7f-\xa0]")


def file(folder: str, name: str) -> str:
    """Return the path below the out folder of `name` in the feed's folder."""
    return f"{folder}/{name}" if folder else name


def href(path: str, *, seen_from: str) -> str:
    """Return the relative link to `path` from a page in the folder `seen_from`, both below the out folder.

    Letters outside ASCII stay unencoded: browsers encode them, and they take a third of the bytes. Spec: HTML §2.4.1.
    """
    relative = posixpath.relpath(f"/{path}", f"/{seen_from}")
    return _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), relative)


_ESCAPES: Final = lazy_regex(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")  # bytes outside ASCII


def readable_address(url: str) -> str:
    """Return `url` with letters for the bytes that stand for them: `topics/机器学习`, not `topics/%E6%9C%BA…`.

    Only letters, marks and digits: a space or a sign without width could make one address look like another.
    """
    return _ESCAPES.sub(_letters, url)


def _letters(match: re.Match[str]) -> str:
    try:
        text = unquote(match[0], errors="strict")
    except UnicodeDecodeError:
        return match[0]
    return text if all(unicodedata.category(each)[0] in "LMN" for each in text) else match[0]


_MIN_SHARE: Final = 0.5  # of the length: a word that begins before is cut rather than left out


def clip(text: str, most: int) -> str:
    """Return `text` on one line, in at most `most` characters: longer text ends at a word, with `…`."""
    line = " ".join(text[: 8 * most].split())  # enough for `most` characters, however wide its spaces
    if len(line) <= most and len(text) <= 8 * most:
        return line
    head = line[: most - 1]
    at_word = head if line[most - 1 : most].isspace() else head.rpartition(" ")[0]
    shortened = (
        at_word if len(at_word) >= _MIN_SHARE * most else head
    )  # Chinese and Japanese do not separate words by spaces
    return shortened.rstrip(" ,;:–—-") + "…"


_MONTHS: Final = "January February March April May June July August September October November December".split()


def day(moment: datetime) -> str:
    """Return `24 August 2021`."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
