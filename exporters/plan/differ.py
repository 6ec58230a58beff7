"""Two entries of one id: what differs, and whether they are one article at all."""

from collections.abc import Iterator

from exporters.plan.links import elsewhere, how, parts, same_link
from exporters.plan.outcome import Differing, Outcome
from exporters.plan.readers.document import Item


def differing(before: Item, after: Item) -> tuple[Differing, ...]:
    """What readers may show otherwise, or take for a change."""
    return () if before == after else tuple(_differing(before, after))


def _differing(before: Item, after: Item) -> Iterator[Differing]:
    if before.title != after.title:
        yield "title"
    if before.link != after.link:
        yield "link"
    if before.summary != after.summary or before.content != after.content:
        yield "text"
    if before.published != after.published or before.updated != after.updated:
        yield "dates"
    if before.authors != after.authors:
        yield "authors"
    if before.categories != after.categories:
        yield "categories"
    if before.media != after.media:
        yield "media"
    if before.scores != after.scores:
        yield "scores"


def is_other(before: Item, after: Item, differs: tuple[Differing, ...]) -> bool:
    """Whether an id names another article now: link and title are other ones, and date or text too.

    An article whose slug follows its new title keeps date and text; one on a new domain keeps its place there.
    """
    if "link" not in differs or not before.link or not after.link or same_link(before.link) == same_link(after.link):
        return False
    if (place := elsewhere(before.link)) and place == elsewhere(after.link):
        return False
    if "title" not in differs and (before.title or "text" not in differs):
        return False
    has_kept = before.date == after.date and "text" not in differs
    return not (has_kept and (before.content or before.summary))


def outcome(before: Item, after: Item, differs: tuple[Differing, ...]) -> Outcome:
    """What became of an article that kept its id and differs."""
    if "link" in differs and before.link and after.link:
        return "link-changed"
    if before.published and after.published and before.published != after.published:
        return "dates-moved"
    return "scores" if differs == ("scores",) else "updated"


def moved(before: Item, after: Item) -> str:
    """How the link of an article changed; "" where it did not, or there is none."""
    return how(before.link, after.link) if before.link and after.link and before.link != after.link else ""


def renamed(before: Item, after: Item) -> str:
    """How an article came to another id: by its link, where that changed."""
    if link := moved(before, after):
        return link
    if after.id == after.link:
        return "the id became the permalink"
    if before.id == before.link:
        return "the id is no longer the permalink"
    return f"in the id {how(before.id, after.id)}" if parts(before.id) and parts(after.id) else "the id changed"
