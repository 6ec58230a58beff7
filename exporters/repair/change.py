"""Change: one repair of one value, before it has a place."""

from typing import NamedTuple


class Change(NamedTuple):
    """What a repair made of a value. `slug` names a rule of `exporters.diagnostics.rules`."""

    slug: str
    before: str
    after: str


Changed = tuple[str, list[Change]]  # the repaired value, and the repairs it took


def step(changes: list[Change], slug: str, before: str, after: str) -> str:
    """Note the repair where it changed anything, and pass its result on."""
    if after != before:
        changes.append(Change(slug, before, after))
    return after
