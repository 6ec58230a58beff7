"""Reads what stands for something else: `aliases`, names for names, and the file of `ids`, permalinks for ids."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic, shown
from exporters.errors import SettingsError
from exporters.model.text import UNSAFE
from exporters.settings import rules
from exporters.settings.find import yaml_of
from exporters.settings.names import folded
from exporters.settings.problem_collector import ProblemCollector
from exporters.support.paths import shown_path
from exporters.yamldoc.positions import KeyPath, YamlDocument
from exporters.yamldoc.quoted import quoted

NAMED: Final = ("topic", "provider", "category", "type", "author")  # placeholders whose values are names
_SHOWN: Final = 6  # names of a circle
MOST_BYTES: Final = 64_000_000  # half a million articles
LONGEST: Final = 2_000  # characters of an id, as the schema of articles has it
_HEAD: Final = (
    "# Permalinks of articles, and the ids under which they were published. `ids` in outfeed.yaml names this file."
)


def read_aliases(problems: ProblemCollector, value: Any) -> dict[str, Mapping[str, str]]:
    """By placeholder: a name as `folded` makes it, and the one it stands for in the end."""
    if not isinstance(value, dict):
        return {}  # the schema says so
    return {
        name: _table(problems, ("aliases", name), value[name])
        for name in NAMED
        if name in value and isinstance(value[name], dict)
    }


def _table(problems: ProblemCollector, path: KeyPath, value: dict[str, Any]) -> dict[str, str]:
    """The names of one placeholder, chains followed to their end."""
    direct: dict[str, str] = {}
    keys: dict[str, str] = {}  # how the file writes a name
    for left, right in value.items():
        if not isinstance(right, (str, int, float)):
            continue
        name, meant = rules.tidy(left), rules.tidy(problems.written((*path, left), right))
        wrong = _name(name) or _name(meant) or _pair(name, meant)
        if not wrong and direct.get(folded(name), meant) != meant:
            here = problems.line((*path, keys[folded(name)]))
            seen = f"{shown(name)} is also in line {here}, where it maps to {shown(direct[folded(name)])}"
            wrong = Diagnostic("alias-repeated", seen, "keep one of them: the case of letters does not matter")
        if wrong:
            problems.add((*path, left), wrong)
        else:
            direct[folded(name)] = meant
            keys[folded(name)] = left
    return _ends(problems, path, direct, keys)


def _name(name: str) -> Diagnostic | None:
    return rules.text(name) if name else Diagnostic("settings-empty", "a name without letters", "write a name")


def _pair(name: str, meant: str) -> Diagnostic | None:
    if folded(name) != folded(meant):
        return None
    return Diagnostic("alias-of-itself", f"{shown(name)} maps to itself", "remove it: case does not distinguish names")


def _ends(
    problems: ProblemCollector, path: KeyPath, direct: Mapping[str, str], keys: Mapping[str, str]
) -> dict[str, str]:
    """Where each chain of `direct` ends; each is walked once, however long it is."""
    ends: dict[str, str] = {}
    numbers = {name: number for number, name in enumerate(direct)}
    for start in direct:
        chain: dict[str, None] = {}  # names on the way
        name = start
        while name in direct and name not in ends and name not in chain:
            chain[name] = None
            name = folded(direct[name])
        if name in chain:
            circle = list(chain)[list(chain).index(name) :]
            first = min(range(len(circle)), key=lambda at: numbers[circle[at]])
            _add_circle(problems, path, [keys[each] for each in circle[first:] + circle[:first]])
        last = list(chain)[-1] if chain else name
        end = ends.get(name, direct.get(last, ""))
        ends.update(dict.fromkeys(chain, end))
    return ends


def _add_circle(problems: ProblemCollector, path: KeyPath, names: list[str]) -> None:
    """Report that `names` stand for each other: at the first of them, which comes first in the file."""
    way = [shown(rules.tidy(name)) for name in names[:_SHOWN]] + ["…"] * (len(names) > _SHOWN)
    seen = " -> ".join([*way, way[0]])
    problems.add((*path, names[0]), Diagnostic("alias-circle", f"a circle of names: {seen}", "remove one of them"))


def read_ids(file: Path) -> Mapping[str, str]:
    """Id by permalink. Raises SettingsError with every problem, each at its line and column."""
    document = yaml_of(file, MOST_BYTES)
    entries = dict(document.value or {})
    path = shown_path(file)
    found = [each.at(path) for each in _wrong_ids(document, entries)]
    if found:
        raise SettingsError(found)
    return entries


def _wrong_ids(document: YamlDocument, entries: dict[str, object]) -> Iterator[Diagnostic]:
    """What is wrong, top to bottom. A scalar that looks like another type becomes the text that it is written as."""
    owners: dict[str, str] = {}
    for permalink in entries:
        if not isinstance(entries[permalink], str):
            entries[permalink] = document.written((permalink,))
        value = entries[permalink]
        wrong = rules.page(permalink) or _identity(value)
        if not wrong and isinstance(value, str) and owners.setdefault(value, permalink) != permalink:
            seen = f"{shown(value)} is also the id of {shown(owners[value])}"
            wrong = Diagnostic("ids-shared", seen, "give each article an id of its own")
        if wrong:
            yield wrong.in_field("", *document.place((permalink,)))


def _identity(value: object) -> Diagnostic | None:
    """An id is any text that every format can carry."""
    right = "write the id under which the article was published, in quotes"
    if not isinstance(value, str) or not value.strip():
        return Diagnostic("ids-wrong", "the permalink has no id", right)
    if UNSAFE.search(value) or value != value.strip():
        return Diagnostic("ids-wrong", f"{shown(value)} contains characters that an id must not have", right)
    if len(value) > LONGEST:
        return Diagnostic("ids-wrong", f"an id of {len(value):,} characters, more than {LONGEST:,}", right)
    return None


def ids_text(entries: Mapping[str, str]) -> str:
    """The text of such a file, in the order of permalinks: the same for the same ids. It is YAML."""
    lines = (f"{quoted(permalink)}: {quoted(identity)}" for permalink, identity in sorted(entries.items()))
    return "\n".join((_HEAD, *lines, ""))
