"""Feeds that are written as a run does it: articles of a test on the shelf, and a cache from one time to the next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from exporters.build import reuse
from exporters.build.context import REPORTED_AT_SOURCE, BuildContext, EntryProgress
from exporters.build.edition import FeedBuild
from exporters.build.run import write_feeds
from exporters.build.section import BuiltSection, SectionTask, SectionWriter
from exporters.checks.finding import Finding
from exporters.checks.run import findings
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.formats import registry
from exporters.formats.exporter import Exporter, is_of_feed
from exporters.model.article import Article
from exporters.model.feed import Feed
from exporters.publishing.stage import staging
from exporters.run import RunReport
from exporters.sources.origin import ArticleOrigins
from exporters.store import key, rows
from exporters.store.articles import ArticleStore, StoredArticle
from exporters.store.database import StoreDatabase, open_store
from exporters.store.entries import StoredEntries
from exporters.store.inputs import FileStamp, FileToStore, KnownFiles
from exporters.store.outputs import DocumentStore
from tests.makers import MOMENT, article, document, feed
from tests.plainly import Heard, newest
from tests.publishing.making import finish

OURS: Final = ("rss", "atom", "json", "csv")
ACROSS: Final = frozenset({"atom-id-repeated"})  # told of the feed, not of a document


@dataclass(frozen=True, kw_only=True)
class Wrote:
    """What came of it."""

    files: Mapping[str, bytes]  # in the out folder, by name
    told: Sequence[Diagnostic]  # of places in `out`
    states: Mapping[str, str]  # of the published files, by name


@contextmanager
def entries(database: StoreDatabase, articles: Iterable[Article]) -> Iterator[StoredEntries]:
    """The articles as a run has them: in the cache, of which the shelf knows the order."""
    shelf, files = ArticleStore(database), KnownFiles(database)
    for place, each in enumerate(articles):
        packed = rows.pack(each)
        published, updated = int(each.published.timestamp()), int(each.updated.timestamp())
        row = rows.OutcomeRow(kind="article", id=each.id, published=published, updated=updated)
        digest = key.content_digest(packed, "")
        (number,) = files.store([FileToStore(each.url, FileStamp(1, 1, 1, place), digest, row, packed)])
        shelf.add([StoredArticle(place, number, digest, each.id, published, updated)])
    yield shelf.entries(shelf.create_feed(0))


def wrote(
    folder: Path,
    articles: Iterable[Article],
    *,
    names: Sequence[str] = OURS,
    plugins: Sequence[Exporter] = (),
    jobs: int = 1,
    max_bytes: int | None = None,
    **fields: Any,
) -> Wrote:
    """Write the feed of `articles` into `folder`/out, with the cache in `folder`; `fields` are those of the feed."""
    articles, heard = list(articles), Heard()
    with (
        open_store(folder / "cache", b"") as database,
        entries(database, articles) as chosen,
        staging(folder / "out") as stage,
    ):
        report = RunReport(observer=heard)
        made = feed(*newest(articles), **{"entries": chosen} | fields)
        origins = ArticleOrigins(folder)
        desk = BuildContext(
            staging=stage,
            documents=DocumentStore(database),
            report=report,
            jobs=jobs,
            origins=origins,
            progress=EntryProgress(report.observer),
        )
        exporters = [each for each in (*registry.find_exporters(names), *plugins) if is_of_feed(each)]
        edition = FeedBuild(feed=made, entries=chosen, exporters=exporters, max_bytes=max_bytes)
        list(write_feeds([edition], ArticleStore(database), desk))
        place = stage.place("")
        states = {each.name: each.state for each in finish(stage)}
    files = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    return Wrote(files=files, told=[_below(each, place) for each in heard.diagnostics], states=states)


def _below(diagnostic: Diagnostic, place: str) -> Diagnostic:
    return diagnostic.at(diagnostic.path.removeprefix(place))


def at_once(articles: Iterable[Article], **fields: Any) -> dict[str, bytes]:
    """Our documents, each written at once."""
    made = whole(articles, **fields)
    return {registry.get_built_in(name).filename: document(name, made) for name in OURS}


def whole(articles: Iterable[Article], **fields: Any) -> Feed:
    """The feed with all articles in memory."""
    return feed(*newest(articles), **fields)


def judged(files: Mapping[str, bytes]) -> list[Diagnostic]:
    """What the checks find in our documents, each read as a whole."""
    found: list[tuple[str, Finding]] = []
    for name in OURS:
        ours = registry.get_built_in(name)
        found += [(ours.filename, each) for each in findings(files[ours.filename], ours.media_type)]
    return [each.as_diagnostic(name) for name, each in found if each.rule not in REPORTED_AT_SOURCE | ACROSS]


def numbered(count: int, **fields: Any) -> list[Article]:
    """So many articles, the newest first, a minute between two of them."""
    return [
        article(
            **{"url": f"https://example.org/{n}", "title": f"Number {n}", "published": MOMENT - timedelta(minutes=n)}
            | fields
        )
        for n in range(count)
    ]


def sized(monkeypatch: pytest.MonkeyPatch, first: int, most: int) -> None:
    """Let sections have other sizes."""
    monkeypatch.setattr(reuse, "_FIRST", first)
    monkeypatch.setattr(reuse, "_MOST", most)


@contextmanager
def watched() -> Iterator[list[int]]:
    """How many entries each section has that is made, in this process; 0 where only the frame is looked at."""
    made, call = list[int](), SectionWriter.__call__

    def counted(self: SectionWriter, task: SectionTask) -> BuiltSection:
        made.append(0 if task.is_frame else len(task.packed))
        return call(self, task)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(SectionWriter, "__call__", counted)
        yield made
