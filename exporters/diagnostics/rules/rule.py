"""One kind of diagnostic."""

from typing import NamedTuple

from exporters.diagnostics.diagnostic import Level


class DiagnosticRule(NamedTuple):
    """A kind of diagnostic, with the texts for the docs and all reports."""

    level: Level  # as a rule: `--keep-going` turns errors of articles into warnings
    title: str  # stands for many of its kind: `190 × white space tidied`
    cause: str
    remedy: str


def error(title: str, cause: str, remedy: str) -> DiagnosticRule:
    """Return a rule of level error: it rejects an article, or stops a run."""
    return DiagnosticRule(Level.ERROR, title, cause, remedy)


def warning(title: str, cause: str, remedy: str) -> DiagnosticRule:
    """Return a rule of level warning: a person should look at it."""
    return DiagnosticRule(Level.WARNING, title, cause, remedy)


def note(title: str, cause: str, remedy: str) -> DiagnosticRule:
    """Return a rule of level note: nobody has to act on it."""
    return DiagnosticRule(Level.NOTE, title, cause, remedy)
