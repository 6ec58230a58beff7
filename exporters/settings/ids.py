"""Reads the file that `ids` names: under which id the article at each permalink was published."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, shown
from exporters.errors import SettingsError
from exporters.model.text import UNSAFE
from exporters.settings import rules
from exporters.settings.find import yaml_of
from exporters.settings.rules import Wrong
from exporters.support.paths import shown_path
from exporters.yamldoc.positions import YamlDocument
from exporters.yamldoc.quoted import quoted

MOST_BYTES: Final = 64_000_000  # half a million articles
LONGEST: Final = 2_000  # characters of an id, as the schema of articles has it
_HEAD: Final = (
    "# Permalinks of articles, and the ids under which they were published. `ids` in outfeed.yaml names this file."
)


def read(file: Path) -> Mapping[str, str]:
    """Id by permalink. Raises SettingsError with every problem, each at its line and column."""
    document = yaml_of(file, MOST_BYTES)
    entries = dict(document.value or {})
    path = shown_path(file)
    found = [each.at(path) for each in _problems(document, entries)]
    if found:
        raise SettingsError(found)
    return entries


def _problems(document: YamlDocument, entries: dict[str, object]) -> Iterator[Diagnostic]:
    """What is wrong, top to bottom. A scalar that looks like another type becomes the text that it is written as."""
    owners: dict[str, str] = {}
    for permalink in entries:
        if not isinstance(entries[permalink], str):
            entries[permalink] = document.written((permalink,))
        value = entries[permalink]
        wrong = rules.page(permalink) or _identity(value)
        if not wrong and isinstance(value, str) and owners.setdefault(value, permalink) != permalink:
            seen = f"{shown(value)} is the id of {shown(owners[value])} too"
            wrong = Wrong("ids-shared", seen, "give each article an id of its own")
        if wrong:
            yield wrong.diagnostic("", *document.place((permalink,)))


def _identity(value: object) -> Wrong | None:
    """An id is any text that every format can carry."""
    right = "write the id under which the article was published, in quotes"
    if not isinstance(value, str) or not value.strip():
        return Wrong("ids-wrong", "the permalink has no id", right)
    if UNSAFE.search(value) or value != value.strip():
        return Wrong("ids-wrong", f"{shown(value)} holds what no id can", right)
    if len(value) > LONGEST:
        return Wrong("ids-wrong", f"an id of {len(value):,} characters, more than {LONGEST:,}", right)
    return None


def written(entries: Mapping[str, str]) -> str:
    """The text of such a file, in the order of permalinks: the same for the same ids. It is YAML."""
    lines = (f"{quoted(permalink)}: {quoted(identity)}" for permalink, identity in sorted(entries.items()))
    return "\n".join((_HEAD, *lines, ""))
