"""Diagnostics of a set of articles, or of one among others: unusual dates, repeated ids, no article at all."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from exporters.diagnostics.diagnostic import FIRST_NAMED, MOST_NAMED, Diagnostic, Level, quote_value
from exporters.errors import ArticleError
from exporters.model import moment
from exporters.model.outcome import FieldOrigin
from exporters.run import RunReport
from exporters.support.paths import shown_path
from exporters.yamldoc.positions import TextPosition

_LATER: Final = {  # by what gave the moment up to which articles are shown: how to show later ones
    "--as-of": "give a later --as-of",
    "SOURCE_DATE_EPOCH": "give a later SOURCE_DATE_EPOCH, or unset it",
    "now": "write source.future: export to export articles with a later date",
}


def warn_of_date(published: datetime, path: str, origin: FieldOrigin | None, now: datetime) -> list[Diagnostic]:
    """A warning for a date before 1990 or in the future: validators and readers distrust both."""
    if moment.EPOCH <= published <= now:
        return []
    future = published > now
    field, line, column = origin or ("publishedDateTime", 0, 0)
    return [
        Diagnostic(
            rule="date-future" if future else "date-old",
            level=Level.WARNING,
            message=f"{moment.rfc3339(published)} is {'in the future' if future else 'before 1990'}",
            fix="correct the date, or hold the article back with --as-of" if future else "correct the date",
            path=path,
            line=line,
            column=column,
            field=field,
        )
    ]


def displacing(newest: int, path: str, place: TextPosition | None, lost: Sequence[tuple[str, int, int]]) -> Diagnostic:
    """A warning for the newest article, whose date in the future, in seconds since 1970, keeps others out of documents.

    `lost` are these: the name of each, "" for the feed of the whole site, how many other articles it holds, and how
    many it would hold otherwise.
    """
    line, column = place or (0, 0)
    few = lost if len(lost) <= MOST_NAMED else lost[:FIRST_NAMED]
    first, *others = ((name or "the feed of the whole site", f"{kept:,} of {whole:,}") for name, kept, whole in few)
    named = "".join(f", {name} {count}" for name, count in others)
    more = f" and {len(lost) - len(few):,} more" if len(few) < len(lost) else ""
    return Diagnostic(
        rule="date-future",
        level=Level.WARNING,
        message=f"{moment.rfc3339(moment.from_timestamp(newest))} is in the future and displaces other articles: "
        f"{first[0]} contains {first[1]} "
        f"articles dated up to now{named}{more}",
        fix="correct the date, or hold the article back with --as-of",
        path=path,
        line=line,
        column=column,
    )


ArticlePlace = tuple[str, TextPosition | None]  # a file, and where in it the article stands if it is not all of it


def warn_of_repeated_id(left_out: ArticlePlace, kept: ArticlePlace, identity: str) -> Diagnostic:
    """A warning for the article at `left_out`, which the one at `kept` hides, since it has the same id."""
    path, place = left_out
    line, column = place or (1, 1)
    return Diagnostic(
        rule="id-repeated",
        level=Level.WARNING,
        message=f"{quote_value(identity)} is also the id of {name_place(kept)}, which Outfeed exports instead",
        fix="give one of them another id, or remove one of them",
        path=path,
        line=line,
        column=column,
        field="id",
    )


def name_place(place: ArticlePlace) -> str:
    """An article as a sentence names it: its file, and the line of an item."""
    path, at = place
    return f"{path}:{at.line}" if at else path


def refuse_taken_id(one: ArticlePlace, other: ArticlePlace, identity: str) -> Diagnostic:
    """The error of two articles of different sources that have one id and two addresses: one would be lost."""
    line, column = one[1] or (1, 1)
    return Diagnostic(
        rule="id-taken",
        message=f"{quote_value(identity)} is also the id of another article, {name_place(other)}",
        fix="set id_prefix for one of the two sources, in its entry of sources",
        path=one[0],
        line=line,
        column=column,
        field="id",
    )


def refuse_shared_address(one: ArticlePlace, other: ArticlePlace, address: str) -> Diagnostic:
    """The error of two articles, at `one` and `other`, of which the rule of addresses makes the same."""
    return Diagnostic(
        rule="address-shared",
        level=Level.ERROR,
        message=f"{quote_value(address)} is also the address of {name_place(other)}",
        fix="give one of them another slug, date or address",
        path=one[0],
        line=1,
        column=1,
    )


def clock_used(moment_: datetime, dialect: str) -> Diagnostic:
    """The note that the clock decided which articles wait, since their generator holds them back."""
    return Diagnostic(
        rule="clock-used",
        level=Level.NOTE,
        message=f"{dialect} holds back articles with a later date: those after {moment.rfc3339(moment_)} wait",
        fix="give --as-of to get the same bytes in every run",
    )


def crashed(path: str, how: str) -> ArticleError:
    """The error of a process that died while it read the file at `path`."""
    seen = f"the process that read it {how}"
    right = "report it, and exclude this file until it is fixed"
    return ArticleError.because("worker-crashed", seen, right, path=path)


def may_be_empty(report: RunReport) -> bool:
    """Whether feeds without entries are right where no article can be shown: because articles were withdrawn.

    A withdrawal must reach subscribers even when it takes the last article. It counts wherever it is written, whatever
    the out folder holds: in CI that is empty, while people read what was published. Drafts alone, and articles that
    were rejected, are more likely a slip.
    """
    return report.kinds["withdrawn"] > 0 and not report.kinds["rejected"]


def nothing(report: RunReport, sources: Sequence[Path]) -> Diagnostic:
    """The error of a source without an article that can be shown."""
    left_out = [
        (report.kinds["rejected"], "rejected"),
        (report.kinds["draft"], "draft" if report.kinds["draft"] == 1 else "drafts"),
        (report.kinds["withdrawn"], "withdrawn"),
        (report.later, f"later than {report.later_than}"),
        (report.expired, "expired"),
        *((count, f"of the kind {kind}") for kind, count in report.page_kinds.items() if kind != "article"),
    ]
    why = ", ".join(f"{count} {name}" for count, name in left_out if count)
    remedies = [
        (report.kinds["rejected"], "correct the rejected articles"),
        (report.kinds["draft"], "give --drafts to export drafts"),
        (report.later, _LATER.get(report.later_than, "")),
    ]
    right = ", or ".join(remedy for count, remedy in remedies if count)
    return Diagnostic(
        rule="no-articles",
        message=f"no article to export ({why})" if why else "no article here (*.md, *.markdown, *.html)",
        fix=right or "name a folder that holds articles",
        path=", ".join(shown_path(source) for source in sources),
    )
