"""Pins: under which id each article was published that would lose it, as the file that `ids` names has them."""

from collections.abc import Mapping

from exporters.model.ids import is_same_elsewhere, written_so
from exporters.planning.outcome import DocumentPlan, EntryChange, SitePlan
from exporters.planning.outcome import pins as pins_of


def pins(plan: SitePlan, site_url: str) -> dict[str, str]:
    """Old id by permalink, of all feeds. Where feeds disagree, that of the first; no two permalinks have one id."""
    made: dict[str, str] = {}
    for each in plan.feeds:
        site_alone = {entry.was for entry in each.plan.entries if has_moved(each, entry)}
        for link, identity in pins_of(each.plan).items():
            if identity in site_alone:  # the article has its id still, and other formats write it
                continue
            written = next(written_so(identity, site_url), identity) if each.format == "atom" else identity
            made.setdefault(link, written)
    owners: dict[str, str] = {}
    for link, identity in made.items():
        owners.setdefault(identity, link)
    return {link: identity for identity, link in owners.items()}


def taken(plan: SitePlan, pins: Mapping[str, str]) -> dict[str, str]:
    """Ids among `pins` that other articles have, which need new ones first; each with the title of such an article."""
    wanted = set(pins.values())
    reused = (entry for each in plan.feeds for entry in each.plan.entries if entry.outcome == "id-reused")
    return {
        each.seen.id: each.seen.title or each.seen.link or ""
        for each in reused
        if each.seen.id in wanted and each.was is None
    }


def has_moved(planned: DocumentPlan, entry: EntryChange) -> bool:
    """Whether an entry lost its id in Atom alone, which writes the address of the site into it."""
    is_other = planned.format == "atom" and entry.was is not None and entry.after is not None
    return is_other and is_same_elsewhere(entry.was or "", entry.seen.id)


def together(new: Mapping[str, str], old: Mapping[str, str]) -> dict[str, str]:
    """New pins and old ones. An id that moves on to another permalink leaves the one that it had."""
    moved = set(new.values())
    return {link: each for link, each in old.items() if link not in new and each not in moved} | dict(new)
