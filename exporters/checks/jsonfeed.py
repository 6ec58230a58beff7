"""Rules about a JSON Feed: its keys, version and items. Spec: https://www.jsonfeed.org/version/1.1/."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from msgspec import Struct

from exporters.checks.dates import rfc3339_findings
from exporters.checks.finding import Finding, Findings
from exporters.checks.markup import html_findings
from exporters.checks.parsed_json import describe_json, json_path, walk
from exporters.checks.parsed_xml import UnreadableDocumentError
from exporters.checks.values import language_findings, media_type_findings, plain_text_findings, url_findings
from exporters.diagnostics.diagnostic import Level
from exporters.support.lazy_regex import lazy_regex

VERSION: Final = "https://jsonfeed.org/version/1.1"
_ANY_VERSION: Final = lazy_regex(r"https?://(?:www\.)?jsonfeed\.org/version/1(?:\.1)?/?")
Place = tuple[str, dict[str, Any]]  # a path and the object at it
Member = tuple[str, str | int, Any]  # path of the parent, key or index, value
MEANINGS: Final = {  # keys whose values have the same rules in every object
    **dict.fromkeys(
        "home_page_url feed_url next_url icon favicon url external_url image banner_image avatar".split(), "address"
    ),
    **dict.fromkeys(("date_published", "date_modified"), "date"),
    **dict.fromkeys(("title", "summary", "description", "name"), "plain text"),
    "language": "language",
    "mime_type": "media type",
    "content_html": "html",
}


class ParsedJsonFeed(Struct, frozen=True, kw_only=True):
    """A JSON Feed and the objects in it, each with its path; other types are for `type_wrong`."""

    feed: dict[str, Any]
    items: list[Place]
    authors: list[Place]
    attachments: list[Place]
    strings: dict[str, list[Member]]  # by meaning, without empty ones
    elements: list[Member]  # of lists
    empty_values: list[Member]  # null, "", [], {}, 0, false


def json_feed(value: Any) -> ParsedJsonFeed:
    """Return the feed in a JSON value. Raises UnreadableDocumentError if it is not an object."""
    if not isinstance(value, dict):
        raise UnreadableDocumentError("jsonfeed-root-wrong", "JSON that is not an object", "write one object", 1)
    items = _objects("", value, "items")
    holders = [("", value), *items]
    authors = [author for path, holder in holders for author in _objects(path, holder, "authors")]
    authors += [
        (json_path(path, "author"), holder["author"])
        for path, holder in holders
        if isinstance(holder.get("author"), dict)
    ]
    attachments = [value_of_key for path, item in items for value_of_key in _objects(path, item, "attachments")]
    strings: dict[str, list[Member]] = {kind: [] for kind in MEANINGS.values()}
    elements: list[Member] = []
    empty_values: list[Member] = []
    for member in walk(value):
        _, key, value_of_key = member
        if not value_of_key:
            empty_values.append(member)
        elif isinstance(value_of_key, str) and key in MEANINGS:
            strings[MEANINGS[key]].append(member)
        if isinstance(key, int):
            elements.append(member)
    return ParsedJsonFeed(
        feed=value,
        items=items,
        authors=authors,
        attachments=attachments,
        strings=strings,
        elements=elements,
        empty_values=empty_values,
    )


def version_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers recognise a feed by it. Spec: JSON Feed 1.1 version (required)."""
    version = parsed.feed.get("version")
    if not isinstance(version, str) or not _ANY_VERSION.fullmatch(version):
        message = f"the version {describe_json(version)}" if version else "no version"
        yield Finding(rule="jsonfeed-version-wrong", message=message, fix=f"write {VERSION}", field="version")
    elif version != VERSION:
        message, fix = f"the version {describe_json(version)}", f"write {VERSION}"
        yield _warning("jsonfeed-version-old", message, fix, "version")


def version_not_first(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Some readers look for it in the first bytes alone. Spec: JSON Feed 1.1 version."""
    if "version" in parsed.feed and next(iter(parsed.feed)) != "version":
        yield _warning("jsonfeed-version-not-first", "version is not the first key", "write it first", "version")


def key_missing(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Strict readers refuse the feed. Spec: JSON Feed 1.1 title, items (required); attachments url, mime_type."""
    for key in ("title", "items"):
        if key not in parsed.feed:
            yield _error("jsonfeed-key-missing", f"no {key} in the feed", "write one", key)
    for path, attachment in parsed.attachments:
        for key in ("url", "mime_type"):
            if key not in attachment:
                yield _error("jsonfeed-key-missing", f"an attachment without {key}", "write one", f"{path}.{key}")


def address_missing(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers link the site and identify the feed by them. Spec: JSON Feed 1.1: "strongly recommended"."""
    for key in ("home_page_url", "feed_url"):
        if key not in parsed.feed:
            yield _warning("jsonfeed-address-missing", f"no {key}", "write the absolute address", key)


def next_url_same(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """A reader that follows it loops. Spec: JSON Feed 1.1 next_url: "must not be the same as feed_url"."""
    next_url = parsed.feed.get("next_url")
    if next_url and next_url == parsed.feed.get("feed_url"):
        fix = "write the address of the document with older items, or remove it"
        yield _error("jsonfeed-next-url-same", f"next_url is feed_url, {describe_json(next_url)}", fix, "next_url")


def id_missing(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers must drop the item. Spec: JSON Feed 1.1 id (required)."""
    for path, item in parsed.items:
        if "id" not in item:
            yield _error("jsonfeed-id-missing", "an item without id", "write one that never changes", f"{path}.id")


def id_not_string(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Typed readers fail on it, others coerce it, each its own way. Spec: JSON Feed 1.1 id (required, string)."""
    for path, item in parsed.items:
        identity = item.get("id")
        if identity is not None and not isinstance(identity, str):
            yield _error(
                "jsonfeed-id-not-string", f"the id {describe_json(identity)}", "write it as a string", f"{path}.id"
            )


def id_repeated(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Subscribers lose items that share an id. Spec: JSON Feed 1.1 id: "unique for that item"."""
    path_by_id: dict[str, str] = {}
    for path, item in parsed.items:
        if (identity := item.get("id")) and isinstance(identity, str):
            if identity in path_by_id:
                message, fix = (
                    f"the id {describe_json(identity)} of {path_by_id[identity]} appears again",
                    "give every item its own",
                )
                yield _error("jsonfeed-id-repeated", message, fix, f"{path}.id")
            else:
                path_by_id[identity] = path


def content_missing(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Schemas refuse the item. Spec: JSON Feed 1.1: one or both of content_html and content_text must be present."""
    for path, item in parsed.items:
        if not ("content_html" in item or "content_text" in item):
            message, fix = "an item without content_html and content_text", "write one of them"
            yield _error("jsonfeed-content-missing", message, fix, path)


def author_singular(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Newer readers look for authors alone. Spec: JSON Feed 1.1 "Changes": author is deprecated."""
    for path, holder in (("", parsed.feed), *parsed.items):
        if "author" in holder:
            yield _warning(
                "jsonfeed-author-singular", "the key author", "write authors, a list", json_path(path, "author")
            )


def _objects(path: str, holder: dict[str, Any], key: str) -> list[Place]:
    entries = holder.get(key)
    if not isinstance(entries, list):
        return []
    at = json_path(path, key)
    return [(f"{at}[{i}]", value) for i, value in enumerate(entries) if isinstance(value, dict)]


def _error(rule: str, message: str, fix: str, path: str) -> Finding:
    return Finding(rule=rule, message=message, fix=fix, field=path)


def _warning(rule: str, message: str, fix: str, path: str) -> Finding:
    return Finding(rule=rule, message=message, fix=fix, level=Level.WARNING, field=path)


RULES: Final[tuple[Callable[[ParsedJsonFeed], Iterator[Finding]], ...]] = (
    version_wrong,
    version_not_first,
    key_missing,
    address_missing,
    next_url_same,
    id_missing,
    id_not_string,
    id_repeated,
    content_missing,
    author_singular,
)


_EXTENSION: Final = lazy_regex(r"_[A-Za-z][^.]*")
_KINDS: Final = {str: "a string", dict: "an object", list: "a list", bool: "true or false", float: "a number"}
Shape = dict[str, type[Any]]
_FEED: Final[Shape] = {
    **dict.fromkeys("version title home_page_url feed_url description user_comment next_url icon favicon".split(), str),
    **dict.fromkeys("authors hubs items".split(), list),
    "language": str,
    "author": dict,
    "expired": bool,
}
_ITEM: Final[Shape] = {
    **dict.fromkeys("id url external_url title content_html content_text summary image banner_image".split(), str),
    **dict.fromkeys("date_published date_modified language".split(), str),
    **dict.fromkeys("authors tags attachments".split(), list),
    "author": dict,
}
_AUTHOR: Final[Shape] = dict.fromkeys("name url avatar".split(), str)
_ATTACHMENT: Final[Shape] = {
    **dict.fromkeys("url mime_type title".split(), str),
    **dict.fromkeys("size_in_bytes duration_in_seconds".split(), float),
}
_ELEMENTS: Final[Shape] = {**dict.fromkeys("items authors attachments hubs".split(), dict), "tags": str}


def key_unknown(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Schemas refuse it: what the format does not name begins with _ and a letter. Spec: JSON Feed 1.1 "Extensions"."""
    for path, holder, shape in feed_shapes(parsed):
        for key in holder:
            if key not in shape and not _EXTENSION.fullmatch(key):
                message, fix = f"the unknown key {describe_json(key)}", "begin it with _ and a letter, or remove it"
                yield Finding(rule="jsonfeed-key-unknown", message=message, fix=fix, field=json_path(path, key))


def type_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Typed readers fail on the whole feed. Spec: JSON Feed 1.1, the type after each key."""
    for path, holder, shape in feed_shapes(parsed):
        for key, value in holder.items():
            expected = shape.get(key)
            if expected is None or type(value) is expected:  # nearly every value
                continue
            if value is not None and key != "id" and not is_of_type(value, expected):
                yield type_finding(f"{key} is {describe_json(value)}", expected, json_path(path, key))
    for at, i, value in parsed.elements:
        expected = _ELEMENTS.get(at.rpartition(".")[2])
        if expected and value is not None and not is_of_type(value, expected):
            yield type_finding(f"the element {describe_json(value)}", expected, json_path(at, i))


def value_empty(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Typed readers fail on null, others show nothing. Spec: JSON Feed 1.1: optional keys are left out."""
    for at, key, value in parsed.empty_values:
        path = json_path(at, key)
        if value is None or (value in ("", [], {}) and path != "items"):
            fix = "remove the key"
            yield Finding(rule="jsonfeed-value-empty", message=f"the value {describe_json(value)}", fix=fix, field=path)


def feed_shapes(parsed: ParsedJsonFeed) -> Iterator[tuple[str, dict[str, Any], Shape]]:
    """Yield the feed, its items, authors and attachments: path, object, and the types of its keys."""
    yield "", parsed.feed, _FEED
    for places, shape in ((parsed.items, _ITEM), (parsed.authors, _AUTHOR), (parsed.attachments, _ATTACHMENT)):
        yield from ((path, holder, shape) for path, holder in places)


def is_of_type(value: Any, expected: type[Any]) -> bool:
    """Whether a JSON value has the expected type; `float` stands for any number."""
    if expected is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, expected)


def type_finding(message: str, expected: type[Any], path: str) -> Finding:
    """Return the finding about a value that is not of the expected type."""
    return Finding(rule="jsonfeed-type-wrong", message=message, fix=f"write {_KINDS[expected]}", field=path)


SHAPE_RULES: Final[tuple[Callable[[ParsedJsonFeed], Iterator[Finding]], ...]] = (key_unknown, type_wrong, value_empty)


def url_invalid(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers resolve no relative address. Spec: JSON Feed 1.1 "URLs": relative ones "aren't supported"."""
    return _check_values(parsed, "address", url_findings)


def date_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """A reader that cannot parse it says "now", or drops the item. Spec: JSON Feed 1.1 date_published."""
    return _check_values(parsed, "date", rfc3339_findings)


def language_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """A reader chooses fonts and voices by it. Spec: JSON Feed 1.1 language."""
    return _check_values(parsed, "language", language_findings)


def mime_type_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """A player chooses itself by it. Spec: JSON Feed 1.1 attachments, mime_type (required)."""
    return _check_values(parsed, "media type", media_type_findings)


def plain_text_escaped_twice(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """A person reads `AT&amp;T`. Spec: JSON Feed 1.1 title, summary: "plain text"."""
    return _check_values(parsed, "plain text", plain_text_findings)


def html_unsafe(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers cut, break or run it. Spec: JSON Feed 1.1 "Security Considerations"."""
    return _check_values(parsed, "html", html_findings)


def _check_values(parsed: ParsedJsonFeed, kind: str, check: Callable[[str], Findings]) -> Iterator[Finding]:
    for at, key, value in parsed.strings[kind]:
        for finding in check(value):
            yield finding.at(json_path(at, key))


VALUE_RULES: Final[tuple[Callable[[ParsedJsonFeed], Iterator[Finding]], ...]] = (
    url_invalid,
    date_wrong,
    language_wrong,
    mime_type_wrong,
    plain_text_escaped_twice,
    html_unsafe,
)
