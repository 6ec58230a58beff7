"""One kind of diagnostic."""

from typing import NamedTuple

from exporters.diagnostics.diagnostic import Level


class Clause(NamedTuple):
    """The part of a specification that a rule stands on."""

    name: str  # "RSS 2.0, <guid>"
    url: str


def our_docs(page: str, heading: str, anchor: str) -> Clause:
    """Return a heading of a page of these docs, for a rule that stands on no specification."""
    return Clause(f"Outfeed, {heading}", f"https://everyday-cc.github.io/outfeed/{page}.html#{anchor}")


class DiagnosticRule(NamedTuple):
    """A kind of diagnostic, with the texts for the docs and all reports."""

    level: Level  # as a rule: `--keep-going` turns errors of articles into warnings
    title: str  # what is wrong, in a few words; a note has one that can follow a count: `190 × white space tidied`
    explanation: str  # what it means, and why it matters: which readers or intakes suffer
    fix: str  # what to write instead
    clause: Clause | None = None


def error(title: str, explanation: str, fix: str, clause: Clause | None = None) -> DiagnosticRule:
    """Return a rule of level error: it rejects an article, or stops a run."""
    return DiagnosticRule(Level.ERROR, title, explanation, fix, clause)


def warning(title: str, explanation: str, fix: str, clause: Clause | None = None) -> DiagnosticRule:
    """Return a rule of level warning: a person should look at it."""
    return DiagnosticRule(Level.WARNING, title, explanation, fix, clause)


def note(title: str, explanation: str, fix: str, clause: Clause | None = None) -> DiagnosticRule:
    """Return a rule of level note: nobody has to act on it."""
    return DiagnosticRule(Level.NOTE, title, explanation, fix, clause)
