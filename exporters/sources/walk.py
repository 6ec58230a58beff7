"""The article files of a folder, by its settings."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from exporters.errors import PublishError
from exporters.publishing import manifest
from exporters.settings.values import Settings, SourceSettings
from exporters.sources import folder
from exporters.sources.dialects import registry
from exporters.sources.folder import ArticleFile
from exporters.support.paths import lies_in


def files(root: Path, settings: Settings, entry: SourceSettings | None = None) -> Iterator[ArticleFile]:
    """Those at or below `root`, which is absolute. What is published or is a template is no article.

    `entry` says which files of `root` are read, else the settings do.
    """
    own = entry or settings.of_source(root)
    templates = settings.pages.templates if settings.pages else None
    skipped = [settings.out, *([templates] if templates else [])]
    suffixes, passed_over = _kinds(settings)
    found = folder.files(
        root,
        include=own.include,
        exclude=own.exclude,
        skipped=skipped,
        suffixes=suffixes,
        passed_over=passed_over,
    )
    ours = _published(settings.out, root)
    return (file for file in found if file.name not in ours) if ours else found


def _kinds(settings: Settings) -> tuple[tuple[str, ...], Collection[str]]:
    """The suffixes of articles, and the names of folders without them, by the dialect of the site."""
    source = settings.source_site
    if source is None or source.is_everyday or not source.is_recognised:
        return folder.SUFFIXES, folder.OTHER_FOLDERS
    dialect = registry.find(source.dialect)
    return dialect.suffixes, (folder.OTHER_FOLDERS | dialect.passed_over) - dialect.entered


def _published(out: Path, root: Path) -> frozenset[str]:
    """The pages that lie among the articles where the feeds are published there, by their names below `root`."""
    if not lies_in(root, out):
        return frozenset()  # an out folder below the articles is passed over as a whole
    try:
        known = manifest.read(out)
    except PublishError:  # it is told where it matters
        return frozenset()
    place, articles = os.path.realpath(out), os.path.realpath(root)  # links may lead to both
    if (below := os.path.relpath(articles, place)) == ".":
        return frozenset(each.path for each in known.files) if known else frozenset()
    prefix = Path(below).as_posix()
    paths = [each.path for each in known.files] if known else []
    return frozenset(
        path.removeprefix(prefix).removeprefix("/") for path in paths if path == prefix or path.startswith(f"{prefix}/")
    )
