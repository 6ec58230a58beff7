"""PreviewBuilder: builds the feeds of a site again and again, and makes a Preview of each build."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from msgspec.structs import replace

from exporters import pipeline
from exporters.build.build import Build
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import OutfeedError, reason
from exporters.planning.outcome import SitePlan
from exporters.planning.published_source import PublishedSource
from exporters.publishing.publication import FileChange
from exporters.run import RunOptions, RunReport
from exporters.serve import held_articles
from exporters.serve.entry_store import EntryStore
from exporters.serve.preview import EntryKey, Preview, PreviewFeed, PreviewFile
from exporters.serve.problems import BuildProblems
from exporters.serve.workspace import Workspace, prepare_cache
from exporters.settings.values import Settings
from exporters.store.folder import NAME
from exporters.support.paths import shown_path

_MANY: Final = 300  # articles from which on further processes are worth their start, which takes seconds with threads


class BuildRequest(NamedTuple):
    """The settings and options of a build, as flags and settings files say now."""

    settings: Settings
    options: RunOptions  # whose cache is that of exports


class _BuiltFeeds(NamedTuple):
    feeds: tuple[PreviewFeed, ...]
    files: dict[str, PreviewFile]


class PreviewBuilder:
    """Builds into a workspace. Only the main thread builds; any thread may read `preview`."""

    def __init__(self, workspace: Workspace, request: Callable[[], BuildRequest]) -> None:
        """`request` reads the settings. It raises OutfeedError where they are wrong."""
        self._workspace = workspace
        self._request = request
        self._cache: Path | None = None
        self._built_with: Settings | None = None  # the settings of the last build
        self._article_count = 0  # that it read
        self._has_whole_build = False  # whether one without rejected articles is shown
        self.entries = EntryStore(workspace.entries)
        self.preview = Preview()

    def build(self) -> bool:
        """Build, and put the result in place of `preview`; return whether anything changed."""
        started = time.perf_counter()
        request: BuildRequest | None = None
        collector = BuildProblems(self._workspace.out, None)
        built: list[_BuiltFeeds] = []
        report: RunReport | None = None
        try:
            request = self._request()
            self._start(request)
            collector = BuildProblems(self._workspace.out, request.settings.out)
            report = self._run(request, collector, lambda build: built.append(self._collect(build)))
        except OutfeedError as error:
            for each in error.diagnostics:
                collector.add(each)
        except OSError as error:  # such as a full disk, or a folder that nobody may read
            path = shown_path(Path(os.fsdecode(error.filename))) if error.filename else ""
            collector.add(Diagnostic(rule="system-error", message=reason(error), fix="fix that", path=path))
        earlier = self.preview
        new = replace(
            earlier,
            is_current=bool(built),
            problems=collector.problems,
            counts={str(level): collector.counts[level] for level in Level},
            settings=request.settings if request else earlier.settings,
            options=request.options if request else earlier.options,
        )
        if built and report is not None:
            new = replace(new, feeds=built[-1].feeds, files=built[-1].files)
            self._has_whole_build = self._has_whole_build or not report.kinds["rejected"]
        if report is not None and built and not _leaves_out(report):
            new = replace(new, rejected=(), drafts=(), held=())
        elif request is not None and self._cache is not None:
            new = held_articles.with_held(new, self._cache / NAME)
        is_changed = _shown_parts(new) != _shown_parts(earlier) or bool(report and any(map(_is_other, report.changes)))
        self.preview = replace(
            new,
            version=earlier.version + is_changed,
            seconds=time.perf_counter() - started,
            built=datetime.now(UTC).replace(microsecond=0),
        )
        return is_changed

    def plan(self, published: PublishedSource) -> SitePlan | None:
        """Return what publishing the preview would mean to those who read `published`; None if the build fails.

        Raises OutfeedError. Call it in the thread that builds.
        """
        request = self._request()
        self._start(request)
        options = self._options(request)
        return pipeline.plan_preview(request.settings, options, self._workspace.out, published)[1]

    def close(self) -> None:
        """Close the store of entries."""
        self.entries.close()

    def _start(self, request: BuildRequest) -> None:
        """Find the cache and copy what is published, before the first build."""
        if self._cache is None:
            self._cache = prepare_cache(request.options.cache) or self._workspace.spare_cache
            self._workspace.copy_published(request.settings.out)

    def _run(self, request: BuildRequest, collector: BuildProblems, on_build: Callable[[Build], None]) -> RunReport:
        report = pipeline.preview(request.settings, self._options(request), self._workspace.out, on_build, collector)
        if report.without_cache:  # another preview has it
            self._cache = self._workspace.spare_cache
        self._built_with, self._article_count = request.settings, report.read
        return report

    def _options(self, request: BuildRequest) -> RunOptions:
        """The options of a build: rejected articles stop it once there is a whole one to show."""
        keeps_going = request.options.keep_going or not self._has_whole_build
        reads_all = self._built_with is None or self._built_with != request.settings
        is_large = self._built_with is None or self._article_count >= _MANY
        return request.options._replace(
            against=None,
            allow_new_ids=True,
            allow_new_address=True,
            adopt=True,
            cache=self._cache,
            keep_going=keeps_going,
            jobs=request.options.jobs if reads_all and is_large else 1,
        )

    def _collect(self, build: Build) -> _BuiltFeeds:
        """What is shown of a build, read while its articles are there."""
        files = dict(self._files(build))
        of_feeds: dict[str | None, list[PreviewFile]] = {}
        for name, file in files.items():
            of_feeds.setdefault(build.descriptions[name].feed, []).append(file)
        feeds, every = list[PreviewFeed](), set[tuple[int, bytes]]()
        for listing, entries in build.feeds:
            feed = listing.feed
            inputs = self.entries.add(entries)
            every.update((each.file, each.digest) for each in inputs)
            feeds.append(
                PreviewFeed(
                    path=feed.path,
                    title=feed.title,
                    group=listing.group,
                    page=feed.page,
                    updated=feed.updated,
                    is_podcast=feed.show is not None,
                    is_excerpt=feed.content == "excerpt",
                    files=tuple(of_feeds.get(feed.path, ())),
                    keys=tuple(EntryKey(key_of(each.path), *each) for each in inputs),
                )
            )
        self.entries.keep(every)
        return _BuiltFeeds(tuple(feeds), files)

    def _files(self, build: Build) -> Iterator[tuple[str, PreviewFile]]:
        for name, about in build.descriptions.items():
            size = (self._workspace.out / name).stat().st_size
            yield (
                name,
                PreviewFile(
                    name=name, format=about.format, media_type=about.media_type, size=size, entries=about.entries
                ),
            )


def _shown_parts(preview: Preview) -> Preview:
    """The preview without what changes from build to build though nobody sees it."""
    return replace(preview, settings=None, options=None)


def _leaves_out(report: RunReport) -> bool:
    """Whether there are articles that are in no feed."""
    return bool(report.kinds["rejected"] or report.kinds["draft"] or report.later or report.expired)


def _is_other(change: FileChange) -> bool:
    return change.state != "unchanged"


def key_of(path: str) -> str:
    """Return the key of an entry in addresses, by what the cache calls its file: the same in every build."""
    return hashlib.blake2s(path.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
