"""Rules about a podcast as a whole, by what Apple and PSP-1 require of one. Spec: Apple's guide to RSS; PSP-1."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.model.show import Show, ShowCategory
from exporters.support.nearest import nearest

LONGEST_DESCRIPTION: Final = 4_000  # bytes. Spec: PSP-1 <description>
LONGEST_NAME: Final = 255  # bytes of other texts. Spec: PSP-1; Apple's guide to RSS


class ShowProblem(NamedTuple):
    """What is wrong with a show."""

    key: str  # of `podcast` in the settings; "" for the show itself
    diagnostic: Diagnostic  # without its place


def show_problems(show: Show, *, description: str, language: str | None, has_rss: bool) -> Iterator[ShowProblem]:
    """Yield what directories refuse in a show but for its artwork, or miss; the rest are texts of its feed."""
    if not has_rss:
        yield _show_problem("", "podcast-without-rss", "the feed has no document in RSS", "add rss to its formats")
    yield from _find_missing(show, language)
    for category in show.categories:
        if told := _category(category):
            yield ShowProblem("category", told)
    if (size := len(description.encode())) > LONGEST_DESCRIPTION:
        message = f"the description of the feed has {size:,} bytes"
        yield _show_problem("", "podcast-text-long", message, f"write at most {LONGEST_DESCRIPTION:,}")
    for key, text in (("author", show.author), ("owner", show.owner and show.owner.name)):
        if text and (size := len(text.encode())) > LONGEST_NAME:
            yield _show_problem(key, "podcast-text-long", f"{size:,} bytes", f"write at most {LONGEST_NAME}")


def _find_missing(show: Show, language: str | None) -> Iterator[ShowProblem]:
    """Yield a problem for each tag that Apple and PSP-1 require and that can't be written."""
    if not show.categories:
        yield _lack("no category", "write category: Technology, or another one of Apple's list")
    if show.is_explicit is None:
        yield _lack("nothing says whether it is explicit", "write explicit: false, or explicit: true")
    if show.image is None:
        yield _lack("no artwork", "write image: https://example.org/cover.jpg, a square of 1400 to 3000 pixels")
    if language is None:
        yield _lack("no language", "write language: en for the feed, or for site")


def _lack(message: str, fix: str) -> ShowProblem:
    return _show_problem("", "podcast-tag-missing", message, fix)


def _category(category: ShowCategory) -> Diagnostic | None:
    """Return a problem for a category that Apple's list lacks."""
    known = apple_categories()
    if category.name not in known:
        return _refuse_category(category.name, tuple(known), "category")
    if category.sub and category.sub not in known[category.name]:
        return _refuse_category(category.sub, known[category.name], f"sub-category of {category.name}")
    return None


def _refuse_category(name: str, known: tuple[str, ...], kind: str) -> Diagnostic:
    near = nearest(name, list(known))
    fix = f"did you mean {near}?" if near else f"use one of {', '.join(known)}" if known else "write the category alone"
    return Diagnostic("podcast-category", f"{quote_value(name)} is no {kind} in Apple's list", fix, Level.WARNING)


@cache
def apple_categories() -> Mapping[str, tuple[str, ...]]:
    """Return the sub-categories of each category of Apple; the file names the page that they come from."""
    text = files("exporters.checks.podcasts").joinpath("apple_categories.json").read_text(encoding="utf-8")
    return {name: tuple(subs) for name, subs in json.loads(text)["categories"].items()}


def _show_problem(key: str, rule: str, message: str, fix: str) -> ShowProblem:
    return ShowProblem(key, Diagnostic(rule, message, fix, Level.WARNING))
