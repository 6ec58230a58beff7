"""The views of an entry: what a reader makes of it, as HTML for the body of a frame."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape, unescape
from typing import Final, NamedTuple

from exporters.model.article import Article, Enclosure
from exporters.model.episode import Chapter
from exporters.serve.page.pictures import NOT_LOADED, LocalAddress, place_pictures
from exporters.serve.page.plain_text import plain_text

_TAG: Final = re.compile(r"<[^<>]*>")
_CARD_TITLE: Final = 110  # characters that cards of apps have room for
_CARD_SUMMARY: Final = 180


class ReaderSwitches(NamedTuple):
    """What a reader does with an entry."""

    is_excerpt: bool = False  # takes the summary, even where there is a body
    by_updated: bool = False  # shows the date of the last change
    cuts_titles: bool = False  # takes titles for HTML, and cuts what looks like an element
    shows_remote: bool = False  # loads pictures and sound from other sites


class EntryView(NamedTuple):
    """An entry, and how it is shown."""

    article: Article
    feed_title: str
    switches: ReaderSwitches
    local_address: LocalAddress = lambda _: None

    @property
    def title(self) -> str:
        """The title as the reader shows it."""
        title = self.article.title
        return " ".join(unescape(_TAG.sub("", title)).split()) if self.switches.cuts_titles else title

    @property
    def moment(self) -> datetime:
        """The date that the reader shows."""
        return self.article.updated if self.switches.by_updated else self.article.published

    @property
    def source(self) -> str:
        """The publisher, else the authors."""
        provider = self.article.provider
        return (provider.name or provider.domain if provider else None) or self.authors

    @property
    def authors(self) -> str:
        """The authors."""
        return ", ".join(each.name for each in self.article.authors)

    @property
    def content(self) -> str:
        """The body as HTML, else the summary."""
        if self.switches.is_excerpt or not self.article.content_html:
            return f"<p>{escape(self.article.summary)}</p>"
        return self.article.content_html

    @property
    def shown_content(self) -> str:
        """The content with the pictures that can be shown."""
        return place_pictures(self.content, self.local_address, shows_remote=self.switches.shows_remote)

    @property
    def about(self) -> str:
        """Source and date, as HTML."""
        return f'<p class="about">{escape(self.source)} · {_date(self.moment)}</p>'


def view_body(name: str, view: EntryView) -> str:
    """Return the HTML of an entry as the view `name` shows it."""
    return VIEWS[name](view)


def full_article(view: EntryView) -> str:
    """An app with articles: title, source, date, body."""
    title = f'<h1 dir="auto"><a href="{escape(view.article.url)}">{escape(view.title)}</a></h1>'
    return f'<article>{title}\n{view.about}\n<div dir="auto">{view.shown_content}</div></article>'


def card(view: EntryView) -> str:
    """An app with cards: a picture, a title and the beginning of the summary, both cut."""
    words = f'<h1 dir="auto">{escape(_shorten(view.title, _CARD_TITLE))}</h1>{view.about}'
    summary = f'<p dir="auto">{escape(_shorten(view.article.summary, _CARD_SUMMARY))}</p>'
    return f'<article>{_picture(view)}<div class="words">{words}{summary}</div></article>'


def newsboat_text(view: EntryView) -> str:
    """A reader in a terminal, as newsboat: headers, text, then the links by number."""
    headers = {
        "Feed": view.feed_title,
        "Title": view.title,
        "Author": view.authors,
        "Date": format_datetime(view.moment),
        "Link": view.article.url,
    }
    for each in view.article.enclosures[:1]:
        headers["Podcast Download URL"] = f"{each.url} ({each.media_type})" if each.media_type else each.url
    head = "\n".join(f"{name}: {value}" for name, value in headers.items() if value)
    return f'<pre dir="auto">{escape(f"{head}{chr(10)}{chr(10)}{plain_text(view.content)}")}</pre>'


def mail(view: EntryView) -> str:
    """A service that sends an e-mail for each entry."""
    headers = {"From": view.feed_title, "Subject": view.title, "Date": format_datetime(view.moment)}
    lines = "".join(f'<dt>{name}</dt><dd dir="auto">{escape(value)}</dd>' for name, value in headers.items())
    foot = f'<footer>You get this because you follow {escape(view.feed_title)}. <a href="{escape(view.article.url)}">'
    return f'<dl>{lines}</dl><article dir="auto">{view.shown_content}</article>{foot}Read it on the site</a></footer>'


def podcast(view: EntryView) -> str:
    """A podcast app: artwork, title, player, notes."""
    files = [each for each in view.article.enclosures if _kind(each) in ("audio", "video")]
    player = (
        _player(view, files[0]) if files else '<p class="left-out">No sound: podcast apps leave this entry out.</p>'
    )
    words = f'<div><h1 dir="auto">{escape(view.title)}</h1>{view.about}</div>'
    notes = f'<div dir="auto">{view.shown_content}</div>'
    chapters = _chapters(view.article.episode.chapters) if view.article.episode else ""
    return f'<article><div class="episode">{_picture(view)}{words}</div>{player}{chapters}{notes}</article>'


VIEWS: Final[Mapping[str, Callable[[EntryView], str]]] = {
    "full": full_article,
    "card": card,
    "text": newsboat_text,
    "mail": mail,
    "podcast": podcast,
}


def _player(view: EntryView, file: Enclosure) -> str:
    kind, length = _kind(file), f" · {_playing_time(file.duration)}" if file.duration else ""
    link = f'<p class="about"><a href="{escape(file.url)}">{escape(file.url)}</a>{length}</p>'
    address = view.local_address(file.url) or (file.url if view.switches.shows_remote else "")
    if not address:
        return f'<p class="left-out">The player loads the file from its site: switch on pictures and sound.</p>{link}'
    return f'<{kind} controls preload="none" src="{escape(address)}"></{kind}>{link}'


def _chapters(chapters: Sequence[Chapter]) -> str:
    if not chapters:
        return ""
    items = "".join(
        f'<li><span class="start">{_playing_time(int(each.start))}</span> <bdi>{escape(each.title or "")}</bdi></li>'
        for each in chapters
    )
    return f'<h2>Chapters</h2><ol class="chapters" role="list">{items}</ol>'


def _picture(view: EntryView) -> str:
    episode = view.article.episode
    artwork = episode.image if episode else None
    picture = next((each.url for each in view.article.images), artwork.url if artwork else None)
    if not picture:
        return '<p class="left-out">No picture</p>'
    address = view.local_address(picture) or (picture if view.switches.shows_remote else "")
    if not address:
        return f'<p class="left-out">{NOT_LOADED}</p>'
    return f'<img src="{escape(address)}" alt="" referrerpolicy="no-referrer">'


def _kind(file: Enclosure) -> str:
    return (file.media_type or "").partition("/")[0].lower()


def _date(moment: datetime) -> str:
    return f'<time datetime="{moment:%Y-%m-%dT%H:%M:%SZ}">{moment:%Y-%m-%d %H:%M} UTC</time>'


def _playing_time(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def _shorten(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
