"""Report articles of a feed that its CSV lacks: a CSV holds the entries of the feed's current documents only."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from exporters.build.edition import FeedBuild
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.feeds.selection import FeedSelection
from exporters.formats.exporter import Exporter
from exporters.settings.folders import MOST_SEGMENTS
from exporters.settings.paths import may_collide
from exporters.settings.values import FeedSettings
from exporters.store.articles import ArticleStore

Document = tuple[
    FeedSelection, FeedBuild, FeedBuild
]  # what was chosen, the edition that was wanted, what was written of it
_CSV: Final = "csv"
_ARCHIVED: Final = "archive documents have no CSV"
_CUT: Final = "max_bytes cuts every format"


class _Table(NamedTuple):
    """The CSV of a feed."""

    name: str  # of the file, below the out folder
    wanted: FeedSettings
    rows: int

    @property
    def cause(self) -> str:
        """Why the CSV may lack articles of its feed: no feed has both of these settings."""
        return _ARCHIVED if self.wanted.archive else _CUT


def find_missing(
    documents: Iterable[Document], store: ArticleStore, feeds: Sequence[FeedSettings], settings_file: str
) -> list[Diagnostic]:
    """Return one note about `settings_file` on the articles that a CSV lacks, or an empty list.

    The note names the CSV that lacks most. There is none if one CSV holds the articles of all such feeds. `documents`
    are all documents of the run, `feeds` all feeds of the settings.
    """
    tables, owners, are_whole = _tables(documents)
    if are_whole:
        return []
    missing_counts = {owner: count - tables[owner].rows for owner, count in store.count_by_feed(owners).items()}
    incomplete = [owner for owner, count in missing_counts.items() if count]
    if not incomplete or store.is_in_one(incomplete):
        return []
    worst = max(incomplete, key=lambda owner: (missing_counts[owner], -owner))
    name, wanted, rows = tables[worst]
    cause = tables[worst].cause
    same_cause = sum(tables[owner].cause == cause for owner in incomplete)
    total = missing_counts[worst] + rows
    message = (
        f"{missing_counts[worst]:,} of {total:,} articles are not in {name}"
        f"{_count_others(same_cause - 1)}, since {cause}"
    )
    if other_causes := _count_others(len(incomplete) - same_cause):
        message += f"{other_causes}, since {_CUT if cause == _ARCHIVED else _ARCHIVED}"
    return [
        Diagnostic(
            rule="csv-incomplete",
            level=Level.NOTE,
            message=message,
            fix=f"add - {{path: {_free_path(feeds)}, formats: [csv], limit: 0}} to feeds for a table of all articles",
            path=settings_file,
            line=wanted.line,
            column=wanted.column,
        )
    ]


def _tables(documents: Iterable[Document]) -> tuple[dict[int, _Table], dict[int, int], bool]:
    """Return the CSV of each feed by feed number, and the feed number of each document by document number.

    The third value is true if there is neither an archive document nor a feed that was cut.
    """
    tables: dict[int, _Table] = {}
    owners: dict[int, int] = {}
    numbers: dict[str, int] = {}  # of the tables, by the path of the feed
    are_whole = True
    for selection, feed_build, as_written in documents:
        path, number = selection.member.path, selection.entries.number
        if selection.member.period:
            if path in numbers:
                owners[number], are_whole = numbers[path], False
        elif csv := _csv(feed_build):
            owners[number] = numbers[path] = number
            tables[number] = _Table(feed_build.feed.file(csv.filename), selection.wanted, len(as_written.entries))
            are_whole = are_whole and len(as_written.entries) == len(feed_build.entries)
    return tables, owners, are_whole


def _csv(feed_build: FeedBuild) -> Exporter | None:
    return next((each for each in feed_build.exporters if each.name == _CSV), None)


def _free_path(feeds: Sequence[FeedSettings]) -> str:
    """Return a path that no feed has, or could have with some values of its placeholders: `all`."""
    return next(each for each in _paths(len(feeds)) if not any(may_collide(each, feed.path) for feed in feeds))


def _paths(feeds: int) -> Iterator[str]:
    """Yield paths for one more feed, plain ones first; the last is deeper than the path of any feed."""
    for depth in range(MOST_SEGMENTS + 1):
        folders = "all/" * depth
        yield from (f"{folders}all", f"{folders}all-articles")
        yield from (f"{folders}all-{number}" for number in range(2, feeds + 2))


def _count_others(count: int) -> str:
    """Return the part of the message that counts other CSVs."""
    more = "1 more CSV lacks" if count == 1 else f"{count:,} more CSVs lack"
    return f", and {more} articles" if count else ""
