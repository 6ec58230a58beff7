"""Exports of Ghost: only posts that everybody may read, and only fields that are known."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from exporters.bodies.marks.mark_rules import MarkRules
from exporters.bodies.rules import BodyRules
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.model.moment import rfc3339
from exporters.sources.item_fields import pack_item, people, unpack_item
from exporters.sources.rows import check_encoding
from exporters.sources.source import (
    MOST_ITEM_BYTES,
    ItemContent,
    SourceFile,
    SourceItem,
    item_problem,
    too_large,
    unfit,
)
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import PositionFinder, TextPosition

MOST_BYTES: Final = 256 * 1024 * 1024  # of an export, whose tables are needed together
_MOST_DIGITS: Final = 20
_VISIBLE: Final = ("/status", "/visibility")  # what says who may read a post
_SITE: Final = "__GHOST_URL__"
_SIGN: Final = lazy_regex(rb'^\s*\{\s*"(?:db"\s*:\s*\[\s*\{|meta"\s*:\s*\{[^{}]*"exported_on|data"\s*:\s*\{)')
_RULES: Final = BodyRules(marks=MarkRules(languages=("ghost",)))
_NAMES: Final = {
    "id": "id",
    "webUrl": "slug",
    "originalUrl": "canonical_url",
    "title": "title",
    "excerpt": "custom_excerpt",
    "publishedDateTime": "published_at",
    "updatedDateTime": "updated_at",
    "topics": "posts_tags",
    "provider": "posts_authors",
    "provider.authors": "posts_authors",
    "images": "feature_image",
}


class _Tables(NamedTuple):
    """The tables that posts refer to, by the ids of posts."""

    tags: Mapping[str, list[str]]
    authors: Mapping[str, list[tuple[str, str | None]]]
    metas: Mapping[str, Mapping[str, Any]]


class GhostSource:
    """Reads the posts of an export."""

    name = "ghost"
    suffixes = (".json",)

    def recognises(self, head: bytes) -> bool:
        """Whether it begins with `db`, or with `meta` or `data` and names posts."""
        head = head.removeprefix(codecs.BOM_UTF8)
        return (_SIGN.match(head) is not None and b'"posts"' in head) or head.lstrip()[:6] == b'{"db":'

    def items(self, file: SourceFile) -> Iterator[SourceItem]:
        """Each post that is published for everybody, in the order of the file."""
        text = _read(file)
        data = _data(text)
        places = _post_places(text)
        tables = _tables(data)
        for number, post in enumerate(data["posts"]):
            pointer = f"/db/0/data/posts/{number}"
            if not isinstance(post, dict):
                place = TextPosition(1, number + 1)
                problem = item_problem("row-shape", "no object", "export the site again", place, pointer)
                yield SourceItem(b"", place, pointer, problems=(problem,))
                continue
            place = places.get(str(post.get("id")), TextPosition(1, number + 1))
            problems = _problems(post, place, pointer)
            if not _is_public(post) and not any(each.field.endswith(_VISIBLE) for each in problems):
                continue
            if problems:
                yield SourceItem(b"", place, pointer, problems=tuple(problems))
                continue
            item = _item(post, tables, place, pointer)
            yield item if len(item.data) <= 2 * MOST_ITEM_BYTES else too_large(place, pointer)

    def content(self, item: SourceItem) -> ItemContent:
        """The fields and the body of a post."""
        return unpack_item(item, "html")._replace(rules=_RULES)


def _read(file: SourceFile) -> str:
    with file.open() as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise unfit("file-too-large", f"more than {MOST_BYTES:,} bytes", "export fewer posts at once")
    check_encoding(data)
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        good = data[: error.start].decode()
        place = PositionFinder(good).at(len(good))
        message = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        raise unfit("not-utf-8", message, "save the file as UTF-8", place) from None


def _data(text: str) -> Mapping[str, Any]:
    """The tables of an export. Raises ArticleError where there are none."""
    try:
        value = json.loads(text, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        place = TextPosition(error.lineno, error.colno)
        raise unfit("json-syntax", "not valid JSON from here on", "export the site again", place) from None
    except RecursionError:
        message, fix = "nested too deeply", "export the site again"
        raise unfit("json-syntax", message, fix, TextPosition(1, 1)) from None
    if isinstance(value, dict) and isinstance(value.get("db"), list) and value["db"]:
        value = value["db"][0]
    data = value.get("data") if isinstance(value, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get("posts"), list):
        raise unfit("rows-missing", "no table of posts", "export the site again", TextPosition(1, 1))
    return data


def _whole_number(digits: str) -> int | str:
    """A number; text where it is longer than any real one."""
    return int(digits) if len(digits) < _MOST_DIGITS else digits


def _rows(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    rows = data.get(name)
    return [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []


def _post_places(text: str) -> dict[str, TextPosition]:
    """Where each id of an object stands first, by that id."""
    found: dict[str, TextPosition] = {}
    for identity, place in find_ids(text):
        found.setdefault(identity, place)
    return found


def find_ids(text: str) -> Iterator[tuple[str, TextPosition]]:
    """Each id of an object in the table of posts and behind it, with its place."""
    begin = text.find('"posts"')
    finder = PositionFinder(text)
    for each in re.finditer(r'"id"\s*:\s*(?:"([^"\\]*)"|([0-9]+))', text[begin:]):
        yield each[1] or each[2], finder.at(begin + each.start())


def _is_public(post: Mapping[str, Any]) -> bool:
    is_page = post.get("type") == "page" or post.get("page") in (1, True)
    return not is_page and post.get("status") == "published" and (post.get("visibility") or "public") == "public"


def _tables(data: Mapping[str, Any]) -> _Tables:
    tags = {str(each.get("id")): each for each in _rows(data, "tags")}
    users = {str(each.get("id")): each for each in _rows(data, "users")}
    of_posts: dict[str, list[str]] = {}
    for each in sorted(_rows(data, "posts_tags"), key=_rank):
        name = _name(tags.get(str(each.get("tag_id"))))
        if name and not name.startswith("#") and tags[str(each.get("tag_id"))].get("visibility") != "internal":
            of_posts.setdefault(str(each.get("post_id")), []).append(name)
    authors: dict[str, list[tuple[str, str | None]]] = {}
    for each in sorted(_rows(data, "posts_authors"), key=_rank):
        if name := _name(user := users.get(str(each.get("author_id")))):
            page = (user or {}).get("website")
            authors.setdefault(str(each.get("post_id")), []).append((name, page if _is_address(page) else None))
    for post in _rows(data, "posts"):
        if name := _name(users.get(str(post.get("author_id")))):
            authors.setdefault(str(post.get("id")), [(name, None)])
    metas = {str(each.get("post_id")): each for each in _rows(data, "posts_meta")}
    return _Tables(of_posts, authors, metas)


def _rank(row: Mapping[str, Any]) -> int:
    rank = row.get("sort_order")
    return rank if isinstance(rank, int) else 0


def _name(row: Mapping[str, Any] | None) -> str:
    name = row.get("name") if row else None
    return name.strip() if isinstance(name, str) else ""


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def _problems(post: Mapping[str, Any], place: TextPosition, pointer: str) -> list[Diagnostic]:
    names = ("status", "visibility", "title", "slug", "html", "custom_excerpt", "feature_image", "canonical_url")
    return [
        item_problem("type-wrong", "not text", "write text", place, f"{pointer}/{name}")
        for name in names
        if post.get(name) is not None and not isinstance(post[name], str)
    ]


def _item(post: Mapping[str, Any], tables: _Tables, place: TextPosition, pointer: str) -> SourceItem:
    identity = str(post.get("id") or "")
    meta = tables.metas.get(identity, {})
    slug = str(post.get("slug") or "").strip("/")
    html = post.get("html") or ""
    notes: tuple[Diagnostic, ...] = ()
    if not html and (post.get("lexical") or post.get("mobiledoc")):
        message, fix = "no html, only the format of the editor of Ghost", "export again with Ghost 1.0 or newer"
        notes = (Diagnostic("body-unread", message, fix, Level.WARNING, "", *place, field=f"{pointer}/html"),)
    description = meta.get("meta_description")
    fields = {
        "id": _uuid(post) or identity,
        "webUrl": f"/{slug}/" if slug else "",
        "originalUrl": _resolve_site(post.get("canonical_url")) if _is_address(post.get("canonical_url")) else "",
        "title": post.get("title") or "",
        "excerpt": post.get("custom_excerpt") or (description if isinstance(description, str) else ""),
        "publishedDateTime": _moment(post.get("published_at")),
        "updatedDateTime": _moment(post.get("updated_at")),
        "topics": list(dict.fromkeys(tables.tags.get(identity, []))),
        "provider": {"authors": found} if (found := people(iter(tables.authors.get(identity, [])))) else {},
        "images": [{"url": image}] if (image := _resolve_site(post.get("feature_image"))) else [],
    }
    names = {**_NAMES, "id": "uuid" if _uuid(post) else "id"}
    return pack_item(fields, names, place, body=html, pointer=pointer, notes=notes)


def _uuid(post: Mapping[str, Any]) -> str:
    """The id that Ghost's own feed has: `id`, but where it is a number, as before Ghost 1.0, `uuid`."""
    uuid = post.get("uuid")
    return uuid if isinstance(uuid, str) and str(post.get("id")).isdigit() else ""


def _resolve_site(value: Any) -> str:
    """An address or HTML with the home page of the site in place of what stands for it."""
    return value.replace(_SITE, "") if isinstance(value, str) else ""


def _moment(value: Any) -> str:
    """A moment of UTC; very old exports have milliseconds. As it is written where it is none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            return rfc3339(datetime.fromtimestamp(int(value) // 1000, UTC))
        except (ValueError, OverflowError, OSError):
            return str(value)
    if not isinstance(value, str):
        return ""
    text = value.strip()
    return (
        text if not re.fullmatch(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?", text) else f"{text.replace(' ', 'T')}Z"
    )
