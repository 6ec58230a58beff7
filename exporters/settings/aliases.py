"""Reads `aliases`: which names stand for another one, such as `ML` for `Machine Learning`."""

from collections.abc import Mapping
from typing import Any, Final

from exporters.diagnostics.diagnostic import shown
from exporters.settings import rules
from exporters.settings.names import folded
from exporters.settings.rules import Wrong
from exporters.settings.told import Told
from exporters.yamldoc.positions import KeyPath

NAMED: Final = ("topic", "provider", "category", "type", "author")  # placeholders whose values are names
_SHOWN: Final = 6  # names of a circle


def read(told: Told, value: Any) -> dict[str, Mapping[str, str]]:
    """By placeholder: a name as `folded` makes it, and the one it stands for in the end. What is wrong is told."""
    if not isinstance(value, dict):
        return {}  # the schema says so
    return {
        name: _table(told, ("aliases", name), value[name])
        for name in NAMED
        if name in value and isinstance(value[name], dict)
    }


def _table(told: Told, path: KeyPath, value: dict[str, Any]) -> dict[str, str]:
    """The names of one placeholder, chains followed to their end."""
    direct: dict[str, str] = {}
    keys: dict[str, str] = {}  # how the file writes a name
    for left, right in value.items():
        if not isinstance(right, (str, int, float)):
            continue
        name, meant = rules.tidy(left), rules.tidy(told.written((*path, left), right))
        wrong = _name(name) or _name(meant) or _pair(name, meant)
        if not wrong and direct.get(folded(name), meant) != meant:
            here = told.line((*path, keys[folded(name)]))
            seen = f"{shown(name)} is given in line {here} too, where it stands for {shown(direct[folded(name)])}"
            wrong = Wrong("alias-repeated", seen, "keep one of them: the case of letters does not matter")
        if wrong:
            told.tell((*path, left), wrong)
        else:
            direct[folded(name)] = meant
            keys[folded(name)] = left
    return _ends(told, path, direct, keys)


def _name(name: str) -> Wrong | None:
    return rules.text(name) if name else Wrong("settings-empty", "a name without letters", "write a name")


def _pair(name: str, meant: str) -> Wrong | None:
    if folded(name) != folded(meant):
        return None
    return Wrong("alias-of-itself", f"{shown(name)} stands for itself", "take it out: case does not part names")


def _ends(told: Told, path: KeyPath, direct: Mapping[str, str], keys: Mapping[str, str]) -> dict[str, str]:
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
            _tell_circle(told, path, [keys[each] for each in circle[first:] + circle[:first]])
        last = list(chain)[-1] if chain else name
        end = ends.get(name, direct.get(last, ""))
        ends.update(dict.fromkeys(chain, end))
    return ends


def _tell_circle(told: Told, path: KeyPath, names: list[str]) -> None:
    """Tell that `names` stand for each other: at the first of them, which comes first in the file."""
    way = [shown(rules.tidy(name)) for name in names[:_SHOWN]] + ["…"] * (len(names) > _SHOWN)
    seen = " -> ".join([*way, way[0]])
    told.tell((*path, names[0]), Wrong("alias-circle", f"a circle of names: {seen}", "take one of them out"))
