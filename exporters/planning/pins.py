"""Pins: the published ids that articles would lose, in the shape of the `ids` file."""

from collections.abc import Mapping

from exporters.model.ids import article_ids, is_same_at_other_site
from exporters.planning.outcome import DocumentPlan, EntryChange, SitePlan
from exporters.planning.outcome import pins as pins_of


def pins(plan: SitePlan, site_url: str) -> dict[str, str]:
    """Return permalink -> old id over all feeds. The first feed wins, and each id belongs to one permalink."""
    pins_by_link: dict[str, str] = {}
    for each in plan.feeds:
        site_alone = {entry.was for entry in each.plan.entries if has_moved(each, entry)}
        for link, identity in pins_of(each.plan).items():
            if identity in site_alone:  # the article has its id still, and other formats write it
                continue
            pin = next(article_ids(identity, site_url), identity) if each.format == "atom" else identity
            pins_by_link.setdefault(link, pin)
    owners: dict[str, str] = {}
    for link, identity in pins_by_link.items():
        owners.setdefault(identity, link)
    return {link: identity for identity, link in owners.items()}


def find_taken(plan: SitePlan, pins: Mapping[str, str]) -> dict[str, str]:
    """Return the pinned ids that other articles use now, each with the title of such an article."""
    pinned_ids = set(pins.values())
    reused_entries = (entry for each in plan.feeds for entry in each.plan.entries if entry.outcome == "id-reused")
    return {
        each.item.id: each.item.title or each.item.link or ""
        for each in reused_entries
        if each.item.id in pinned_ids and each.was is None
    }


def has_moved(document_plan: DocumentPlan, entry: EntryChange) -> bool:
    """Return whether an entry lost its id only in Atom, which writes the site's address into it."""
    is_other = document_plan.format == "atom" and entry.was is not None and entry.after is not None
    return is_other and is_same_at_other_site(entry.was or "", entry.item.id)


def merge(new: Mapping[str, str], old: Mapping[str, str]) -> dict[str, str]:
    """Merge new pins into old ones. An id that gets a new permalink loses its old one."""
    new_ids = set(new.values())
    return {link: each for link, each in old.items() if link not in new and each not in new_ids} | dict(new)
