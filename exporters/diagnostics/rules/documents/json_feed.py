"""Rules about JSON Feed documents."""

from typing import Final

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, error, warning

_SPEC: Final = "https://www.jsonfeed.org/version/1.1/"

JSON_FEED: Final[dict[str, DiagnosticRule]] = {
    "jsonfeed-root-wrong": error(
        "document is not a JSON Feed",
        "The document is not an object, so readers don't recognise a feed.",
        "Write one object with version, title and items.",
        Clause("JSON Feed 1.1, The Structure of a Feed", f"{_SPEC}#the-structure-of-a-feed"),
    ),
    "jsonfeed-version-wrong": error(
        "version of JSON Feed is missing or unknown",
        "Readers recognise a JSON Feed by its version.",
        "Write `https://jsonfeed.org/version/1.1`.",
        Clause("JSON Feed 1.1, version", f"{_SPEC}#top-level"),
    ),
    "jsonfeed-version-old": warning(
        "JSON Feed has version 1",
        "Newer readers expect version 1.1.",
        "Write `https://jsonfeed.org/version/1.1`.",
        Clause("JSON Feed 1.1, version", f"{_SPEC}#top-level"),
    ),
    "jsonfeed-version-not-first": warning(
        "version is not the first key",
        "Some readers look for it only in the first bytes.",
        "Write it first.",
        Clause("JSON Feed 1.1, version", f"{_SPEC}#top-level"),
    ),
    "jsonfeed-key-missing": error(
        "required key is missing",
        "A feed needs title and items, an attachment url and mime_type. Strict readers refuse the feed.",
        "Add the key that the message names.",
        Clause("JSON Feed 1.1, title, items, hubs, attachments", f"{_SPEC}#top-level"),
    ),
    "jsonfeed-address-missing": warning(
        "home_page_url or feed_url is missing",
        "Readers link to the site with the one, and recognise the feed by the other.",
        "Write the absolute address.",
        Clause("JSON Feed 1.1, home_page_url, feed_url", f"{_SPEC}#top-level"),
    ),
    "jsonfeed-next-url-same": error(
        "next_url is the same as feed_url",
        "`next_url` leads to older items. A reader that follows this one goes in a circle.",
        "Write the address of the document with older items, or remove the key.",
        Clause("JSON Feed 1.1, next_url", f"{_SPEC}#top-level"),
    ),
    "jsonfeed-key-unknown": error(
        "key is not in JSON Feed",
        "JSON Feed does not define the key, and its schemas refuse it. Extensions begin with `_` and a letter.",
        "Rename it so, or remove it.",
        Clause("JSON Feed 1.1, Extensions", f"{_SPEC}#extensions"),
    ),
    "jsonfeed-type-wrong": error(
        "value in JSON Feed has the wrong type",
        "Readers in typed languages fail on the whole feed.",
        "Write the type that the message names.",
        Clause("JSON Feed 1.1, The Structure of a Feed", f"{_SPEC}#the-structure-of-a-feed"),
    ),
    "jsonfeed-value-empty": error(
        "value is null or empty",
        "Readers in typed languages fail on null; others show an empty line.",
        "Remove the key.",
        Clause("JSON Feed 1.1, The Structure of a Feed", f"{_SPEC}#the-structure-of-a-feed"),
    ),
    "jsonfeed-id-missing": error(
        "item has no id",
        "JSON Feed tells readers to drop such items.",
        "Write an id that never changes.",
        Clause("JSON Feed 1.1, items, id", f"{_SPEC}#items"),
    ),
    "jsonfeed-id-not-string": error(
        "id is not a string",
        "Readers in typed languages fail. Others convert it to a string, each in its own way, so ids may change.",
        "Write it as a string.",
        Clause("JSON Feed 1.1, items, id", f"{_SPEC}#items"),
    ),
    "jsonfeed-id-repeated": error(
        "two JSON items have the same id",
        "Readers treat items with the same id as one, so subscribers lose one of them.",
        "Give every item its own id.",
        Clause("JSON Feed 1.1, items, id", f"{_SPEC}#items"),
    ),
    "jsonfeed-content-missing": error(
        "item has neither content_html nor content_text",
        "JSON Feed requires one of them, and its schemas refuse the item.",
        "Write one of them.",
        Clause("JSON Feed 1.1, items, content_html, content_text", f"{_SPEC}#items"),
    ),
    "jsonfeed-author-singular": warning(
        "author is used instead of authors",
        "JSON Feed 1.1 replaced it by the list `authors`, and newer readers look only for that.",
        "Write `authors`.",
        Clause("JSON Feed 1.1, Deprecations", f"{_SPEC}#deprecations"),
    ),
}
