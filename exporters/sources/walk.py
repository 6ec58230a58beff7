"""The article files of a folder, by its settings."""

from collections.abc import Iterator
from pathlib import Path

from exporters.errors import PublishError
from exporters.publishing import manifest
from exporters.settings.values import Settings
from exporters.sources import folder
from exporters.sources.folder import File


def files(root: Path, settings: Settings) -> Iterator[File]:
    """Those at or below `root`, which is absolute. What is published or is a template is no article."""
    templates = settings.pages.templates if settings.pages else None
    skipped = [settings.out, *([templates] if templates else [])]
    found = folder.files(root, include=settings.include, exclude=settings.exclude, skipped=skipped)
    ours = _published(settings.out, root)
    return (file for file in found if file.name not in ours) if ours else found


def _published(out: Path, root: Path) -> frozenset[str]:
    """The pages that lie among the articles where the feeds are published there, by their names below `root`."""
    if out != root and out not in root.parents:
        return frozenset()  # an out folder below the articles is passed over as a whole
    try:
        known = manifest.read(out)
    except PublishError:  # it is told where it matters
        return frozenset()
    paths = [out / each.path for each in known.files] if known else []
    return frozenset(
        "" if path == root else path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root)
    )
