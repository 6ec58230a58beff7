"""Read `aliases`, which map names to names, and the file that `ids` names, which maps permalinks to ids."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.errors import SettingsError
from exporters.model.text import UNSAFE
from exporters.settings import rules
from exporters.settings.find import read_yaml_file
from exporters.settings.names import fold
from exporters.settings.problem_collector import ProblemCollector
from exporters.support.paths import shown_path
from exporters.yamldoc.flow_style import quote
from exporters.yamldoc.positions import KeyPath, YamlDocument

NAME_PLACEHOLDERS: Final = ("topic", "provider", "category", "type", "author")  # placeholders whose values are names
_MOST_SHOWN: Final = 6  # names of a circle in a message
MOST_BYTES: Final = 64_000_000  # half a million articles
LONGEST_ID: Final = 2_000  # characters of an id, as the schema of articles has it
_HEAD: Final = (
    "# Permalinks of articles, and the ids under which they were published. `ids` in outfeed.yaml names this file."
)


def read_aliases(problems: ProblemCollector, value: Any) -> dict[str, Mapping[str, str]]:
    """Return, by placeholder, the name that each alias stands for; aliases have the form of `fold`. Add problems."""
    if not isinstance(value, dict):
        return {}  # the schema says so
    return {
        name: _read_table(problems, ("aliases", name), value[name])
        for name in NAME_PLACEHOLDERS
        if name in value and isinstance(value[name], dict)
    }


def _read_table(problems: ProblemCollector, path: KeyPath, value: dict[str, Any]) -> dict[str, str]:
    """Return the aliases of one placeholder, each with the name at the end of its chain. Add problems."""
    direct: dict[str, str] = {}
    keys: dict[str, str] = {}  # by folded alias: as the file has it
    for key, value_of_key in value.items():
        if not isinstance(value_of_key, (str, int, float)):
            continue
        name, target = rules.tidy(key), rules.tidy(problems.source_text((*path, key), value_of_key))
        problem = _check_name(name) or _check_name(target) or _check_pair(name, target)
        if not problem and direct.get(fold(name), target) != target:
            line = problems.line((*path, keys[fold(name)]))
            message = f"{quote_value(name)} is also in line {line}, where it maps to {quote_value(direct[fold(name)])}"
            problem = Diagnostic("alias-repeated", message, "keep one of them: the case of letters does not matter")
        if problem:
            problems.add((*path, key), problem)
        else:
            direct[fold(name)] = target
            keys[fold(name)] = key
    return _resolve_chains(problems, path, direct, keys)


def _check_name(name: str) -> Diagnostic | None:
    return rules.text(name) if name else Diagnostic("settings-empty", "a name without letters", "write a name")


def _check_pair(name: str, target: str) -> Diagnostic | None:
    if fold(name) != fold(target):
        return None
    return Diagnostic(
        "alias-of-itself", f"{quote_value(name)} maps to itself", "remove it: case does not distinguish names"
    )


def _resolve_chains(
    problems: ProblemCollector, path: KeyPath, direct: Mapping[str, str], keys: Mapping[str, str]
) -> dict[str, str]:
    """Return the name at the end of each chain of `direct`. It walks each chain once, whatever its length."""
    ends: dict[str, str] = {}
    numbers = {name: number for number, name in enumerate(direct)}
    for start in direct:
        chain: dict[str, None] = {}  # names on the way
        name = start
        while name in direct and name not in ends and name not in chain:
            chain[name] = None
            name = fold(direct[name])
        if name in chain:
            circle = list(chain)[list(chain).index(name) :]
            start_index = min(range(len(circle)), key=lambda at: numbers[circle[at]])
            _add_circle(problems, path, [keys[alias] for alias in circle[start_index:] + circle[:start_index]])
        last_name = list(chain)[-1] if chain else name
        end = ends.get(name, direct.get(last_name, ""))
        ends.update(dict.fromkeys(chain, end))
    return ends


def _add_circle(problems: ProblemCollector, path: KeyPath, names: list[str]) -> None:
    """Report that `names` stand for each other: at the first of them, which comes first in the file."""
    chain = [quote_value(rules.tidy(name)) for name in names[:_MOST_SHOWN]] + ["…"] * (len(names) > _MOST_SHOWN)
    circle = " -> ".join([*chain, chain[0]])
    problems.add((*path, names[0]), Diagnostic("alias-circle", f"a circle of names: {circle}", "remove one of them"))


def read_ids(file: Path) -> Mapping[str, str]:
    """Return the ids in `file` by permalink. Raises SettingsError with every problem, at its line and column."""
    document = read_yaml_file(file, MOST_BYTES)
    entries = dict(document.value or {})
    path = shown_path(file)
    diagnostics = [each.at(path) for each in _id_problems(document, entries)]
    if diagnostics:
        raise SettingsError(diagnostics)
    return entries


def _id_problems(document: YamlDocument, entries: dict[str, object]) -> Iterator[Diagnostic]:
    """Yield every problem, top to bottom. Turn each scalar of another type into the text that the file has."""
    owners: dict[str, str] = {}
    for permalink in entries:
        if not isinstance(entries[permalink], str):
            entries[permalink] = document.source_text((permalink,))
        value = entries[permalink]
        problem = rules.page(permalink) or _check_id(value)
        if not problem and isinstance(value, str) and owners.setdefault(value, permalink) != permalink:
            message = f"{quote_value(value)} is also the id of {quote_value(owners[value])}"
            problem = Diagnostic("ids-shared", message, "give each article an id of its own")
        if problem:
            yield problem.in_field("", *document.place((permalink,)))


def _check_id(value: object) -> Diagnostic | None:
    """Return the problem if `value` is not an id: a text that every format can carry."""
    fix = "write the id under which the article was published, in quotes"
    if not isinstance(value, str) or not value.strip():
        return Diagnostic("ids-wrong", "the permalink has no id", fix)
    if UNSAFE.search(value) or value != value.strip():
        return Diagnostic("ids-wrong", f"{quote_value(value)} contains characters that an id must not have", fix)
    if len(value) > LONGEST_ID:
        return Diagnostic("ids-wrong", f"an id of {len(value):,} characters, more than {LONGEST_ID:,}", fix)
    return None


def is_published_id(value: str) -> bool:
    """Return whether a file of ids may hold `value`."""
    return _check_id(value) is None


def ids_text(entries: Mapping[str, str]) -> str:
    """Return the YAML text of a file of ids, sorted by permalink: the same text for the same ids."""
    lines = (f"{quote(permalink)}: {quote(identity)}" for permalink, identity in sorted(entries.items()))
    return "\n".join((_HEAD, *lines, ""))
