"""Pins: under which id each article was published that would lose it, as the file that `ids` names has them."""

from collections.abc import Mapping
from urllib.parse import unquote

from exporters.planning.outcome import pins as pins_of
from exporters.planning.plan import Plan


def pins(plan: Plan, site_url: str) -> dict[str, str]:
    """Old id by permalink, of all feeds. Where feeds disagree, that of the first; no two permalinks have one id."""
    made: dict[str, str] = {}
    for each in plan.feeds:
        for link, identity in pins_of(each.plan).items():
            made.setdefault(link, _as_articles_have_it(identity, site_url) if each.format == "atom" else identity)
    owners: dict[str, str] = {}
    for link, identity in made.items():
        owners.setdefault(identity, link)
    return {link: identity for identity, link in owners.items()}


def together(new: Mapping[str, str], old: Mapping[str, str]) -> dict[str, str]:
    """New pins and old ones. An id that moves on to another permalink leaves the one that it had."""
    taken = set(new.values())
    return {link: each for link, each in old.items() if link not in new and each not in taken} | dict(new)


def _as_articles_have_it(identity: str, site_url: str) -> str:
    """An id as Atom writes it, undone: it makes IRIs of those that are none."""
    start = f"{site_url}#id="
    return unquote(identity.removeprefix(start)) if identity.startswith(start) else identity
