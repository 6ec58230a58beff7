"""Apply every rule about OPML."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import ParsedXml
from exporters.lint.rules.opml import frame, head, outlines
from exporters.lint.rules.opml.outline_list import OutlineList, outline_list
from exporters.lint.xml_document import judge_xml

RULES: Final[tuple[Callable[[OutlineList], Iterator[Finding]], ...]] = (
    frame.root_old,
    frame.version_wrong,
    frame.element_missing,
    frame.element_repeated,
    frame.head_late,
    frame.element_unknown,
    frame.text_stray,
    frame.attribute_of_frame_unknown,
    head.value_wrong,
    head.lines_missing,
    outlines.text_missing,
    outlines.attribute_empty,
    outlines.address_missing,
    outlines.title_missing,
    outlines.type_missing,
    outlines.type_unknown,
    outlines.attribute_misspelled,
    outlines.attribute_unknown,
    outlines.value_wrong,
    outlines.flag_wrong,
    outlines.version_unknown,
    outlines.feed_repeated,
)


def judge_opml(data: bytes) -> list[Finding]:
    """Return the findings of an OPML document, in document order; its rules apply in spite of a namespace."""
    return judge_xml(data, lambda tags: tags[0].rpartition("}")[0].removeprefix("{"), _findings)


def _findings(parsed: ParsedXml) -> list[Finding]:
    """Return the findings of an OPML document."""
    opml = outline_list(parsed)
    return [*frame.namespace_used(parsed), *(finding for rule in RULES for finding in rule(opml))]
