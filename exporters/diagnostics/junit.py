"""Format diagnostics as JUnit XML, which the test reports of CI systems show.

Spec: junit-10.xsd of Jenkins (https://github.com/jenkinsci/xunit-plugin), as far as GitLab and Azure read it too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from exporters import NAME
from exporters.diagnostics.diagnostic import Diagnostic, Level, escape_controls
from exporters.diagnostics.formatter import RunSummary, is_address, join_fix, path_in_repository, writable

BEGINNING: Final = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="{NAME}"'


class JunitFormatter:
    """One test case for each diagnostic: errors and warnings failed, notes passed. Without any, one case passed."""

    parts = 1

    def __init__(self, folder: str) -> None:
        """`folder` is the current folder relative to the repository root."""
        self._folder = folder
        self._levels = Counter[Level]()  # of the test cases: one may stand for many diagnostics

    def line(self, diagnostic: Diagnostic) -> tuple[int, str]:
        """Return `<testcase>`."""
        self._levels[diagnostic.level] += 1
        path = path_in_repository(diagnostic.path, self._folder)
        place = f"{path}:{diagnostic.line}:{diagnostic.column}" if diagnostic.line else path
        name = ": ".join(filter(None, (diagnostic.rule, place, diagnostic.field)))
        attributes = {"classname": path or NAME, "name": name}
        if path and not is_address(path):
            attributes["file"] = path
            if diagnostic.line:
                attributes["line"] = str(diagnostic.line)
        said = escape(_clean(str(diagnostic)), quote=False)
        if diagnostic.level is Level.NOTE:
            outcome = f"<system-out>{said}</system-out>"
        else:
            message = _quote(join_fix(diagnostic))
            outcome = f'<failure type="{diagnostic.level}" message={message}>{said}</failure>'
        listed = " ".join(f"{key}={_quote(value)}" for key, value in attributes.items())
        return 0, f"<testcase {listed}>{outcome}</testcase>"

    def document(self, parts: Sequence[Iterable[str]], summary: RunSummary) -> Iterator[str]:  # noqa: ARG002
        """Yield the document: one suite."""
        tests = self._levels.total()
        failures = tests - self._levels[Level.NOTE]
        counts = f'tests="{tests or 1}" failures="{failures}" errors="0"'
        yield f'{BEGINNING} {counts}>\n<testsuite name="{NAME}" {counts} skipped="0">\n'
        for line in parts[0]:
            yield f"{line}\n"
        if not tests:
            yield f'<testcase classname="{NAME}" name="no problems"/>\n'
        yield "</testsuite>\n</testsuites>\n"


def _quote(text: str) -> str:
    return f'"{escape(_clean(text))}"'


def make(folder: str) -> JunitFormatter:
    """Return the formatter."""
    return JunitFormatter(folder)


def _clean(text: str) -> str:
    """Return `text` on one line, with what XML and UTF-8 can't carry escaped. Spec: XML 1.0 §2.2."""
    return writable(escape_controls(text))
