"""Sections: the folders of a site that holds pages and articles, and which of them the site is about."""

from collections import Counter
from collections.abc import Iterable


def main_sections(files: Iterable[str], content: str) -> list[str]:
    """The folder below `content` with most pages, in a list; empty where there is none."""
    inside = (path.removeprefix(f"{content}/") for path in files if not path.rpartition("/")[2].startswith("_index."))
    counts = Counter(path.partition("/")[0] for path in inside if "/" in path)
    return [max(counts, key=lambda each: (counts[each], each))] if counts else []
