"""Jekyll's `defaults`: front matter that `_config.yml` gives to files by path and type.

Spec: jekyllrb.com/docs/configuration/front-matter-defaults, Jekyll::FrontmatterDefaults.
"""

import fnmatch
from collections.abc import Mapping
from typing import Any

from exporters.settings.source_site import SourceSite


def given_values(path: str, site: SourceSite) -> Mapping[str, Any]:
    """The values that hold for the file at `path`: of two sets the one with the longer path, or a type, wins."""
    sets = site.setting("defaults")
    found: dict[str, Any] = {}
    best: tuple[int, bool] | None = None
    for each in sets if isinstance(sets, list) else []:
        scope, values = (each.get("scope"), each.get("values")) if isinstance(each, dict) else (None, None)
        if not isinstance(scope, dict) or not isinstance(values, dict) or not _applies(scope, path):
            continue
        rank = (len(_path(scope)), "type" in scope)
        if best is None or rank[0] > best[0] or (rank[0] == best[0] and (rank[1] or not best[1])):
            found, best = {**found, **values}, rank
        else:
            found = {**values, **found}
    return found


def _path(scope: Mapping[str, Any]) -> str:
    return str(scope.get("path") or "").strip("/")


def _applies(scope: Mapping[str, Any], path: str) -> bool:
    kind = scope.get("type")
    if kind is not None and str(kind).removesuffix("s") != _kind(path).removesuffix("s"):
        return False
    prefix = _path(scope)
    if "*" in prefix:
        parts = path.split("/")
        return any(fnmatch.fnmatchcase("/".join(parts[:count]), prefix) for count in range(1, len(parts) + 1))
    return not prefix or path == prefix or path.startswith(f"{prefix}/")


def _kind(path: str) -> str:
    folders = path.split("/")[:-1]
    for special in ("_posts", "_drafts"):
        if special in folders:
            return special[1:]
    return next((each[1:] for each in folders if each.startswith("_")), "pages")
