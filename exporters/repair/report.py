"""Report: what was repaired and what could not be, in one article, each at its place."""

import re
from collections.abc import Iterable
from datetime import tzinfo
from functools import lru_cache
from typing import Any, Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic, Level, clipped, difference
from exporters.support.nearest import nearest
from exporters.yamldoc.document import field_name, placed
from exporters.yamldoc.positions import KeyPath, YamlDocument

_YES_OR_NO: Final = frozenset({"true", "false", "yes", "no", "on", "off", "0", "1"})
_NO_LETTER: Final = re.compile("[^a-z]")
_ELSEWHERE: Final = {  # Jekyll, Hugo, Eleventy, Pelican
    "author": "provider.authors",
    "authors": "provider.authors",
    "categories": "topics",
    "date": "publishedDateTime",
    "description": "excerpt",
    "image": "images",
    "keywords": "topics",
    "last_modified_at": "updatedDateTime",
    "lastmod": "updatedDateTime",
    "link": "webUrl",
    "modified": "updatedDateTime",
    "permalink": "webUrl",
    "pubdate": "publishedDateTime",
    "summary": "excerpt",
    "tags": "topics",
    "updated": "updatedDateTime",
    "url": "webUrl",
}


def likely(key: str, known: Iterable[str]) -> str:
    """The field of `known` that `key` was probably meant to be, "" where there is none."""
    names = list(known)
    meant = _ELSEWHERE.get(key.lower(), "")
    return meant if meant.partition(".")[0] in names else _nearest(key.lower()[:100], tuple(names))


@lru_cache(maxsize=1_000)
def _nearest(key: str, names: tuple[str, ...]) -> str:
    """The same key stands in every article of a folder, and each look takes 0.2 ms."""
    return nearest(key, names)


def is_flag_misspelled(key: str, value: Any) -> bool:
    """Whether `key`, which is no field, says yes or no and is nearly called `published`, `draft` or `removed`."""
    if not isinstance(value, bool) and str(value).strip().lower() not in _YES_OR_NO:
        return False
    name = _NO_LETTER.sub("", key.lower()).removeprefix("is")
    return bool(nearest(name, ("published", "draft", "removed", "hidden")))


_WITHHELD: Final = frozenset("draft private hidden pending future scheduled trash members paid".split())


def is_withheld(key: str, value: Any) -> bool:
    """Whether `key`, which is no field, says in another program's words that the article is not for the public."""
    word = str(value).strip().lower()
    match key.lower():
        case "status" | "post_status" | "visibility":
            return word in _WITHHELD
        case "private" | "wip" | "unlisted":
            return word in ("true", "yes", "on", "1")
        case "public" | "permalink":
            return word in ("false", "no", "off", "0")
        case "password":
            return bool(word) and value is not None
    return False


def given_instead(field: str, keys: Iterable[str]) -> str:
    """The one of `keys` that was probably meant to be `field`, "" where there is none."""
    names = list(keys)
    return next((key for key in names if _ELSEWHERE.get(key.lower()) == field), "") or nearest(field, names)


class ValueChange(NamedTuple):
    """What a repair made of a value. `rule` names a rule of `exporters.diagnostics.rules`."""

    rule: str
    before: str
    after: str


Changed = tuple[str, list[ValueChange]]  # the repaired value, and the repairs it took


def step(changes: list[ValueChange], rule: str, before: str, after: str) -> str:
    """Note the repair where it changed anything, and pass its result on."""
    if after != before:
        changes.append(ValueChange(rule, before, after))
    return after


_MOST_HINTS: Final = 50  # for one article: each compares with every field
_INDEX: Final = re.compile(r"\[[0-9]+\]")
_WORDS: Final = {
    "text-scalar": "read as text, as written",
    "flag-text": "read as true or false",
    "number-text": "read as a number",
    "list-single": "read as a list with one entry",
    "date-quoted": "read as a date",
}


class RepairReport:
    """Collects the diagnostics of one article; knows what repairs need to know of the site."""

    def __init__(self, document: YamlDocument, base: str, zone: tzinfo | None) -> None:
        """`base` is the site's address, `zone` that of dates which name none."""
        self.document = document
        self.base = base
        self.zone = zone
        self.notes: list[Diagnostic] = []
        self.problems: list[Diagnostic] = []
        self._unknown = 0
        self._kept: dict[KeyPath, list[int]] = {}  # of lists that entries were left out of: where the others stood

    def kept(self, path: KeyPath, indices: list[int]) -> None:
        """Remember which entries of the list at `path` were kept."""
        if indices != list(range(len(indices))):
            self._kept[path] = indices

    def original(self, path: KeyPath) -> KeyPath:
        """Where in the document the repaired value at `path` stands."""
        found: KeyPath = ()
        for part in path:
            kept = self._kept.get(found)
            found = (*found, kept[part] if kept and isinstance(part, int) else part)
        return found

    def changed(self, result: Changed, path: KeyPath) -> str:
        """Add each change, and pass the repaired value on."""
        value, changes = result
        for change in changes:
            self.add_repair(change.rule, path, change.before, change.after)
        return value

    def add(self, path: KeyPath, diagnostic: Diagnostic) -> None:
        """Add what there is to say of the field at `path`: a note, or an error, which rejects the article."""
        found = self.notes if diagnostic.level is Level.NOTE else self.problems
        found.append(placed(diagnostic, self.document, path))

    def add_repair(self, rule: str, path: KeyPath, before: str, after: str) -> None:
        """Add a repair: what stood there, and what it became."""
        was, now = difference(before, after)
        right = _WORDS.get(rule) or (f"now {now}" if after else "removed")
        self.add(path, Diagnostic(rule, was, right, Level.NOTE, before=before, after=after))

    def add_unknown(self, path: KeyPath, known: Iterable[str]) -> None:
        """Add a key that no format carries, in case it is a slip of the pen."""
        self._unknown += 1
        near = likely(str(path[-1]), known) if self._unknown <= _MOST_HINTS else ""
        right = f"did you mean {near}?" if near else "plugins get it as extra" if len(path) == 1 else "ignored"
        note = Diagnostic("key-extra", "no feed contains this key", right, Level.NOTE)
        field = clipped(_INDEX.sub("[]", field_name(path)))
        self.notes.append(note.in_field(field, *self.document.place(path)))
