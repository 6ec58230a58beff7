"""Render articles that a program passes: no file, no process, no cache, no clock."""

from collections.abc import Callable, Iterable, Mapping
from datetime import tzinfo
from io import BytesIO
from typing import Any, BinaryIO, Literal

from msgspec.structs import replace

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import ArticleError, OutfeedError, OutputError, SettingsError
from exporters.feeds import build_feed
from exporters.feeds.build_feed import SiteContext
from exporters.formats import registry
from exporters.formats.exporter import Exporter
from exporters.interface.given_articles import GivenArticleReader
from exporters.interface.given_site import read_site, read_zone
from exporters.model.article import Article
from exporters.model.feed import Feed, FeedLink
from exporters.model.moment import EPOCH
from exporters.model.show import make_guid
from exporters.model.site import Site
from exporters.model.url import url_problem


def write_document(
    stream: BinaryIO,
    site: Site | Mapping[str, Any],
    articles: Iterable[Any],
    format_name: str,
    *,
    feed: Mapping[str, Any] | None,
    self_url: str | None,
    timezone: str | tzinfo | None,
    on_problem: Literal["raise"] | Callable[[Diagnostic], None],
) -> None:
    """Write the document to `stream`, entry by entry; write nothing if anything but the stream itself raises.

    Raises what `exporters.api.render` raises.
    """
    exporter = registry.find_exporters([format_name])[0]
    wanted, zone = read_site(site, feed), read_zone(timezone)
    errors: list[Diagnostic] = []

    def collect(diagnostic: Diagnostic) -> None:
        if diagnostic.level is Level.ERROR:
            errors.append(diagnostic)

    tell = collect if on_problem == "raise" else on_problem
    has_show = wanted.settings.podcast is not None
    reader = GivenArticleReader(wanted.site, zone, tell, format_name=exporter.name, has_show=has_show)
    entries = reader.read(articles)
    if errors:
        raise ArticleError(errors)
    entries = [_without_chapter_file(each) for each in entries[: wanted.settings.limit or None]]
    if wanted.settings.content == "excerpt":
        entries = [replace(each, content_html=None) for each in entries]
    made = build_feed.build_feed(
        wanted.settings,
        tuple(entries),
        SiteContext(wanted.site, has_enclosures=any(each.enclosures for each in entries)),
        places={exporter.name: (exporter.media_type, exporter.filename)},
        updated=max((each.updated for each in entries), default=EPOCH),
    )
    podcast = wanted.settings.podcast
    _write(exporter, _at(made, self_url, is_guid_given=bool(podcast and podcast.show.guid)), stream)


def _without_chapter_file(article: Article) -> Article:
    """Return an episode without its list of chapters: there is one document, and no file beside it to link to."""
    episode = article.episode
    if episode is None or not episode.chapters:
        return article
    return replace(article, episode=replace(episode, chapters=()))


def _at(feed: Feed, self_url: str | None, *, is_guid_given: bool) -> Feed:
    """Return the feed with `self_url`. Raises SettingsError if that is not an address."""
    if self_url is None:
        return feed
    if wrong := url_problem(self_url):
        message, fix = wrong, "give an http or https address, such as https://example.org/feed"
        raise SettingsError(Diagnostic("url-wrong", message, fix, field="self_url"))
    show = feed.show
    if show is not None and not is_guid_given:
        show = replace(show, guid=make_guid(self_url))
    return replace(
        feed,
        show=show,
        links=tuple(FeedLink(format=each.format, media_type=each.media_type, url=self_url) for each in feed.links),
    )


def _write(exporter: Exporter, feed: Feed, stream: BinaryIO) -> None:
    """Write the document. A plugin's error becomes an OutputError, and leaves no half document."""
    if registry.is_feed_format(exporter.name):
        exporter.write(feed, stream)
        return
    whole = BytesIO()
    try:
        exporter.write(feed, whole)
    except OutfeedError:
        raise
    except (Exception, SystemExit) as error:
        seen = f"the format {exporter.name} failed: {type(error).__name__}: {str(error)[:300]}"
        raise OutputError.because("exporter-failed", seen, "report it to its author, or remove the format") from error
    stream.write(whole.getvalue())
