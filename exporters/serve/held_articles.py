"""The articles that are in no feed: rejected ones, drafts, and those that wait for their moment or are past it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from msgspec.structs import replace

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.rules import RULES
from exporters.model import moment
from exporters.run import RunOptions
from exporters.serve.preview import HeldArticle, Preview
from exporters.settings.values import Settings, SourceSettings
from exporters.sources.date_limits import HoldRule, hold_rule
from exporters.sources.items import split_key
from exporters.store.database import BrokenCacheError
from exporters.store.rows import OutcomeRow, decode_article, decode_row
from exporters.support.paths import shown_path

_MOST: Final = 500  # articles of each list
_ROWS: Final = "SELECT file, path, outcome FROM files ORDER BY path"


class _HeldLists(NamedTuple):
    rejected: list[HeldArticle]
    drafts: list[HeldArticle]
    held: list[HeldArticle]


def with_held(preview: Preview, cache: Path) -> Preview:
    """Return the preview with its lists, as the cache of its last build has them, and its problems at their level.

    A rejected article is a warning in a build that goes on without it; here it is an error. Where the cache can't be
    read, the lists stay as they are.
    """
    settings, options = preview.settings, preview.options
    if settings is None or options is None:
        return preview
    try:
        with closing(sqlite3.connect(f"{cache.absolute().as_uri()}?mode=ro", uri=True, timeout=0)) as connection:
            lists = _read_lists(connection, settings, options)
    except (sqlite3.DatabaseError, BrokenCacheError):
        return preview
    paths = {each.path for each in lists.rejected}
    problems = [_as_error(each) if each.path in paths else each for each in preview.problems]
    problems.sort(key=lambda each: each.level is not Level.ERROR)
    return replace(
        preview,
        problems=tuple(problems),
        rejected=tuple(lists.rejected),
        drafts=tuple(lists.drafts),
        held=tuple(lists.held),
    )


def _read_lists(connection: sqlite3.Connection, settings: Settings, options: RunOptions) -> _HeldLists:
    lists, rule = _HeldLists([], [], []), hold_rule(settings, options)
    for number, name, packed in connection.execute(_ROWS):
        row = decode_row(packed)
        if row.kind == "rejected":
            _add(lists.rejected, _rejected(name, row, settings))
        elif row.kind == "draft" and not options.drafts:
            _add(lists.drafts, _held(name, settings, None, None, "draft"))
        elif row.kind == "article" and (why := _why_held(row, rule, _source(name, settings))):
            article = connection.execute("SELECT article FROM articles WHERE file = ?", (number,)).fetchone()
            title = decode_article(article[0]).title if article else None
            _add(lists.held, _held(name, settings, title, moment.from_timestamp(row.published), why))
    return lists


def _add(articles: list[HeldArticle], article: HeldArticle) -> None:
    if len(articles) < _MOST:
        articles.append(article)


def _rejected(name: bytes, row: OutcomeRow, settings: Settings) -> HeldArticle:
    errors = [each for each in row.diagnostics if each.level is Level.ERROR]
    reason = "; ".join(f"{each.field}: {each.message}" if each.field else each.message for each in errors[:3])
    return _held(name, settings, None, None, reason)


def _why_held(row: OutcomeRow, rule: HoldRule, source: SourceSettings | None) -> str:
    """Why no feed has an article; "" where one may."""
    if rule.is_later(row, source):
        return f"waits until {moment.rfc3339(moment.from_timestamp(row.opening))}"
    if rule.is_expired(row) and row.expires is not None:
        return f"expired at {moment.rfc3339(moment.from_timestamp(row.expires))}"
    return ""


def _held(name: bytes, settings: Settings, title: str | None, published: datetime | None, reason: str) -> HeldArticle:
    path, place = split_key(os.fsdecode(name))
    shown = "-" if path == "-" and place else shown_path(settings.base / path)
    return HeldArticle(
        path=f"{shown}:{place.line}" if place else shown, title=title, published=published, reason=reason
    )


def _source(name: bytes, settings: Settings) -> SourceSettings | None:
    """The source that a file belongs to; None where the settings name one alone."""
    if not settings.sources:
        return None
    path = settings.base / split_key(os.fsdecode(name)).path
    return next((each for each in _nested(settings) if path.is_relative_to(each.path)), None)


def _nested(settings: Settings) -> Iterator[SourceSettings]:
    """The sources, inner ones before those around them."""
    yield from sorted(settings.sources, key=lambda each: -len(each.path.parts))


def _as_error(problem: Diagnostic) -> Diagnostic:
    is_error = problem.rule in RULES and RULES[problem.rule].level is Level.ERROR
    return problem._replace(level=Level.ERROR) if is_error else problem
