"""Report what directories of podcasts refuse: of a show at the setting, of an episode at its article."""

from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec

from exporters.build.context import BuildContext
from exporters.build.edition import FeedBuild
from exporters.checks.podcasts.artwork import artwork_problems
from exporters.checks.podcasts.episodes import EpisodeChecker
from exporters.checks.podcasts.shows import show_problems
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.model.artwork import Artwork
from exporters.model.site import Site
from exporters.settings.values import Settings
from exporters.store import key as key_of_store
from exporters.store.outputs import DocumentDiagnostic, DocumentStore, StoredFeedDocuments
from exporters.support.paths import shown_path


def show_warnings(settings: Settings, site: Site, documents: DocumentStore | None = None) -> Iterator[Diagnostic]:
    """Yield a warning for each thing that a directory refuses in a podcast of the settings.

    `documents` remembers what artwork was like, so that a run opens no file that did not change.
    """
    for number, feed in enumerate(settings.feeds):
        if feed.podcast is None:
            continue
        show = feed.podcast.show
        problems = show_problems(
            show,
            description=feed.description or site.description,
            language=feed.language or site.language,
            has_rss="rss" in (feed.formats or settings.formats),
        )
        artwork = _judge_artwork(show.image, settings, site, documents) if show.image else ()
        for key, problem in chain(problems, (("image", each) for each in artwork)):
            line, column = feed.podcast.place(key) or (0, 0)
            field = f"feeds[{number}].podcast.{key}".removesuffix(".")
            path = shown_path(settings.file) if settings.file else ""
            yield problem.at(path).in_field(field, line, column)


def _judge_artwork(
    artwork: Artwork, settings: Settings, site: Site, documents: DocumentStore | None
) -> Sequence[Diagnostic]:
    """Return what directories refuse in the artwork of a show; its file is opened where its stamp is new."""
    from exporters.sources.article_media import ArticleMedia, media_folders  # a site without a podcast needs none

    media = ArticleMedia(media_folders(settings.media_folders, settings.source_site), site.url)
    stamps = media.stamps_of(artwork.url)
    slot = key_of_store.digest_of([b"artwork", artwork.url.encode()])
    inputs = key_of_store.digest_of([msgspec.msgpack.encode(stamps)])
    earlier = documents.find(slot) if documents else None
    if earlier is not None and earlier.inputs == inputs:
        return [each.diagnostic for each in earlier.diagnostics]
    measured, problem = media.measure_artwork(artwork)
    found = [*([problem] if problem else []), *artwork_problems(measured)]
    if documents is not None and all(each.mtime >= 0 for each in stamps):
        told = tuple(DocumentDiagnostic("", each) for each in found)
        documents.store(slot, StoredFeedDocuments(inputs=inputs, documents=(), diagnostics=told), ())
    return found


def episode_warnings(feed_build: FeedBuild, context: BuildContext) -> Iterator[DocumentDiagnostic]:
    """Yield a warning for each thing that a directory refuses in an episode, at the field of its article."""
    feed, entries = feed_build.feed, feed_build.entries
    rss = next((each for each in feed_build.built_in_exporters if each.name == "rss"), None)
    if feed.show is None or rss is None:
        return
    checker, name = EpisodeChecker(feed.show), feed.file(rss.filename)
    for rank, article in enumerate(entries):
        for element, problem in checker.problems(article):
            yield context.trace(DocumentDiagnostic(name, problem, rank), element, entries=entries)
