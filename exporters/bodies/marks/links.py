"""Links to other articles, as marks name them: by a path or by a name."""

from collections.abc import Iterator

from exporters.bodies.context import BodyContext
from exporters.bodies.marks.mark_rules import MarkRules


def find_article(target: str, rules: MarkRules, context: BodyContext) -> str | None:
    """Return the address of the article that `target` names, with its anchor; None where there is none.

    `target` is a path beside the article or, with "/" before it, below the folder of articles; or the name of a file.
    """
    path, mark, anchor = target.partition("#")
    path = path.strip()
    if not path:
        return f"#{anchor}" if mark else None
    if context.finder is None:
        return None
    for each in dict.fromkeys(_paths(path, rules.folder)):
        if found := context.finder.by_path(each):
            return found + mark + anchor
    found = context.finder.by_name(path.rstrip("/").rpartition("/")[2])
    return found + mark + anchor if found else None


def _paths(path: str, folder: str) -> Iterator[str]:
    """The paths that may be meant, the nearest first."""
    below = f"/{folder}/{path.strip('/')}".replace("//", "/")
    for each in (below,) if path.startswith("/") else (path, below):
        trimmed = each.rstrip("/")
        yield trimmed
        if "." not in trimmed.rpartition("/")[2]:
            yield from (f"{trimmed}.md", f"{trimmed}/index.md")
