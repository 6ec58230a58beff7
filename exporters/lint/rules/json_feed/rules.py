"""Apply every rule about a JSON Feed: those of an export, and those that only lint applies."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from exporters.checks import jsonfeed
from exporters.checks.finding import Finding
from exporters.checks.jsonfeed import ParsedJsonFeed, json_feed
from exporters.checks.parsed_xml import UnreadableDocumentError
from exporters.lint.rules.json_feed import extensions, head, items, shapes, values

RULES: Final[tuple[Callable[[ParsedJsonFeed], Iterator[Finding]], ...]] = (
    head.version_wrong,
    jsonfeed.version_not_first,
    jsonfeed.key_missing,
    jsonfeed.address_missing,
    jsonfeed.next_url_same,
    head.author_singular,
    head.key_newer,
    head.author_empty,
    head.hub_incomplete,
    items.id_missing,
    items.id_not_string,
    jsonfeed.id_repeated,
    items.content_missing,
    items.address_missing,
    items.number_wrong,
    items.modified_early,
    shapes.key_misspelled,
    shapes.key_unknown,
    shapes.type_wrong,
    shapes.value_empty,
    extensions.name_wrong,
    extensions.value_no_object,
    values.address_wrong,
    jsonfeed.date_wrong,
    jsonfeed.language_wrong,
    jsonfeed.mime_type_wrong,
    jsonfeed.plain_text_escaped_twice,
    values.text_has_markup,
    jsonfeed.html_unsafe,
)


def json_feed_findings(value: Any) -> list[Finding]:
    """Return the findings of a JSON Feed, with paths such as `items[3].id`."""
    try:
        parsed = json_feed(value)
    except UnreadableDocumentError as error:
        return [error.finding]
    found = [finding for rule in RULES for finding in rule(parsed)]
    misspelled = {each.meant_path for each in shapes.misspelled_keys(parsed)}
    return [each for each in found if each.rule not in _MISSING or each.field not in misspelled]


_MISSING: Final = frozenset({"jsonfeed-key-missing", "jsonfeed-id-missing", "jsonfeed-address-missing"})
