"""One fault at a time in a JSON Feed and in JSON chapters without any: lint finds it, by the rule that names it."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final, NamedTuple

import pytest

from exporters.lint.lint import lint

FEED: Final[dict[str, Any]] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Example",
    "home_page_url": "https://example.org/",
    "feed_url": "https://example.org/feed.json",
    "description": "An example",
    "user_comment": "For people who read JSON",
    "next_url": "https://example.org/feed-2.json",
    "icon": "https://example.org/icon.png",
    "favicon": "https://example.org/favicon.png",
    "language": "en-US",
    "expired": False,
    "authors": [{"name": "Ann", "url": "https://example.org/ann", "avatar": "https://example.org/ann.png"}],
    "hubs": [{"type": "WebSub", "url": "https://hub.example.org/"}],
    "items": [
        {
            "id": "https://example.org/1",
            "url": "https://example.org/1",
            "external_url": "https://example.com/1",
            "title": "One",
            "content_html": "<p>One</p>",
            "content_text": "One",
            "summary": "The first",
            "image": "https://example.org/1.png",
            "banner_image": "https://example.org/1-wide.png",
            "date_published": "2021-08-24T07:30:00Z",
            "date_modified": "2021-08-25T07:30:00Z",
            "authors": [{"name": "Bob", "url": "mailto:bob@example.org", "avatar": "https://example.org/bob.png"}],
            "tags": ["a", "b"],
            "language": "de",
            "attachments": [
                {
                    "url": "https://example.org/1.mp3",
                    "mime_type": "audio/mpeg",
                    "title": "One, spoken",
                    "size_in_bytes": 12,
                    "duration_in_seconds": 1.5,
                }
            ],
            "_example": {"about": "https://example.org/extension"},
        },
        {"id": "two", "url": "https://example.org/2", "content_text": "Two"},
    ],
}
CHAPTERS: Final[dict[str, Any]] = {
    "version": "1.2.0",
    "author": "Ann",
    "title": "Episode",
    "podcastName": "Podcast",
    "description": "D",
    "fileName": "1.mp3",
    "waypoints": True,
    "chapters": [
        {"startTime": 0, "endTime": 9.5, "title": "Intro", "img": "https://example.org/1.png", "toc": True},
        {
            "startTime": 10,
            "title": "Tower",
            "url": "https://example.org/tower",
            "location": {"name": "Eiffel Tower", "geo": "geo:48.858093,2.294694", "osm": "R5013364"},
        },
    ],
}


class Fault(NamedTuple):
    """A document with one fault, and the finding that it must have."""

    name: str
    text: str
    rule: str
    pointer: str


def members(value: Any, pointer: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every member of every object: the pointer of the object, the key, the value; nothing in extensions."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not key.startswith("_"):
                yield pointer, key, inner
                yield from members(inner, f"{pointer}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from members(inner, f"{pointer}/{number}")


def holder(document: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        document = document[int(step) if isinstance(document, list) else step]
    return document


def changed(document: Any, pointer: str, key: str, value: Any) -> str:
    """The text of the document with another value at a place; with `...` without it."""
    copy = deepcopy(document)
    if value is ...:
        del holder(copy, pointer)[key]
    else:
        holder(copy, pointer)[key] = value
    return json.dumps(copy, indent=1)


def renamed(document: Any, pointer: str, key: str, name: str) -> str:
    copy = deepcopy(document)
    place = holder(copy, pointer)
    pairs = [(name if each == key else each, value) for each, value in place.items()]
    place.clear()
    place.update(pairs)
    return json.dumps(copy, indent=1)


def doubled(document: Any, pointer: str, key: str) -> str:
    text = renamed(document, pointer, key, "@")
    value = json.dumps(holder(document, pointer)[key])
    return text.replace('"@":', f'"{key}": {value}, "{key}":')


def of_other_type(value: Any) -> Any:
    return "12" if isinstance(value, (int, float, list, dict)) else 12


def kind(pointer: str) -> str:
    """The name of the list or object that holds the member: "" for the root."""
    names = [step for step in pointer.split("/")[1:] if not step.isdigit()]
    return names[-1] if names else ""


FEED_DROPPED: Final = {
    ("", "version"): "jsonfeed-version-wrong",
    ("", "title"): "jsonfeed-key-missing",
    ("", "items"): "jsonfeed-key-missing",
    ("", "home_page_url"): "jsonfeed-address-missing",
    ("", "feed_url"): "jsonfeed-address-missing",
    ("items", "id"): "jsonfeed-id-missing",
    ("attachments", "url"): "jsonfeed-key-missing",
    ("attachments", "mime_type"): "jsonfeed-key-missing",
    ("hubs", "type"): "jsonfeed-key-missing",
    ("hubs", "url"): "jsonfeed-key-missing",
}
FEED_OWN: Final = {("", "version"): "jsonfeed-version-wrong", ("items", "id"): "jsonfeed-id-missing"}
FEED_TYPES: Final = {("", "version"): "jsonfeed-version-wrong", ("items", "id"): "jsonfeed-id-not-string"}
FEED_VALUES: Final = [
    ("", "version", "https://jsonfeed.org/version/2", "jsonfeed-version-wrong"),
    ("", "version", "https://jsonfeed.org/version/1", "jsonfeed-version-old"),
    ("", "home_page_url", "/", "feed-url-invalid"),
    ("", "feed_url", "feed.json", "feed-url-invalid"),
    ("", "next_url", "https://example.org/feed.json", "jsonfeed-next-url-same"),
    ("", "next_url", "//example.org/2", "feed-url-invalid"),
    ("", "icon", "icon.png", "feed-url-invalid"),
    ("", "favicon", "https://example.org/a b.png", "feed-url-invalid"),
    ("", "language", "english", "language-invalid"),
    ("", "title", "AT&amp;T", "text-escaped-twice"),
    ("", "description", "<p>D</p>", "jsonfeed-text-has-markup"),
    ("", "summary_", "S", "jsonfeed-key-unknown"),
    ("", "guid", "S", "jsonfeed-key-unknown"),
    ("", "_1", {}, "jsonfeed-extension-name-wrong"),
    ("", "_a", 1, "jsonfeed-extension-no-object"),
    ("/authors/0", "url", "ann", "feed-url-invalid"),
    ("/authors/0", "avatar", "ann.png", "feed-url-invalid"),
    ("/hubs/0", "url", "hub", "feed-url-invalid"),
    ("/items/0", "url", "1", "feed-url-invalid"),
    ("/items/0", "external_url", "1", "feed-url-invalid"),
    ("/items/0", "image", "1.png", "feed-url-invalid"),
    ("/items/0", "banner_image", "1.png", "feed-url-invalid"),
    ("/items/0", "id", " ", "jsonfeed-id-missing"),
    ("/items/1", "id", "https://example.org/1", "jsonfeed-id-repeated"),
    ("/items/0", "title", "&#8217;", "text-escaped-twice"),
    ("/items/0", "content_text", "<p>One</p>", "jsonfeed-text-has-markup"),
    ("/items/0", "content_html", "<p>One<script>x()</script></p>", "html-element-unsafe"),
    ("/items/0", "content_html", "<p onclick='x()'>One</p>", "html-handler"),
    ("/items/0", "content_html", "<a href='javascript:x()'>One</a>", "html-url-script"),
    ("/items/0", "content_html", "<a href='/1'>One</a>", "html-url-relative"),
    ("/items/0", "date_published", "24 Aug 2021", "rfc3339-date-invalid"),
    ("/items/0", "date_published", "2021-08-24T07:30:00", "rfc3339-zone-missing"),
    ("/items/0", "date_published", "1970-01-01T00:00:00Z", "feed-date-early"),
    ("/items/0", "date_modified", "2021-08-32T07:30:00Z", "rfc3339-date-invalid"),
    ("/items/0", "date_modified", "2021-08-23T07:30:00Z", "jsonfeed-modified-early"),
    ("/items/0", "language", "d", "language-invalid"),
    ("/items/0", "tags", "a", "jsonfeed-type-wrong"),
    ("/items/0/attachments/0", "url", "1.mp3", "feed-url-invalid"),
    ("/items/0/attachments/0", "mime_type", "mp3", "media-type-invalid"),
    ("/items/0/attachments/0", "size_in_bytes", -1, "jsonfeed-number-wrong"),
    ("/items/0/attachments/0", "size_in_bytes", 1.5, "jsonfeed-number-wrong"),
    ("/items/0/attachments/0", "duration_in_seconds", -1, "jsonfeed-number-wrong"),
]
CHAPTERS_VALUES: Final = [
    ("", "version", "2.0", "chapters-version-unknown"),
    ("", "chapters", [], "chapters-none"),
    ("", "generator", "G", "chapters-key-unknown"),
    ("/chapters/0", "startTime", -1, "chapters-time-wrong"),
    ("/chapters/0", "endTime", 0, "chapters-time-wrong"),
    ("/chapters/1", "startTime", 0, "chapters-order-wrong"),
    ("/chapters/1", "startTime", "0:10", "chapters-type-wrong"),
    ("/chapters/0", "img", "1.png", "feed-url-invalid"),
    ("/chapters/1", "url", "tower", "feed-url-invalid"),
    ("/chapters/1/location", "geo", "48.858093,2.294694", "chapters-place-wrong"),
    ("/chapters/1/location", "geo", "geo:91,0", "chapters-place-wrong"),
    ("/chapters/1/location", "osm", "5013364", "chapters-place-wrong"),
]
CHAPTERS_REQUIRED: Final = {
    ("", "version"),
    ("", "chapters"),
    ("chapters", "startTime"),
    ("location", "name"),
    ("location", "geo"),
}


def feed_faults() -> Iterator[Fault]:
    for pointer, key, value in members(FEED):
        place, at = (kind(pointer), key), f"{pointer}/{key}"
        if rule := FEED_DROPPED.get(place):
            yield Fault(f"drop {at}", changed(FEED, pointer, key, ...), rule, at)
        yield Fault(f"double {at}", doubled(FEED, pointer, key), "json-key-repeated", at)
        empty = "jsonfeed-value-empty"
        if at != "/items/1/content_text":  # the only content of that item: another rule
            yield Fault(f"null {at}", changed(FEED, pointer, key, None), FEED_OWN.get(place, empty), at)
        yield Fault(f"empty {at}", changed(FEED, pointer, key, ""), FEED_OWN.get(place, empty), at)
        wrong = FEED_TYPES.get(place, "jsonfeed-type-wrong")
        yield Fault(f"mistype {at}", changed(FEED, pointer, key, of_other_type(value)), wrong, at)
        misspelled = f"{key[:-1]}{key[-1].upper()}{key[-1]}"
        text = renamed(FEED, pointer, key, misspelled)
        yield Fault(f"misspell {at}", text, "jsonfeed-key-misspelled", f"{pointer}/{misspelled}")
    for value in (..., None):
        text = changed(FEED, "/items/1", "content_text", value)
        yield Fault(f"content {value}", text, "jsonfeed-content-missing", "/items/1")
    yield Fault("drop names", changed(FEED, "", "authors", [{}]), "jsonfeed-author-empty", "/authors/0")
    yield Fault("drop url", changed(FEED, "/items/1", "url", ...), "jsonfeed-url-missing", "/items/1/url")
    moved = json.dumps({**{key: value for key, value in FEED.items() if key != "version"}, "version": FEED["version"]})
    yield Fault("move version", moved, "jsonfeed-version-not-first", "/version")
    for number, (pointer, key, value, rule) in enumerate(FEED_VALUES):
        text = changed(FEED, pointer, key, value)
        yield Fault(f"value {number} {pointer}/{key}", text, rule, f"{pointer}/{key}")


def chapters_faults() -> Iterator[Fault]:
    for pointer, key, value in members(CHAPTERS):
        at = f"{pointer}/{key}"
        if (kind(pointer), key) in CHAPTERS_REQUIRED:
            yield Fault(f"drop {at}", changed(CHAPTERS, pointer, key, ...), "chapters-key-missing", at)
        yield Fault(f"double {at}", doubled(CHAPTERS, pointer, key), "json-key-repeated", at)
        yield Fault(f"null {at}", changed(CHAPTERS, pointer, key, None), "chapters-value-empty", at)
        yield Fault(f"empty {at}", changed(CHAPTERS, pointer, key, ""), "chapters-value-empty", at)
        wrong = changed(CHAPTERS, pointer, key, of_other_type(value))
        yield Fault(f"mistype {at}", wrong, "chapters-type-wrong", at)
        misspelled = f"{key[:-1]}{key[-1].upper()}{key[-1]}"
        text = renamed(CHAPTERS, pointer, key, misspelled)
        yield Fault(f"misspell {at}", text, "chapters-key-misspelled", f"{pointer}/{misspelled}")
    for number, (pointer, key, value, rule) in enumerate(CHAPTERS_VALUES):
        text = changed(CHAPTERS, pointer, key, value)
        yield Fault(f"value {number} {pointer}/{key}", text, rule, f"{pointer}/{key}")


FAULTS: Final = [*feed_faults(), *chapters_faults()]


def test_the_documents_have_no_fault() -> None:
    assert lint(json.dumps(FEED).encode()) == []
    assert lint(json.dumps(CHAPTERS).encode()) == []


def test_there_are_many_faults() -> None:
    assert len(FAULTS) > 300


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_by_the_rule_that_names_it(fault: Fault) -> None:
    assert (fault.rule, fault.pointer) in [(each.rule, each.field) for each in lint(fault.text.encode())]
