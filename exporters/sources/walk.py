"""The article files of a folder, by its settings."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exporters.errors import PublishError
from exporters.publishing import manifest
from exporters.settings.source_site import SourceSite
from exporters.settings.values import Settings, SourceSettings
from exporters.sources import folder
from exporters.sources.dialects import registry
from exporters.sources.folder import ArticleFile
from exporters.support.paths import lies_in

if TYPE_CHECKING:
    from exporters.sources.dialects.dialect import Dialect


PAGE_SUFFIXES: Final = (".html", ".htm", ".xhtml")  # of the pages of a built site


def files(
    root: Path,
    settings: Settings,
    entry: SourceSettings | None = None,
    *,
    suffixes: tuple[str, ...] | None = None,
    within: str | None = None,
) -> Iterator[ArticleFile]:
    """Yield those at or below `root`, which is absolute. What is published or is a template is no article.

    `entry` says which files of `root` are read, else the settings do. `suffixes` are those of articles; None: those
    that are read. `within`: only the files directly in that folder below `root` are wanted.
    """
    own = entry or settings.of_source(root)
    if own.is_html:
        return page_files(root, settings, own)
    templates = settings.pages.templates if settings.pages else None
    skipped = [settings.out, *([templates] if templates else [])]
    skipped += [Path(each.folder) for each in settings.built_sites]
    site = settings.site_of(own)
    dialect = _dialect(site)
    if dialect is not None and site is not None:
        skipped += [Path(site.root) / name for name in dialect.passed_over]
    found = folder.files(
        root,
        include=own.include,
        exclude=own.exclude,
        skipped=skipped,
        suffixes=suffixes or (dialect.suffixes if dialect else folder.SUFFIXES),
        passed_over=folder.OTHER_FOLDERS - dialect.entered if dialect else folder.OTHER_FOLDERS,
        within=within,
    )
    ours = _find_published(settings.out, root)
    return (file for file in found if file.name not in ours) if ours else found


def page_files(root: Path, settings: Settings, entry: SourceSettings) -> Iterator[ArticleFile]:
    """Yield the pages of the built site at or below `root`. What Outfeed published there is no article."""
    found = folder.files(
        root,
        include=entry.include,
        exclude=entry.exclude,
        skipped=[settings.out],
        suffixes=PAGE_SUFFIXES,
        passed_over=(),
        is_site=True,
    )
    ours = _find_published(settings.out, root)
    return (file for file in found if file.name not in ours) if ours else found


def _dialect(source: SourceSite | None) -> "Dialect | None":
    """The dialect of a generator; None where articles have our own names, or no generator is known."""
    is_known = source is not None and source.is_recognised and not source.is_everyday
    return registry.find(source.dialect) if source is not None and is_known else None


def _find_published(out: Path, root: Path) -> frozenset[str]:
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
