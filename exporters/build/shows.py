"""Report what directories of podcasts refuse: of a show at the setting, of an episode at its article."""

from collections.abc import Iterator

from exporters.build.context import BuildContext
from exporters.build.edition import FeedBuild
from exporters.checks.podcasts.episodes import EpisodeChecker
from exporters.checks.podcasts.shows import show_problems
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.model.site import Site
from exporters.settings.values import Settings
from exporters.store.outputs import DocumentDiagnostic
from exporters.support.paths import shown_path


def show_warnings(settings: Settings, site: Site) -> Iterator[Diagnostic]:
    """Yield a warning for each thing that a directory refuses in a podcast of the settings."""
    for number, feed in enumerate(settings.feeds):
        if feed.podcast is None:
            continue
        for key, problem in show_problems(
            feed.podcast.show,
            description=feed.description or site.description,
            language=feed.language or site.language,
            has_rss="rss" in (feed.formats or settings.formats),
        ):
            line, column = feed.podcast.place(key) or (0, 0)
            field = f"feeds[{number}].podcast.{key}".removesuffix(".")
            path = shown_path(settings.file) if settings.file else ""
            yield problem.at(path).in_field(field, line, column)


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
