"""Diagnostics as SARIF, for code scanning. Spec: SARIF 2.1.0 (with errata 01)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain, islice
from os import fsencode
from typing import Any, Final
from urllib.parse import quote

from exporters import NAME, PROJECT_URL, __version__
from exporters.diagnostics.diagnostic import Diagnostic, Level, escape_controls
from exporters.diagnostics.formatter import (
    LEVELS,
    RunSummary,
    help_address,
    is_address,
    join_fix,
    path_in_repository,
    writable,
)
from exporters.diagnostics.json_report import as_json, join_lines
from exporters.diagnostics.rules import RULES, SECTIONS
from exporters.diagnostics.rules.rule import DiagnosticRule

INDEX: Final = {slug: number for number, slug in enumerate(RULES)}
_SEVERITY: Final = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "recommendation"}


def rules() -> list[dict[str, Any]]:
    """Return every rule, not only the broken ones: code scanning shows what was checked.

    Then the index of a rule is the same in every run too, and known before the run ends.
    """
    return [rule(slug, each, section) for section, every in SECTIONS.items() for slug, each in every.items()]


def rule(slug: str, each: DiagnosticRule, section: str) -> dict[str, Any]:
    """Return one rule, with the texts of the docs."""
    return {
        "id": slug,
        "name": "".join(word.capitalize() for word in slug.split("-")),
        "shortDescription": {"text": f"{each.title[:1].upper()}{each.title[1:]}"},
        "fullDescription": {"text": _to_text(each.explanation)},
        "help": {
            "text": f"{_to_text(each.explanation)}\n\nFix: {_to_text(each.fix)}",
            "markdown": f"{each.explanation}\n\n**Fix:** {each.fix}",
        },
        "helpUri": help_address(slug),
        "defaultConfiguration": {"level": each.level},
        "properties": {"tags": [section.lower()], "problem.severity": _SEVERITY[each.level]},
    }


def _to_text(markdown: str) -> str:
    """Return a text without backticks, braces doubled. Spec: §3.11.5."""
    return markdown.replace("`", "").replace("{", "{{").replace("}", "}}")


MOST: Final = 25_000  # results of a run that code scanning takes; it refuses a document with more as a whole
SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT: Final = "SRCROOT"
_RAN: Final = (0, 1)  # statuses of runs that saw everything: 1 tells of what they saw
_LINK: Final = re.compile(r"\[(?=[^\]]*\]\()")
_LINE: Final = re.compile(r"\bline \d+")
_NOTIFICATIONS: Final = len(LEVELS)  # the part of what has no place in a file


class SarifFormatter:
    """Diagnostics with a file become results, errors first; others become notifications of the invocation.

    Code scanning refuses the whole document where a single result has no location, and shows one only at a file.
    """

    parts = len(LEVELS) + 1

    def __init__(self, folder: str) -> None:
        """`folder` is the current folder relative to the repository root."""
        self._folder = folder
        self._path = ""
        self._alike = Counter[str]()  # in that file

    def line(self, diagnostic: Diagnostic) -> tuple[int, str]:
        """Return a result, or a notification."""
        if not diagnostic.path or is_address(diagnostic.path):
            return _NOTIFICATIONS, as_json(_notification(diagnostic))
        path = path_in_repository(diagnostic.path, self._folder)
        result = {
            "ruleId": diagnostic.rule,
            "ruleIndex": INDEX[diagnostic.rule],
            "level": diagnostic.level,
            "message": _message(diagnostic),
            "locations": [{"physicalLocation": _physical(path, diagnostic.line, diagnostic.column)}],
            "partialFingerprints": {"primaryLocationLineHash": self._fingerprint(path, diagnostic)},
        }
        properties = {key: value for key, value in _properties(diagnostic) if value}
        if properties:
            result["properties"] = properties
        return LEVELS.index(diagnostic.level), as_json(result)

    def document(self, parts: Sequence[Iterable[str]], summary: RunSummary) -> Iterator[str]:
        """Yield the document: one run, with all rules."""
        driver = {"name": NAME, "version": __version__, "informationUri": PROJECT_URL, "rules": rules()}
        yield f'{{"$schema": {as_json(SCHEMA)},\n"version": "2.1.0",\n"runs": [{{\n'
        yield f'"tool": {{"driver": {as_json(driver)}}},\n'
        yield f'"columnKind": "unicodeCodePoints",\n"originalUriBaseIds": {as_json(_ROOTS)},\n"results": ['
        results = chain.from_iterable(parts[:_NOTIFICATIONS])
        yield from join_lines(islice(results, MOST))
        left_out = sum(1 for _ in results)
        yield f'],\n"invocations": [{{"executionSuccessful": {as_json(summary.status in _RAN)}, '
        yield f'"exitCode": {summary.status}, "toolExecutionNotifications": ['
        yield from join_lines(chain(parts[_NOTIFICATIONS], _left_out(left_out)))
        yield "]}]\n}]}\n"

    def _fingerprint(self, path: str, diagnostic: Diagnostic) -> str:
        """Return a key that survives moved lines: the rank among results of its kind and words in its file.

        It has the name that code scanning compares, and the shape of those that CodeQL makes. Spec: §3.27.17.
        """
        if path != self._path:
            self._path = path
            self._alike.clear()
        words = "\0".join((diagnostic.rule, path, diagnostic.field, _LINE.sub("line", diagnostic.message)))
        digest = sha256(words.encode("utf-8", "backslashreplace")).hexdigest()[:16]
        self._alike[digest] += 1
        return f"{digest}:{self._alike[digest]}"


def _properties(diagnostic: Diagnostic) -> Iterator[tuple[str, str | int]]:
    yield "field", diagnostic.field
    yield "occurrences", diagnostic.occurrences if diagnostic.occurrences > 1 else 0


def make(folder: str) -> SarifFormatter:
    """Return the formatter."""
    return SarifFormatter(folder)


_ROOTS: Final = {ROOT: {"description": {"text": "The root of the repository."}}}  # no uri: it would name the machine


def _message(diagnostic: Diagnostic) -> dict[str, str]:
    """Return the message as plain text, without placeholders and links. Spec: §3.11.5, §3.11.6."""
    address = diagnostic.path if is_address(diagnostic.path) else ""
    text = ": ".join(part for part in (address, diagnostic.field, join_fix(diagnostic)) if part)
    return {"text": _LINK.sub(r"\\[", escape_controls(text).replace("{", "{{").replace("}", "}}"))}


def _physical(path: str, line: int, column: int) -> dict[str, Any]:
    """Return the location; without a line it is the whole file. Spec: §3.29."""
    uri = _uri(path)
    outside = path.startswith(("../", "/")) or path == ".."
    place: dict[str, Any] = {"artifactLocation": {"uri": uri} if outside else {"uri": uri, "uriBaseId": ROOT}}
    if line:
        place["region"] = {"startLine": line, "startColumn": column} if column else {"startLine": line}
    return place


def _uri(path: str) -> str:
    """Return `path` as a relative reference, percent-encoded byte by byte. Spec: RFC 3986 §4.2."""
    try:
        encoded = fsencode(path)
    except UnicodeEncodeError:  # no file is called so
        encoded = writable(path).encode()
    return quote(encoded, safe="/-._~")  # a colon in a first segment would read as a scheme


def _notification(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return the notification for a whole run, or for a published address. Spec: §3.58."""
    rule = {"id": diagnostic.rule, "index": INDEX[diagnostic.rule]}
    return {"level": diagnostic.level, "message": _message(diagnostic), "associatedRule": rule}


def _left_out(count: int) -> Iterator[str]:
    """Return the notification that counts omitted results."""
    if count:
        text = f"{count} further results are left out, since code scanning takes {MOST} of a run."
        yield as_json({"level": "warning", "message": {"text": text}})
