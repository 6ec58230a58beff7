"""The files of an entry: the one that players play, the others, and a picture where the feed wants one as a file."""

from typing import NamedTuple

from exporters.model.article import Article, Enclosure
from exporters.model.feed import Feed

_PLAYED = ("audio/", "video/")


class EntryFiles(NamedTuple):
    """The files of an entry."""

    main: Enclosure | None  # which players play; None: the entry has no file
    others: tuple[Enclosure, ...]  # in the order of the article

    @property
    def all(self) -> tuple[Enclosure, ...]:
        """All files, the main one first."""
        return (self.main, *self.others) if self.main else ()


def files(article: Article, feed: Feed) -> EntryFiles:
    """Return the files of an entry; its first picture is one where `feed` wants that and the article has no other."""
    main = find_main(article.enclosures)
    if main is None and feed.image == "enclosure":
        main = _picture(article)
    return EntryFiles(main, tuple(each for each in article.enclosures if each is not main))


def find_main(enclosures: tuple[Enclosure, ...]) -> Enclosure | None:
    """Return the first audio or video file with type and length, else the first file with both, else the first."""
    whole = [each for each in enclosures if is_whole(each)]
    return next((each for each in whole if is_played(each)), None) or next(iter([*whole, *enclosures]), None)


def is_whole(enclosure: Enclosure) -> bool:
    """Return whether type and length are known, so that RSS can have the file as its one <enclosure>."""
    return bool(enclosure.media_type) and enclosure.length is not None


def is_played(enclosure: Enclosure) -> bool:
    """Return whether the file is audio or video."""
    return (enclosure.media_type or "").startswith(_PLAYED)


def _picture(article: Article) -> Enclosure | None:
    """The first picture as a file; None where its type or length is not known."""
    for image in article.images[:1]:
        if image.media_type and image.length is not None:
            return Enclosure(url=image.url, media_type=image.media_type, length=image.length, title=image.title)
    return None
