"""Apply every rule about JSON chapters."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from exporters.checks.finding import Finding
from exporters.lint.json_text.members import member_finding
from exporters.lint.rules.chapters import shapes, values
from exporters.lint.rules.chapters.chapter_list import ChapterList, chapter_list

RULES: Final[tuple[Callable[[ChapterList], Iterator[Finding]], ...]] = (
    shapes.key_missing,
    shapes.version_unknown,
    shapes.chapters_missing,
    shapes.type_wrong,
    shapes.value_empty,
    shapes.key_unknown,
    values.time_wrong,
    values.order_wrong,
    values.title_missing,
    values.address_wrong,
    values.place_wrong,
)


def chapters_findings(value: Any) -> list[Finding]:
    """Return the findings of JSON chapters, with paths such as `chapters[3].startTime`."""
    if not isinstance(value, dict):
        fix = "write an object with version and chapters"
        return [member_finding("chapters-root-wrong", "JSON that is not an object", fix, "")]
    document = chapter_list(value)
    return [finding for rule in RULES for finding in rule(document)]
