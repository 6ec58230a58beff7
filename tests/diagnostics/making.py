"""Makers for tests of documents: a diagnostic of which only some fields matter, any diagnostic, a whole document."""

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.formatter import DiagnosticsFormatter, RunSummary
from exporters.diagnostics.rules import RULES

_UNDECODED = "".join(map(chr, range(0xDC80, 0xDD00)))  # bytes of file names that are no UTF-8


def diagnostic(**fields: Any) -> Diagnostic:
    """A date that can't be read, at its place."""
    usual: dict[str, Any] = {
        "rule": "date-unreadable",
        "level": Level.ERROR,
        "message": '"x" is not a date',
        "fix": "write one",
    }
    place = {"path": "news/a.md", "line": 3, "column": 1, "field": "publishedDateTime"}
    return Diagnostic(**(usual | place | fields))


def whole(form: DiagnosticsFormatter, told: Iterable[Diagnostic], summary: RunSummary | None = None) -> str:
    """The document of a run that told these."""
    parts: list[list[str]] = [[] for _ in range(form.parts)]
    for each in told:
        part, line = form.line(each)
        assert "\n" not in line
        parts[part].append(line)
    return "".join(form.document(parts, summary or RunSummary()))


def texts(*, least: int = 0) -> st.SearchStrategy[str]:
    """Any text, with what is said to hurt in it more often."""
    hurting = st.sampled_from(
        ["\n", "\r", "%", ":", "::", ",", "=", "[a](b)", "{0}", "\\", '"', "\x1b[2K", "\u2028", "é"]
    )
    chars = st.characters(exclude_categories=["Cs"]) | st.sampled_from(_UNDECODED)
    return st.lists(hurting | chars, min_size=least, max_size=12).map("".join)


def any_diagnostic() -> st.SearchStrategy[Diagnostic]:
    """Any diagnostic that a run may tell."""
    names = texts(least=1).filter(lambda name: "\0" not in name and not name.startswith("/"))
    return st.builds(
        Diagnostic,
        rule=st.sampled_from(sorted(RULES)),
        level=st.sampled_from(Level),
        message=texts(),
        fix=texts(),
        path=st.just("") | names,
        line=st.integers(0, 10_000),
        column=st.integers(1, 500),
        field=texts(),
        before=st.none() | texts(),
        after=st.none() | texts(),
    )
