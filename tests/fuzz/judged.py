"""What must hold of every document that `outfeed lint` judges, and of what `--fix` makes of it."""

import time
from collections import Counter
from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_json import json_value
from exporters.checks.parsed_xml import UnreadableDocumentError, xml
from exporters.diagnostics.level_choice import lint_rules
from exporters.lint.fixes.fix import fix_document
from exporters.lint.lint import lint
from tests.fuzz.failure import Failure

SECONDS: Final = 2  # of a processor, for one document: cases are smaller than most feeds
_LONGEST: Final = 2_000  # characters of a message, which shows a few values of at most 80


def failures(data: bytes, *, is_fixed: bool) -> Iterator[Failure]:
    """What is wrong with the findings about one document, and if `is_fixed` with its fixes."""
    begin = time.process_time()
    found = lint(data)
    used = time.process_time() - begin
    if used > SECONDS:
        yield Failure("lint-slow", f"{used:.1f} s for {len(data):,} bytes")
    breaks = data.count(b"\n") + data.count(b"\r") + 1
    for each in found:
        if each.rule not in lint_rules():
            yield Failure("rule-unlisted", str(each))
        elif not data.startswith(b"\x1f\x8b") and each.line > breaks:
            yield Failure("line-beyond-end", f"{each} of {breaks} lines")
        elif len(str(each.as_diagnostic(""))) > _LONGEST:
            yield Failure("message-long", f"{each.rule}: {len(each.message)} characters")
    if is_fixed:
        yield from _of_fixes(data, found)


def _of_fixes(data: bytes, found: list[Finding]) -> Iterator[Failure]:
    fixed = fix_document(data)
    if fixed is None:
        return
    if fixed.data == data:
        yield Failure("fix-without-change", str(fixed.fixes))
    left = lint(fixed.data)
    if _is_readable(data):  # else what nothing could read has findings now
        before, after = (Counter((each.rule, each.field) for each in each_of) for each_of in (found, left))
        if after.total() >= before.total():
            yield Failure("fix-without-gain", f"{before.total()} findings, {after.total()} after {fixed.fixes} fixes")
        if new := after - before:
            yield Failure("fix-brings-finding", f"{list(new)[:5]}")
    if _is_readable(fixed.data) and (again := fix_document(fixed.data)):
        yield Failure("fix-not-whole", f"{again.fixes} fixes of what was fixed in {fixed.fixes} places")


def _is_readable(data: bytes) -> bool:
    for read in (xml, json_value):
        try:
            read(data)
        except UnreadableDocumentError:
            continue
        return True
    return False
