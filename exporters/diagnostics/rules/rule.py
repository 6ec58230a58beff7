"""One kind of diagnostic."""

from typing import NamedTuple

from exporters.diagnostics.diagnostic import Level


class DiagnosticRule(NamedTuple):
    """A kind of diagnostic, with the texts for the docs and all reports."""

    level: Level  # as a rule: `--keep-going` turns errors of articles into warnings
    title: str  # what is wrong, in a few words; a note has one that can follow a count: `190 × white space tidied`
    explanation: str  # what it means, and why it matters
    fix: str  # what to write instead


def error(title: str, explanation: str, fix: str) -> DiagnosticRule:
    """Return a rule of level error: it rejects an article, or stops a run."""
    return DiagnosticRule(Level.ERROR, title, explanation, fix)


def warning(title: str, explanation: str, fix: str) -> DiagnosticRule:
    """Return a rule of level warning: a person should look at it."""
    return DiagnosticRule(Level.WARNING, title, explanation, fix)


def note(title: str, explanation: str, fix: str) -> DiagnosticRule:
    """Return a rule of level note: nobody has to act on it."""
    return DiagnosticRule(Level.NOTE, title, explanation, fix)
