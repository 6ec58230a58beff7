"""Reports and progress that a program gets from a run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.publishing.publication import PublishedFile


class Progress(NamedTuple):
    """The progress of a run."""

    stage: Literal["reading", "writing"]
    done: int  # files that were read, or entries that were written
    total: int | None  # entries to be written; None while files are read: nobody has counted them


OnProblem = Literal["raise", "return"] | Callable[[Diagnostic], None]
OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, kw_only=True)
class ArticleCounts:
    """How many articles a run read, exported and left out."""

    read: int  # all of them
    exported: int = 0  # that stand in a feed
    rejected: int = 0
    drafts: int = 0  # that were not asked for
    withdrawn: int = 0
    later: int = 0  # that wait for their moment
    repeated: int = 0  # that another one with their id hides


@dataclass(frozen=True, kw_only=True)
class ExportReport:
    """The result of an export."""

    is_failed: bool  # errors, or warnings of a strict run: nothing was published
    out: Path  # the out folder, absolute
    articles: ArticleCounts
    newest: datetime | None  # when the newest entry of any feed was published, UTC
    files: tuple[PublishedFile, ...]  # each file of the feeds and what became of it; none where the run failed
    diagnostics: tuple[Diagnostic, ...]  # all that was told; none where `on_problem` was called with them


@dataclass(frozen=True, kw_only=True)
class ValidationReport:
    """The problems and repairs of a validation."""

    is_failed: bool  # errors, or warnings where it was strict
    articles: ArticleCounts
    diagnostics: tuple[Diagnostic, ...]  # all that was told; none where `on_problem` was called with them
