"""Read `feeds`. Check across keys and across feeds, which JSON Schema cannot express."""

from collections.abc import Sequence
from datetime import tzinfo
from functools import partial
from typing import Any, Final, get_args

from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.model.feed import ImagePlace
from exporters.settings import conditions, rules, spans
from exporters.settings.folders import check_folder
from exporters.settings.names import canonical
from exporters.settings.paths import check_id, check_template, find_collisions
from exporters.settings.podcast import read_show
from exporters.settings.problem_collector import ProblemCollector
from exporters.settings.section import FormatsCheck, SettingsSection
from exporters.settings.values import LIMIT, Content, FeedSettings, Order, Period
from exporters.yamldoc.positions import KeyPath, field_name

MOST: Final = 1000  # feeds in a file; the schema says so too


def read(
    settings: SettingsSection,
    zone: tzinfo,
    feeds_url: str | None,
    formats: FormatsCheck | None,
    author: str | None = None,
) -> tuple[FeedSettings, ...]:
    """Return the feeds of `settings`: one feed of the whole site if there is no key `feeds`. Add problems.

    Dates without zone are in `zone`. Feeds without id get one from `feeds_url`; None: the address is not known.
    `author` is that of the site, and of its podcasts.
    """
    if "feeds" not in settings.values:
        return (FeedSettings(),)
    feeds = settings.mappings("feeds", MOST)
    values = tuple(_read_feed(feed, zone, formats, author) for feed in feeds)
    _check_paths(settings.problems, feeds)
    _check_ids(settings.problems, feeds, feeds_url)
    return values


def _read_feed(feed: SettingsSection, zone: tzinfo, formats: FormatsCheck | None, author: str | None) -> FeedSettings:
    line, column = feed.problems.document.place(feed.path)
    path = feed.source_text("path", check_folder)
    text = partial(_check_text, path=feed.source_text("path") or "")
    values = FeedSettings(
        path=canonical(path or ""),
        id=feed.text("id", lambda value: check_id(value, feed.text("path") or "") if value else None),
        title=feed.line("title", text),
        description=feed.line("description", text),
        where=conditions.read(feed.problems, (*feed.path, "where"), feed.values.get("where"), zone),
        order=feed.word("order", get_args(Order)) or "newest",
        window=feed.parse("window", spans.parse_window),
        limit=feed.integer("limit", LIMIT),
        formats=feed.formats(formats),
        content=feed.word("content", get_args(Content)) or "full",
        image=feed.word("image", get_args(ImagePlace)) or "media",
        max_bytes=feed.parse("max_bytes", spans.parse_size),
        archive=feed.word("archive", get_args(Period)),
        language=feed.source_text("language"),
        copyright=feed.line("copyright", text),
        icon=feed.text("icon", lambda value: rules.page(value) if value else None),
        ttl=feed.integer("ttl", None),
        podcast=read_show(feed, zone, author),
        line=line,
        column=column,
    )
    if "archive" in feed.values:
        _check_archive(feed, values.order)
    return values


def _check_text(value: str, path: str) -> Diagnostic | None:
    """Return the problem if `value` is not plain text with placeholders of `path`."""
    return rules.text(value) or check_template(value, path)


def _check_archive(feed: SettingsSection, order: Order) -> None:
    """Add a problem for each key that `archive` excludes. Spec: RFC 5005 §4: archives keep entries, newest first."""
    if "window" in feed.values:
        feed.add(
            "window",
            _archive_conflict("window", "remove one of them: articles that leave the window would be in no document"),
        )
    if "max_bytes" in feed.values:
        feed.add(
            "max_bytes",
            _archive_conflict("max_bytes", "remove one of them: an archive has one document for each month or year"),
        )
    if order != "newest":
        feed.add("order", _archive_conflict("this order", "write newest, or remove archive"))


def _archive_conflict(key: str, fix: str) -> Diagnostic:
    return Diagnostic("archive-apart", f"{key} conflicts with archive", fix)


def _check_paths(problems: ProblemCollector, feeds: Sequence[SettingsSection]) -> None:
    """Add a problem for each feed that shares a folder. Invalid paths have a problem already."""
    paths = [(feed.path, feed.values.get("path", "")) for feed in feeds]
    valid = [(place, path) for place, path in paths if isinstance(path, str) and check_folder(path) is None]
    for later, earlier in find_collisions([path for _, path in valid]):
        (place, path), (other_place, other_path) = valid[later], valid[earlier]
        other = _feed_name(problems, other_place, "path")
        message = f"{quote_value(path)} is also the folder of {other}"
        if path != other_path:
            message = f"{quote_value(path)} can be the same folder as {quote_value(other_path)} of {other}"
        example = f"more/{path}" if path else "all"
        problems.add(
            (*place, "path"), Diagnostic("feed-path-shared", message, f"write another path, such as {example}")
        )


def _check_ids(problems: ProblemCollector, feeds: Sequence[SettingsSection], feeds_url: str | None) -> None:
    """Add a problem for each explicit id that another feed has too; ids made from paths get none."""
    ids = [(feed.path, "id" in feed.values, _feed_id(feed.values, feeds_url)) for feed in feeds]
    ids_with_value = [(place, is_given, value) for place, is_given, value in ids if value]
    ids_with_value.sort(key=lambda each: each[1])  # ids made from paths first, so an explicit id is the later one
    for later, earlier in find_collisions([value for _, _, value in ids_with_value]):
        (place, is_given, value), (other_place, _, other_value) = ids_with_value[later], ids_with_value[earlier]
        if is_given:
            verb = "is" if value == other_value else "may be"
            message = f"{quote_value(value)} {verb} also the id of {_feed_name(problems, other_place, 'id')}"
            problems.add((*place, "id"), Diagnostic("feed-id-shared", message, "write another id, or remove the key"))


def _feed_id(feed: dict[str, Any], feeds_url: str | None) -> str:
    """Return the id of a feed, with its placeholders; "" if it is not known."""
    path = feed.get("path", "")
    if "id" not in feed:
        return f"{feeds_url}{path}/" if path and feeds_url and isinstance(path, str) else feeds_url or ""
    value = feed["id"]
    return value if isinstance(value, str) else ""


def _feed_name(problems: ProblemCollector, place: KeyPath, key: str) -> str:
    """Return the name of a feed in messages: `feeds[0] (line 7)`."""
    return f"{field_name(place)} (line {problems.line((*place, key))})"
