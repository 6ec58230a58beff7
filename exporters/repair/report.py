"""Report the repairs of an article, and what could not be repaired, each with its place."""

from collections.abc import Callable, Collection, Iterable
from datetime import tzinfo
from functools import lru_cache
from typing import Any, Final, NamedTuple

from exporters.diagnostics.diagnostic import KEPT_AS_EXTRA, Diagnostic, Level, clip_text, difference
from exporters.support.lazy_regex import lazy_regex
from exporters.support.nearest import nearest
from exporters.yamldoc.positions import KeyPath, YamlDocument, field_name

_YES_OR_NO: Final = frozenset({"true", "false", "yes", "no", "on", "off", "0", "1"})
_NO_LETTER: Final = lazy_regex("[^a-z]")
_FOREIGN_KEYS: Final = {  # keys of Jekyll, Hugo, Eleventy and Pelican
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


def guess_field(key: str, fields: Iterable[str]) -> str:
    """Return the field of `fields` that the author probably meant by `key`, or ""."""
    names = list(fields)
    meant = _FOREIGN_KEYS.get(key.lower(), "")
    return meant if meant.partition(".")[0] in names else _nearest(key.lower()[:100], tuple(names))


@lru_cache(maxsize=1_000)
def _nearest(key: str, names: tuple[str, ...]) -> str:
    """Cache the nearest names: each article of a folder has the same key, and each search takes 0.2 ms."""
    return nearest(key, names)


def is_flag_misspelled(key: str, value: Any) -> bool:
    """Return whether `key` is no field, has a yes or no, and is nearly spelled `published`, `draft` or `removed`."""
    if not isinstance(value, bool) and str(value).strip().lower() not in _YES_OR_NO:
        return False
    name = _NO_LETTER.sub("", key.lower()).removeprefix("is")
    return bool(nearest(name, ("published", "draft", "removed", "hidden")))


_WITHHELD: Final = frozenset("draft private hidden pending future scheduled trash members paid".split())


def is_withheld(key: str, value: Any) -> bool:
    """Return whether `key` is no field, but withholds the article from the public in another program's words."""
    text = str(value).strip().lower()
    match key.lower():
        case "status" | "post_status" | "visibility":
            return text in _WITHHELD
        case "private" | "wip" | "unlisted":
            return text in ("true", "yes", "on", "1")
        case "public" | "permalink":
            return text in ("false", "no", "off", "0")
        case "password":
            return bool(text) and value is not None
    return False


def guess_key(field: str, keys: Iterable[str]) -> str:
    """Return the key of `keys` by which the author probably meant `field`, or ""."""
    names = list(keys)
    return next((key for key in names if _FOREIGN_KEYS.get(key.lower()) == field), "") or nearest(field, names)


_MEANT: Final = lazy_regex(r"did you mean (\S+)\?")


def renamed_hint(hint: str, field: str, name: Callable[[str], str]) -> str:
    """What a note on the key `field` advises, with the author's `name` of the field that was probably meant."""
    meant = _MEANT.fullmatch(hint)
    if meant is None:
        return hint
    word = name(meant[1])
    return f"did you mean {word}?" if word != field else KEPT_AS_EXTRA


class ValueChange(NamedTuple):
    """One repair of a value. `rule` names a rule of `exporters.diagnostics.rules`."""

    rule: str
    before: str
    after: str


RepairResult = tuple[str, list[ValueChange]]  # the repaired value, and its repairs


def note_change(changes: list[ValueChange], rule: str, before: str, after: str) -> str:
    """Return `after`; add the repair to `changes` if the value changed."""
    if after != before:
        changes.append(ValueChange(rule, before, after))
    return after


_MOST_HINTS: Final = 50  # for one article: each hint compares with every field
_INDEX: Final = lazy_regex(r"\[[0-9]+\]")
_FIXES: Final = {
    "text-scalar": "read as text, as written",
    "flag-text": "read as true or false",
    "number-text": "read as a number",
    "list-single": "read as a list with one entry",
    "list-of-one": "read as its one entry",
    "date-quoted": "read as a date",
}


# What returns the address of a file beside an article for the permalink of that; None: as in a browser
PictureFinder = Callable[[str, str], str | None]


class RepairReport:
    """Collects the diagnostics of one article; holds the settings of the site that repairs need."""

    def __init__(self, document: YamlDocument, base: str, zone: tzinfo | None, *, is_export: bool = False) -> None:
        """`base` is the address of the site; dates without a time zone are in `zone`.

        `is_export`: only what feeds have is worth a note.
        """
        self.document = document
        self.base = base
        self.zone = zone
        self.is_export = is_export
        self.page = ""  # the permalink, as soon as it is known
        self.find_picture: PictureFinder | None = None
        self.error_count = 0
        self.spellings: dict[KeyPath, str] = {}  # of addresses whose host had capitals: as they were
        self._diagnostics: list[tuple[KeyPath, Diagnostic]] = []  # each is placed when somebody asks for it
        self._unknown = 0
        self._indices: dict[KeyPath, list[int]] = {}  # of shortened lists: the index of each entry in the document

    @property
    def notes(self) -> list[Diagnostic]:
        """Return the notes and warnings, each at its place."""
        return [self._place(path, each) for path, each in self._diagnostics if each.level is not Level.ERROR]

    @property
    def problems(self) -> list[Diagnostic]:
        """Return the errors, each at its place."""
        return [self._place(path, each) for path, each in self._diagnostics if each.level is Level.ERROR]

    def _place(self, path: KeyPath, diagnostic: Diagnostic) -> Diagnostic:
        return diagnostic.in_field(diagnostic.field or field_name(path), *self.document.place(path))

    def keep_indices(self, path: KeyPath, indices: list[int]) -> None:
        """Store the indices of the entries that stay in the list at `path`."""
        if indices != list(range(len(indices))):
            self._indices[path] = indices

    def original_path(self, path: KeyPath) -> KeyPath:
        """Return the path in the document of the repaired value at `path`."""
        original: KeyPath = ()
        for part in path:
            indices = self._indices.get(original)
            original = (*original, indices[part] if indices and isinstance(part, int) else part)
        return original

    def add_changes(self, result: RepairResult, path: KeyPath) -> str:
        """Return the repaired value of `result`; add each of its changes."""
        value, changes = result
        for change in changes:
            self.add_repair(change.rule, path, change.before, change.after)
        return value

    def add(self, path: KeyPath, diagnostic: Diagnostic) -> None:
        """Add a diagnostic of the field at `path`: a note, a warning, or an error, which rejects the article."""
        self.error_count += diagnostic.level is Level.ERROR
        self._diagnostics.append((path, diagnostic))

    def drop_notes(self, path: KeyPath) -> None:
        """Drop the notes on the value at `path` and on all within it; warnings and errors stay."""
        self._diagnostics = [
            (where, each)
            for where, each in self._diagnostics
            if where[: len(path)] != path or each.level is not Level.NOTE
        ]

    def add_repair(self, rule: str, path: KeyPath, before: str, after: str) -> None:
        """Add a note of a repair: the value before, and after."""
        old, new = difference(before, after)
        fix = _FIXES.get(rule) or (f"now {new}" if after else "removed")
        self.add(path, Diagnostic(rule, old, fix, Level.NOTE, before=before, after=after))

    def add_unknown(self, path: KeyPath, fields: Iterable[str], keys: Collection[str] = ()) -> None:
        """Add a note of a key that no format carries: it may be a misspelled one of `fields` or `keys`."""
        self._unknown += 1
        guess = ""
        if self._unknown <= _MOST_HINTS:
            guess = guess_field(str(path[-1]), fields) or nearest(str(path[-1]), list(keys))
        fix = f"did you mean {guess}?" if guess else KEPT_AS_EXTRA if len(path) == 1 else "ignored"
        note = Diagnostic("key-extra", "no feed contains this key", fix, Level.NOTE)
        field = clip_text(_INDEX.sub("[]", field_name(path)))
        self.add(path, note.in_field(field))
