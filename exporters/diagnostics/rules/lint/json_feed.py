"""Rules about JSON Feeds that only `outfeed lint` applies."""

from typing import Final

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, error, note, warning

_SPEC: Final = "https://www.jsonfeed.org/version/1.1/"
_TOP: Final = f"{_SPEC}#top-level"
_ITEMS: Final = f"{_SPEC}#items"
_ATTACHMENTS: Final = f"{_SPEC}#attachments"
_EXTENSIONS: Final = Clause("JSON Feed 1.1, Extensions", f"{_SPEC}#extensions")

JSON_FEED_LINT: Final[dict[str, DiagnosticRule]] = {
    "json-surrogate-lone": warning(
        "JSON contains half of a character",
        "An escape such as `\\ud83d` is half of a character beyond U+FFFF. Strict parsers refuse the document, others "
        "show a replacement character. Often a text was cut in its middle.",
        "Write the character itself, or both halves.",
        Clause("RFC 8259 §8.2", "https://www.rfc-editor.org/rfc/rfc8259#section-8.2"),
    ),
    "jsonfeed-key-newer": note(
        "key is newer than the version of the feed",
        "JSON Feed 1.1 added `authors` and `language`. Readers that go by the version of the feed don't look for them.",
        "Write the version `https://jsonfeed.org/version/1.1`.",
        Clause("JSON Feed 1.1, Changes", f"{_SPEC}#changes"),
    ),
    "jsonfeed-key-misspelled": warning(
        "key looks like a misspelled one",
        "JSON Feed has no such key, but one that is spelled almost the same. Readers ignore the value. "
        "It is an error where the right key is required.",
        "Write the key as the message says.",
        Clause("JSON Feed 1.1, The Structure of a Feed", f"{_SPEC}#the-structure-of-a-feed"),
    ),
    "jsonfeed-author-empty": error(
        "author has no name, url or avatar",
        "JSON Feed requires one of the three, or else readers show an author without a name.",
        "Write the name, or remove the author.",
        Clause("JSON Feed 1.1, authors", _TOP),
    ),
    "jsonfeed-url-missing": note(
        "item has no url",
        "People have no page to open, and readers can't link to the item. JSON Feed wants the address even if it is "
        "the same as the id.",
        "Write the address of the page, if there is one.",
        Clause("JSON Feed 1.1, items, url", _ITEMS),
    ),
    "jsonfeed-number-wrong": warning(
        "size or duration is impossible",
        "A file has no negative size or length, and no part of a byte. Players show a wrong number, or fail.",
        "Write a number that is 0 or more; sizes are whole numbers of bytes.",
        Clause("JSON Feed 1.1, attachments", _ATTACHMENTS),
    ),
    "jsonfeed-modified-early": warning(
        "item was modified before it was published",
        "Readers that sort by the date of modification show the item too far down, or don't show that it changed.",
        "Write the date of publication or a later one.",
        Clause("JSON Feed 1.1, items, date_modified", _ITEMS),
    ),
    "jsonfeed-extension-name-wrong": error(
        "name of an extension is not allowed",
        "The name of an extension begins with `_` and a letter and has no `.`; the keys in it have no `.` and no "
        "leading `_`. Parsers that make identifiers of the keys fail on other names.",
        "Rename it.",
        _EXTENSIONS,
    ),
    "jsonfeed-extension-no-object": note(
        "extension is not an object",
        "An extension is an object, which can explain itself by `about`. Readers that know the extension expect one.",
        "Write an object.",
        _EXTENSIONS,
    ),
    "jsonfeed-text-has-markup": note(
        "plain text contains tags",
        "HTML is allowed in `content_html` alone. Readers show the tags of other texts to people.",
        "Write the text without tags, or write it as `content_html`.",
        Clause("JSON Feed 1.1, items, content_html", _ITEMS),
    ),
}
