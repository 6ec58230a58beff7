"""The table of docs/generators.md says how many posts of these sites Outfeed reads as their generators wrote them."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from tests.sites.test_sites import BUILT, ID_RULES, ONE_CATEGORY, RECOGNISED, encoded, expectation, export, moment
from tests.write_docs import ROOT

PAGE: Final = (ROOT / "docs" / "generators.md").read_text(encoding="utf-8")
COLUMNS: Final = ("links", "ids", "dates", "titles", "tags")
GENERATORS: Final = sorted(set(RECOGNISED.values()))


def row(generator: str, folder: Path) -> list[str]:
    """The cells of a generator: its sites, their posts, and how many of these are equal in each column."""
    sites = [site for site, dialect in RECOGNISED.items() if dialect == generator]
    equal: Counter[str] = Counter()
    posts = 0
    for site in sites:
        rule = ID_RULES.get(generator, generator) if site in BUILT else ""
        items, _ = export(site, folder / site, rule)
        for post in expectation(site)["posts"]:
            if post["state"] == "published":
                posts += 1
                equal.update(equal_columns(generator, post, items.get(encoded(post["link"]))))
    ids = [str(equal["ids"]) if BUILT_OF[generator] else "–"]
    return [str(len(sites)), str(posts), str(equal["links"]), *ids, *(str(equal[name]) for name in COLUMNS[2:])]


BUILT_OF: Final = {name: any(RECOGNISED[site] == name for site in BUILT) for name in GENERATORS}


def equal_columns(generator: str, post: Mapping[str, Any], item: Mapping[str, Any] | None) -> list[str]:
    """The columns in which an item of our feed is as the post."""
    if item is None:
        return []
    topics = post["tags"] + ([] if generator in ONE_CATEGORY else post["categories"])
    found = {
        "links": True,
        "ids": item["id"] == post["feed_id"],
        "dates": item["date_published"] == (post["published"] and moment(post["published"])),
        "titles": item["title"] == post["title"],
        "tags": sorted(set(topics)) == sorted(item.get("tags", [])),
    }
    return [name for name, is_equal in found.items() if is_equal]


@pytest.mark.parametrize("generator", GENERATORS)
def test_the_table_has_the_figures_of_these_sites(generator: str, tmp_path: Path) -> None:
    [line] = [line for line in PAGE.splitlines() if f"(generators/{generator}.md)" in line and line.startswith("|")]

    assert [cell.strip() for cell in line.strip("|").split("|")][1:] == row(generator, tmp_path)
