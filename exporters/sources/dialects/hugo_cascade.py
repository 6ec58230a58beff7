"""Hugo's `cascade`: front matter that sections and settings give to the pages below.

Spec: gohugo.io/content-management/front-matter/#cascade.
"""

import fnmatch
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec.structs import replace

from exporters.errors import ArticleError
from exporters.settings.source_site import SourceSite
from exporters.sources.dialects.dialect import labelled
from exporters.sources.dialects.hugo_paths import path_below
from exporters.sources.dialects.site_folder import SiteFolder
from exporters.sources.frontmatter import FrontMatterFormat, read_front_matter, split_article

_TARGETS: Final = ("target", "_target")  # what a part of a cascade is for
_FORMATS = frozenset({FrontMatterFormat.YAML, FrontMatterFormat.TOML, FrontMatterFormat.JSON})


def read_cascades(folder: SiteFolder, files: list[str]) -> dict[str, Any]:
    """What the `_index` files give, by their folder. Raises SettingsError where one can't be read."""
    found = {}
    for path in files:
        try:
            value = read_front_matter(split_article(folder.text(path), _FORMATS)).value
        except ArticleError:  # Hugo will say so
            continue
        cascade = _lower_keys(value).get("cascade") if isinstance(value, dict) else None
        if cascade:
            found[path.rpartition("/")[0]] = cascade
    return found


def given_values(path: str, site: SourceSite) -> Mapping[str, Any]:
    """The values that a page gets: those of the nearest section win."""
    values: dict[str, Any] = dict(_matching(site.setting("cascade"), path, site))
    cascades = site.data.get("cascades", {})
    folders = path.split("/")[:-1]
    for count in range(1, len(folders) + 1):
        values |= dict(_matching(cascades.get("/".join(folders[:count])), path, site))
    return values


def label_given(site: SourceSite) -> SourceSite:
    """The site with what gives a value in its place."""
    cascades = site.data.get("cascades", {})
    labels = {folder: _labels(each, f"cascade in {folder}/_index") for folder, each in cascades.items()}
    settings = {**site.settings, "cascade": _labels(site.setting("cascade"), "cascade in the settings of the site")}
    return replace(site, settings=settings, data={**site.data, "cascades": labels})


def _labels(cascade: Any, label: str) -> list[Any]:
    """The parts of a cascade with `label` as each value; what they mean stays."""
    parts = [each for each in (cascade if isinstance(cascade, list) else [cascade]) if isinstance(each, dict)]
    targets = [{key: value for key, value in each.items() if key.lower() in _TARGETS} for each in parts]
    return [labelled(each, label) | target for each, target in zip(parts, targets, strict=True)]


def _matching(cascade: Any, path: str, site: SourceSite) -> Iterator[tuple[str, Any]]:
    """The values of the parts of a cascade that mean the page at `path`."""
    for each in cascade if isinstance(cascade, list) else [cascade]:
        if not isinstance(each, dict):
            continue
        values = _lower_keys(each)
        target = next(filter(None, [values.pop(name, None) for name in _TARGETS]), None)
        if not isinstance(target, dict) or _is_meant(_lower_keys(target), path, site):
            yield from values.items()


def _is_meant(target: Mapping[str, Any], path: str, site: SourceSite) -> bool:
    pattern, kind = str(target.get("path", "")).strip("/"), str(target.get("kind", "page"))
    page = path_below(path, site).rpartition(".")[0].removesuffix("/index").lower()
    return kind in ("page", "{page,section}") and (not pattern or _fits(page, pattern.strip("{}").lower()))


def _fits(page: str, pattern: str) -> bool:
    return any(fnmatch.fnmatchcase(page, each) for each in pattern.split(","))


def _lower_keys(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key.lower(): each for key, each in value.items()}
