"""Articles that a feed has and its CSV has not: a CSV holds the entries that the other documents of its feed hold."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from exporters.build.edition import FeedBuild
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.feeds.selection import FeedSelection
from exporters.formats.exporter import Exporter
from exporters.settings.folders import MOST_SEGMENTS
from exporters.settings.paths import may_meet
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
        """Why it may lack articles of its feed: no feed has both of these settings."""
        return _ARCHIVED if self.wanted.archive else _CUT


def tell_missing(
    documents: Iterable[Document], shelf: ArticleStore, feeds: Sequence[FeedSettings], settings_file: str
) -> list[Diagnostic]:
    """Tell how many articles of a feed are not in its CSV: one note about `settings_file`, or nothing.

    It names the CSV that lacks most. Nothing is told where one CSV holds the articles of all such feeds. `documents`
    are all of the run, `feeds` all of the settings.
    """
    tables, owners, are_whole = _tables(documents)
    if are_whole:
        return []
    lacking = {owner: count - tables[owner].rows for owner, count in shelf.of_feeds(owners).items()}
    partial = [owner for owner, count in lacking.items() if count]
    if not partial or shelf.is_in_one(partial):
        return []
    worst = max(partial, key=lambda owner: (lacking[owner], -owner))
    name, wanted, rows = tables[worst]
    cause = tables[worst].cause
    alike = sum(tables[owner].cause == cause for owner in partial)
    message = (
        f"{lacking[worst]:,} of {lacking[worst] + rows:,} articles are not in {name}{_others(alike - 1)}, since {cause}"
    )
    if others := _others(len(partial) - alike):
        message += f"{others}, since {_CUT if cause == _ARCHIVED else _ARCHIVED}"
    return [
        Diagnostic(
            rule="csv-incomplete",
            level=Level.NOTE,
            message=message,
            fix=f"add - {{path: {_free(feeds)}, formats: [csv], limit: 0}} to feeds for a table of all articles",
            path=settings_file,
            line=wanted.line,
            column=wanted.column,
        )
    ]


def _tables(documents: Iterable[Document]) -> tuple[dict[int, _Table], dict[int, int], bool]:
    """The CSV of each feed by its number on the shelf, and the number of each document with that of its feed's CSV.

    And whether there is neither an archive document nor a feed that was cut.
    """
    tables: dict[int, _Table] = {}
    owners: dict[int, int] = {}
    numbers: dict[str, int] = {}  # of the tables, by the path of the feed
    are_whole = True
    for chosen, edition, written in documents:
        path, number = chosen.member.path, chosen.entries.number
        if chosen.member.period:
            if path in numbers:
                owners[number], are_whole = numbers[path], False
        elif csv := _csv(edition):
            owners[number] = numbers[path] = number
            tables[number] = _Table(edition.feed.file(csv.filename), chosen.wanted, len(written.entries))
            are_whole = are_whole and len(written.entries) == len(edition.entries)
    return tables, owners, are_whole


def _csv(edition: FeedBuild) -> Exporter | None:
    return next((each for each in edition.exporters if each.name == _CSV), None)


def _free(feeds: Sequence[FeedSettings]) -> str:
    """Return a path that none of `feeds` has, or could have with some values of its placeholders: `all`."""
    return next(each for each in _paths(len(feeds)) if not any(may_meet(each, feed.path) for feed in feeds))


def _paths(feeds: int) -> Iterator[str]:
    """Yield paths for one more feed, plain ones first; at the end one that is deeper than the path of any feed."""
    for depth in range(MOST_SEGMENTS + 1):
        folders = "all/" * depth
        yield from (f"{folders}all", f"{folders}all-articles")
        yield from (f"{folders}all-{number}" for number in range(2, feeds + 2))


def _others(count: int) -> str:
    """Say that so many other CSVs lack articles too."""
    more = "1 more CSV lacks" if count == 1 else f"{count:,} more CSVs lack"
    return f", and {more} articles" if count else ""
