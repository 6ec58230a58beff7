"""ArticleExplanation: one article, field by field, and what becomes of it in an export."""

from typing import NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic


class FieldExplanation(NamedTuple):
    """One field of an article."""

    name: str  # as conditions of `where` call it
    value: str  # after repairs
    origin: str = ""  # what it comes from: `date, line 3`
    details: tuple[str, ...] = ()  # how it was made: repairs, the rule of an address


class ArticleExplanation(NamedTuple):
    """What there is to say of one article."""

    shown: str  # its file, with the line of a row
    outcome: str  # `exported`, or why not
    reading: str  # whose names it has, and how that is known
    fields: tuple[FieldExplanation, ...]
    diagnostics: tuple[Diagnostic, ...]  # as `outfeed validate` prints them
