"""What the keys of a feed have to be to each other, and feeds to feeds: what no schema can say."""

from collections.abc import Callable, Iterator
from datetime import tzinfo
from typing import Any, Final, get_args

from exporters.diagnostics.diagnostic import shown
from exporters.settings import conditions, rules, spans
from exporters.settings.folders import folder
from exporters.settings.paths import identity, meetings, template
from exporters.settings.rules import Wrong
from exporters.settings.told import Told
from exporters.settings.values import Content, Order, Period
from exporters.support.nearest import did_you_mean
from exporters.yamldoc.document import field_name
from exporters.yamldoc.positions import KeyPath

MOST: Final = 1000  # feeds in a file; the schema says so too
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "order": get_args(Order),
    "content": get_args(Content),
    "archive": get_args(Period),
}
_Entry = tuple[KeyPath, dict[str, Any]]  # of `feeds`, with its place

_RULES: Final[tuple[tuple[str, Callable[[str, str], Wrong | None]], ...]] = (
    ("path", lambda value, _: folder(value)),
    ("title", lambda value, path: rules.text(value) or template(value, path)),
    ("description", lambda value, path: rules.text(value) or template(value, path)),
    ("id", identity),
    ("copyright", lambda value, path: rules.text(value) or template(value, path)),
    ("icon", lambda value, _: rules.page(value)),
)


def check(told: Told, feeds: Any, zone: tzinfo, feeds_url: str | None) -> None:
    """Tell what is wrong in `feeds`. `feeds_url` makes the ids of feeds that have none; None where it is not known."""
    entries = feeds[:MOST] if isinstance(feeds, list) else []
    every: list[_Entry] = [(("feeds", at), feed) for at, feed in enumerate(entries) if isinstance(feed, dict)]
    for place, feed in every:
        for path, wrong in (*_keys(place, feed), *_archive(place, feed)):
            told.tell(path, wrong)
        if "where" in feed:
            conditions.read(told, (*place, "where"), feed["where"], zone)
    _check_paths(told, every)
    _check_ids(told, every, feeds_url)


def _keys(place: KeyPath, feed: dict[str, Any]) -> Iterator[tuple[KeyPath, Wrong]]:
    """What single keys have to be, those that depend on the path included."""
    path = feed.get("path", "")
    for key, rule in _RULES:
        value = feed.get(key)
        wrong = rule(value, path if isinstance(path, str) else "") if isinstance(value, str) and value else None
        if wrong:
            yield (*place, key), wrong
    for key, words in _WORDS.items():
        value = feed.get(key)
        if isinstance(value, str) and value not in words:
            seen = f"{shown(value)} is not one of the known values"
            yield (*place, key), Wrong("value-wrong", seen, did_you_mean(value, words))
    for key, read in (("window", spans.window), ("max_bytes", spans.size)):
        if isinstance(found := read(feed.get(key)), Wrong):
            yield (*place, key), found


def _archive(place: KeyPath, feed: dict[str, Any]) -> Iterator[tuple[KeyPath, Wrong]]:
    """An archive keeps what the feed has shown, newest first. Spec: RFC 5005 §4."""
    if "archive" not in feed:
        return
    if "window" in feed:
        yield (
            (*place, "window"),
            _apart("window", "take one of them out: what leaves the window would be in no document"),
        )
    if "max_bytes" in feed:
        yield (
            (*place, "max_bytes"),
            _apart("max_bytes", "take one of them out: archives are cut by month or year alone"),
        )
    if feed.get("order", "newest") in _WORDS["order"][1:]:
        yield (*place, "order"), _apart("this order", "write newest, or take archive out")


def _apart(what: str, right: str) -> Wrong:
    return Wrong("archive-apart", f"{what} does not go with archive", right)


def _check_paths(told: Told, every: list[_Entry]) -> None:
    """Each feed needs a folder of its own. What is no path is told already."""
    paths = [(place, feed.get("path", "")) for place, feed in every]
    right = [(place, path) for place, path in paths if isinstance(path, str) and folder(path) is None]
    for later, earlier in meetings([path for _, path in right]):
        (place, path), (other, taken) = right[later], right[earlier]
        seen = f"{shown(path)} is the folder of {_named(told, other, 'path')} too"
        if path != taken:
            seen = f"{shown(path)} may be one folder with {shown(taken)} of {_named(told, other, 'path')}"
        elsewhere = f"more/{path}" if path else "all"
        told.tell((*place, "path"), Wrong("feed-path-shared", seen, f"write another path, such as {elsewhere}"))


def _check_ids(told: Told, every: list[_Entry], feeds_url: str | None) -> None:
    """Each feed needs an id of its own; one that is made of a path is told by the one that is given."""
    ids = [(place, "id" in feed, _identity(feed, feeds_url)) for place, feed in every]
    known = [(place, is_given, value) for place, is_given, value in ids if value]
    known.sort(key=lambda each: each[1])  # those that are made of paths first, so that a given one is the later
    for later, earlier in meetings([value for _, _, value in known]):
        (place, is_given, value), (other, _, taken) = known[later], known[earlier]
        if is_given:
            seen = f"{shown(value)} {'is' if value == taken else 'may be'} the id of {_named(told, other, 'id')} too"
            told.tell((*place, "id"), Wrong("feed-id-shared", seen, "write another id, or leave the key out"))


def _identity(feed: dict[str, Any], feeds_url: str | None) -> str:
    """The id of a feed, with its placeholders; "" where it is not known, or wrong and told."""
    path = feed.get("path", "")
    if "id" not in feed:
        return f"{feeds_url}{path}/" if path and feeds_url and isinstance(path, str) else feeds_url or ""
    value = feed["id"]
    return value if isinstance(value, str) else ""


def _named(told: Told, place: KeyPath, key: str) -> str:
    """`feeds[0] (line 7)`."""
    return f"{field_name(place)} (line {told.line((*place, key))})"
