"""Reads `feeds`: what the keys of a feed have to be to each other, and feeds to feeds, which no schema can say."""

from collections.abc import Sequence
from datetime import tzinfo
from functools import partial
from typing import Any, Final, get_args

from exporters.diagnostics.diagnostic import Diagnostic, shown
from exporters.settings import conditions, rules, spans
from exporters.settings.folders import folder
from exporters.settings.names import canonical
from exporters.settings.paths import identity, meetings, template
from exporters.settings.problem_collector import ProblemCollector
from exporters.settings.section import FormatsCheck, SettingsSection
from exporters.settings.values import LIMIT, Content, FeedSettings, Order, Period
from exporters.yamldoc.document import field_name
from exporters.yamldoc.positions import KeyPath

MOST: Final = 1000  # feeds in a file; the schema says so too


def read(
    settings: SettingsSection, zone: tzinfo, feeds_url: str | None, formats: FormatsCheck | None
) -> tuple[FeedSettings, ...]:
    """The feeds of `settings`: one of the whole site where it names none. Add what is wrong.

    Dates without zone are of `zone`. `feeds_url` makes the ids of feeds that have none; None where it is not known.
    """
    if "feeds" not in settings.values:
        return (FeedSettings(),)
    feeds = settings.mappings("feeds", MOST)
    values = tuple(_feed(feed, zone, formats) for feed in feeds)
    _check_paths(settings.problems, feeds)
    _check_ids(settings.problems, feeds, feeds_url)
    return values


def _feed(feed: SettingsSection, zone: tzinfo, formats: FormatsCheck | None) -> FeedSettings:
    line, column = feed.problems.document.place(feed.path)
    path = feed.written("path", folder)
    text = partial(_text, path=feed.written("path") or "")
    values = FeedSettings(
        path=canonical(path or ""),
        id=feed.text("id", lambda value: identity(value, feed.text("path") or "") if value else None),
        title=feed.line("title", text),
        description=feed.line("description", text),
        where=conditions.read(feed.problems, (*feed.path, "where"), feed.values.get("where"), zone),
        order=feed.word("order", get_args(Order)) or "newest",
        window=feed.parsed("window", spans.window),
        limit=feed.integer("limit", LIMIT),
        formats=feed.formats(formats),
        content=feed.word("content", get_args(Content)) or "full",
        max_bytes=feed.parsed("max_bytes", spans.size),
        archive=feed.word("archive", get_args(Period)),
        language=feed.written("language"),
        copyright=feed.line("copyright", text),
        icon=feed.text("icon", lambda value: rules.page(value) if value else None),
        ttl=feed.integer("ttl", None),
        line=line,
        column=column,
    )
    if "archive" in feed.values:
        _check_archive(feed, values.order)
    return values


def _text(value: str, path: str) -> Diagnostic | None:
    """Plain text that may hold the placeholders of `path`."""
    return rules.text(value) or template(value, path)


def _check_archive(feed: SettingsSection, order: Order) -> None:
    """An archive keeps what the feed has shown, newest first. Spec: RFC 5005 §4."""
    if "window" in feed.values:
        feed.add(
            "window", _apart("window", "remove one of them: articles that leave the window would be in no document")
        )
    if "max_bytes" in feed.values:
        feed.add(
            "max_bytes", _apart("max_bytes", "remove one of them: an archive has one document for each month or year")
        )
    if order != "newest":
        feed.add("order", _apart("this order", "write newest, or remove archive"))


def _apart(what: str, right: str) -> Diagnostic:
    return Diagnostic("archive-apart", f"{what} conflicts with archive", right)


def _check_paths(problems: ProblemCollector, feeds: Sequence[SettingsSection]) -> None:
    """Each feed needs a folder of its own. What is no path has its problem already."""
    paths = [(feed.path, feed.values.get("path", "")) for feed in feeds]
    right = [(place, path) for place, path in paths if isinstance(path, str) and folder(path) is None]
    for later, earlier in meetings([path for _, path in right]):
        (place, path), (other, taken) = right[later], right[earlier]
        seen = f"{shown(path)} is also the folder of {_named(problems, other, 'path')}"
        if path != taken:
            seen = f"{shown(path)} can be the same folder as {shown(taken)} of {_named(problems, other, 'path')}"
        elsewhere = f"more/{path}" if path else "all"
        problems.add((*place, "path"), Diagnostic("feed-path-shared", seen, f"write another path, such as {elsewhere}"))


def _check_ids(problems: ProblemCollector, feeds: Sequence[SettingsSection], feeds_url: str | None) -> None:
    """Each feed needs an id of its own; the problem is with one that is given, not with one that is made of a path."""
    ids = [(feed.path, "id" in feed.values, _identity(feed.values, feeds_url)) for feed in feeds]
    known = [(place, is_given, value) for place, is_given, value in ids if value]
    known.sort(key=lambda each: each[1])  # those that are made of paths first, so that a given one is the later
    for later, earlier in meetings([value for _, _, value in known]):
        (place, is_given, value), (other, _, taken) = known[later], known[earlier]
        if is_given:
            seen = (
                f"{shown(value)} {'is' if value == taken else 'may be'} also the id of {_named(problems, other, 'id')}"
            )
            problems.add((*place, "id"), Diagnostic("feed-id-shared", seen, "write another id, or remove the key"))


def _identity(feed: dict[str, Any], feeds_url: str | None) -> str:
    """The id of a feed, with its placeholders; "" where it is not known."""
    path = feed.get("path", "")
    if "id" not in feed:
        return f"{feeds_url}{path}/" if path and feeds_url and isinstance(path, str) else feeds_url or ""
    value = feed["id"]
    return value if isinstance(value, str) else ""


def _named(problems: ProblemCollector, place: KeyPath, key: str) -> str:
    """`feeds[0] (line 7)`."""
    return f"{field_name(place)} (line {problems.line((*place, key))})"
