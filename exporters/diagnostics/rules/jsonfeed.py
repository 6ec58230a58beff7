"""What is wrong in a JSON Feed."""

from typing import Final

from exporters.diagnostics.rules.rule import Rule, error, warning

JSONFEED: Final[dict[str, Rule]] = {
    "jsonfeed-root-wrong": error(
        "no JSON Feed",
        "The document is no object.",
        "Write one object with version, title and items.",
    ),
    "jsonfeed-version-wrong": error(
        "JSON Feed without its version",
        "Readers tell by it that this is a feed.",
        "Write `https://jsonfeed.org/version/1.1`.",
    ),
    "jsonfeed-version-old": warning(
        "JSON Feed version 1",
        "Newer readers expect 1.1.",
        "Write `https://jsonfeed.org/version/1.1`.",
    ),
    "jsonfeed-version-not-first": warning(
        "version that is not the first key",
        "Some readers look for it in the first bytes alone.",
        "Write it first.",
    ),
    "jsonfeed-key-missing": error(
        "required key missing",
        "A feed needs title and items, an attachment url and mime_type.",
        "Write it.",
    ),
    "jsonfeed-address-missing": warning(
        "no home_page_url or feed_url",
        "Readers link the site and identify the feed by them.",
        "Write the absolute address.",
    ),
    "jsonfeed-next-url-same": error(
        "next_url that is feed_url",
        "It should lead to older items; who follows it goes in a circle.",
        "Write the address of the document with older items, or leave it out.",
    ),
    "jsonfeed-key-unknown": error(
        "key that JSON Feed does not know",
        "Schemas refuse it.",
        "Begin it with `_` and a letter, or leave it out.",
    ),
    "jsonfeed-type-wrong": error(
        "value of the wrong type",
        "Typed readers fail on the whole feed.",
        "Write the type that the message names.",
    ),
    "jsonfeed-value-empty": error(
        "null or empty value",
        "Typed readers fail on null, others show nothing.",
        "Leave the key out.",
    ),
    "jsonfeed-id-missing": error(
        "item without id",
        "Readers must drop it.",
        "Write one that never changes.",
    ),
    "jsonfeed-id-not-string": error(
        "id that is no string",
        "Typed readers fail, others make a string of it, each its own way.",
        "Write it as a string.",
    ),
    "jsonfeed-id-repeated": error(
        "id of two JSON items",
        "Subscribers lose items that share an id.",
        "Give every item its own.",
    ),
    "jsonfeed-content-missing": error(
        "item without content_html and content_text",
        "JSON Feed requires one of the two.",
        "Write one of them.",
    ),
    "jsonfeed-author-singular": warning(
        "author instead of authors",
        "JSON Feed 1.1 has the list alone; newer readers look for it.",
        "Write `authors`.",
    ),
}
