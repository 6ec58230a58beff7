"""Pins: under which id each article was published that would lose it, as the file that `ids` names has them."""

from collections.abc import Mapping

from exporters.feeds.identity import written_so
from exporters.planning.outcome import pins as pins_of
from exporters.planning.plan import Plan


def pins(plan: Plan, site_url: str) -> dict[str, str]:
    """Old id by permalink, of all feeds. Where feeds disagree, that of the first; no two permalinks have one id."""
    made: dict[str, str] = {}
    for each in plan.feeds:
        for link, identity in pins_of(each.plan).items():
            written = next(written_so(identity, site_url), identity) if each.format == "atom" else identity
            made.setdefault(link, written)
    owners: dict[str, str] = {}
    for link, identity in made.items():
        owners.setdefault(identity, link)
    return {link: identity for identity, link in owners.items()}


def together(new: Mapping[str, str], old: Mapping[str, str]) -> dict[str, str]:
    """New pins and old ones. An id that moves on to another permalink leaves the one that it had."""
    taken = set(new.values())
    return {link: each for link, each in old.items() if link not in new and each not in taken} | dict(new)
