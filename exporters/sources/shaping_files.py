"""Files that shape articles which stand in other files: settings and data of generators, finished pages."""

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import quote

from exporters.media import media_types
from exporters.settings import find
from exporters.settings.source_site import SourceSite
from exporters.settings.values import Settings
from exporters.sources.dialects import registry
from exporters.sources.dialects.site_folder import SiteFolder
from exporters.support.files import read_regular
from exporters.support.paths import lies_in

_PAGES: Final = (".html", ".htm", ".xhtml")
MOST_BYTES: Final = 64 * 1024 * 1024  # of an article file that is searched; a file of many articles is larger
_BESIDE: Final = (".11tydata.json", ".meta")  # data of the one article that has the same name


class ShapingFiles:
    """Tells of the files of a run's sites which articles they shape."""

    def __init__(self, settings: Settings) -> None:
        """`settings` are those of the sites, recognised."""
        self._settings = settings
        sites = (settings.source_site, *settings.source_sites.values())
        self._sites = [
            SiteShapingFiles(each) for each in {(each.dialect, each.root): each for each in sites if each}.values()
        ]

    def is_shaping(self, file: Path) -> bool:
        """Whether other articles may take something from `file`, or took it while it was there."""
        is_media = self._is_media(file)
        return is_media or self._is_of_all(file) or any(each.is_shaping(file) for each in self._sites)

    def shaped(self, file: Path, articles: Sequence[Path]) -> Sequence[Path]:
        """Those of `articles`, which are all there are, that `file` shapes."""
        if self._is_of_all(file):
            return articles
        found = {path for each in self._sites if each.is_shaping(file) for path in each.shaped(file, articles)}
        if self._is_media(file):
            found.update(_naming(file, articles))
        return [each for each in articles if each in found]

    def _is_of_all(self, file: Path) -> bool:
        """Whether it is a finished page, of which article is not known, or foreign settings."""
        is_page = file.suffix.lower() in _PAGES
        return file in self._neighbours or (
            is_page and any(lies_in(file, Path(each.folder)) for each in self._settings.built_sites)
        )

    def _is_media(self, file: Path) -> bool:
        """Whether it is a picture or another file that articles may carry, in a folder whose files they may name."""
        return media_types.of_name(file.name) is not None and any(lies_in(file, each) for each in self._media)

    @cached_property
    def _media(self) -> Sequence[Path]:
        """The folders of files that articles may name: those of the settings, of the sites, and of the articles."""
        settings = self._settings
        given = [*settings.media, *(folder for each in settings.sources for folder in each.media)]
        sites = [settings.source_site, *settings.source_sites.values()]
        roots = [Path(each.root) for each in sites if each and each.root]
        return [*(Path(each.path) for each in given), *roots, *settings.paths]

    @cached_property
    def _neighbours(self) -> frozenset[Path | None]:
        """The settings of Jekyll or Hugo beside articles with Outfeed's own names."""
        return frozenset(map(find.find_foreign, {self._settings.source, *self._settings.paths}))


def _naming(file: Path, articles: Sequence[Path]) -> Iterator[Path]:
    """Those of `articles` whose text has the name of `file`, as it is or percent-encoded."""
    names = {
        name.encode("utf-8", "surrogateescape") for name in (file.name, quote(file.name, errors="surrogateescape"))
    }
    for article in articles:
        try:
            data = read_regular(article, MOST_BYTES)
        except (OSError, ValueError):  # which is told where it is read
            continue
        if any(name in data for name in names):
            yield article


class SiteShapingFiles:
    """Tells of the settings and data of one site which articles they shape."""

    def __init__(self, source: SourceSite) -> None:
        """`source` is the site as its dialect reads it."""
        self._source = source
        self._root = os.path.realpath(source.root)

    def is_shaping(self, file: Path) -> bool:
        """Whether other articles may take something from `file`, or took it while it was there."""
        name = self._below(file)
        if name is None:
            return False
        return self._is_asked_for(name, is_gone=not os.path.lexists(file)) or self._is_removed_bundle(name)

    def shaped(self, file: Path, articles: Sequence[Path]) -> Sequence[Path]:
        """Those of `articles`, which are all there are, that `file` shapes."""
        name = self._below(file)
        if name is not None and self._is_removed_bundle(name):
            return list(self._beginning(f"{name.rpartition('/')[0]}/", articles))
        return articles if name is None else self._near(name, articles)

    def _below(self, file: Path) -> str | None:
        """Its path below the folder of the site; None where it lies elsewhere."""
        path = os.path.realpath(file.parent) + os.sep + file.name
        return path[len(self._root) + 1 :].replace(os.sep, "/") if path.startswith(self._root + os.sep) else None

    @cached_property
    def _folder(self) -> SiteFolder | None:
        """The folder of the site, after its settings and data were read; None where no generator is known."""
        if not self._source.is_recognised or self._source.is_everyday:
            return None
        folder = SiteFolder(Path(self._source.root))
        registry.find(self._source.dialect).read_site(folder)
        return folder

    def _is_asked_for(self, name: str, *, is_gone: bool) -> bool:
        """Whether the settings and data of the site are read from it, or would have been."""
        if self._folder is None:
            return False
        if name in self._folder.asked:
            return True
        is_found = any(search.finds(name) for search in self._folder.searches)
        return is_gone and is_found and not self._is_article(name)

    def _is_removed_bundle(self, name: str) -> bool:
        """Whether it was the article of a bundle of Hugo: what lies beside it is an article since it is gone.

        Spec: gohugo.io/content-management/page-bundles.
        """
        is_index = name.rpartition("/")[2].startswith("index.") and "/" in name
        is_of_hugo = is_index and self._source.dialect == "hugo" and self._is_article(name)
        return is_of_hugo and not os.path.lexists(Path(self._root, name))

    def _near(self, name: str, articles: Sequence[Path]) -> list[Path]:
        """Those that a file of the site shapes: with its name, else below its folder, else all."""
        folder, _, file = name.rpartition("/")
        below = list(self._beginning(f"{folder}/" if folder else "", articles))
        stem = file.partition(".")[0]
        is_beside = file.endswith(_BESIDE) or self._is_article(name)
        if is_beside and stem and stem != folder.rpartition("/")[2]:
            return list(self._beginning(f"{folder}/{stem}." if folder else f"{stem}.", articles))
        return below or list(articles)

    def _is_article(self, name: str) -> bool:
        dialect = registry.find(self._source.dialect)
        return name.endswith(dialect.suffixes) and dialect.is_article(name, self._source)

    def _beginning(self, prefix: str, articles: Sequence[Path]) -> Iterator[Path]:
        return (each for each in articles if (self._below(each) or "").startswith(prefix))
