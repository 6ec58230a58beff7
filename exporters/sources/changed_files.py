"""Files that changed, as git and its hooks name them: which of them are articles, and by which settings."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import SettingsError
from exporters.settings import find
from exporters.settings.values import Settings
from exporters.sources import listing, walk
from exporters.sources.dialects.recognise import load_site, site_folder
from exporters.sources.linking_articles import LinkingArticles
from exporters.sources.shaping_files import ShapingFiles
from exporters.support.paths import absolute


class SettingsGroup(NamedTuple):
    """Articles that one settings file speaks of."""

    settings: Settings
    articles: list[Path]  # absolute; possibly none
    files: int = 0  # how many of the changed files are or shape one of them


class _Place(NamedTuple):
    """What settings are loaded by."""

    source: Path | None  # None: as the settings file says
    settings: Path | None


def groups(files: Iterable[Path], *, config: Path | None, site_url: str | None) -> list[SettingsGroup]:
    """The articles among `files` and those that `files` shape, with their settings: `config`, else the nearest upwards.

    An article is shaped by the settings and data of its generator, and by its finished page. Whatever is neither is
    passed over, and so is a folder, and an article that is gone. Settings are read even where no article is left,
    since they may be what changed; files come in code-point order.

    Raises SettingsError with every problem of all settings files, and UsageError where `site_url` is no address.
    """
    there = sorted(file for file in {absolute(each) for each in files} if file.is_file() or not os.path.lexists(file))
    places = {parent: _Place(None, config) if config else _place(parent) for parent in {file.parent for file in there}}
    by_place: dict[_Place, list[Path]] = {}
    for file in there:
        by_place.setdefault(places[file.parent], []).append(file)
    loaded: list[tuple[Settings, list[Path]]] = []
    problems: list[Diagnostic] = []
    for place, some in by_place.items():
        try:
            settings = load_site(place.source, config=place.settings, site_url=site_url)
            loaded.append((settings, some))
        except SettingsError as error:
            problems += error.diagnostics
    if problems:
        raise SettingsError(problems)
    return [_group(settings, some) for settings, some in loaded]


def _place(parent: Path) -> _Place:
    """What holds for the files in `parent`. Without an `outfeed.yaml` that is their site, else all of the project."""
    if own := find.find_own(parent):
        return _Place(None, own)
    neighbour = find.find_foreign(parent)
    folders = [site_folder(parent), neighbour.parent if neighbour else None]
    return _Place(max(filter(None, folders), key=lambda each: len(each.parts), default=_project(parent)), None)


def _project(parent: Path) -> Path:
    """The folder above that holds `.git`, or the current one, whichever is nearer; else `parent` itself."""
    ends = (absolute(Path()), find.find_project(parent))
    return next((each for each in (parent, *parent.parents) if each in ends), parent)


def _read(settings: Settings) -> Iterator[Path]:
    """Every file that an export by `settings` would read."""
    for source in settings.paths:
        if listing.item_file(source, settings.of_source(source)) is not None:
            yield source
        else:
            for each in walk.files(source, settings):
                yield source / each.name if each.name else source


def _group(settings: Settings, files: Sequence[Path]) -> SettingsGroup:
    """The articles among `files`, those that the others shape, and those that link to one of them."""
    articles = _articles(settings, [file for file in files if os.path.lexists(file)])
    every = list(_read(settings))
    counted = set(articles)
    for file, shaped in [*_shaped(settings, files, every), *_linking(settings, files, every)]:
        articles |= shaped
        counted.add(file)
    return SettingsGroup(settings, sorted(articles), len(counted))


def _shaped(settings: Settings, files: Sequence[Path], every: Sequence[Path]) -> Iterator[tuple[Path, set[Path]]]:
    """Those of `files` that shape some of the articles `every`, with these."""
    shaping = ShapingFiles(settings)
    for file in files:
        if shaping.is_shaping(file) and (shaped := set(shaping.shaped(file, every))):
            yield file, shaped


def _linking(settings: Settings, files: Sequence[Path], every: Sequence[Path]) -> Iterator[tuple[Path, set[Path]]]:
    """Those of `files` that some of the articles `every` link to, with these."""
    for article, targets in LinkingArticles(settings).find(files, every):
        for file in targets:
            yield file, {article}


def _articles(settings: Settings, files: Sequence[Path]) -> set[Path]:
    """Those of `files` that an export by `settings` would read: asked of its own walk, so that both always agree."""
    waiting = {os.path.realpath(file.parent) + os.sep + file.name: file for file in files}
    found, parent, real = set[Path](), None, ""
    for path in _read(settings) if waiting else ():
        if path.parent != parent:  # a folder may be a link, and git names files by where they are
            parent, real = path.parent, os.path.realpath(path.parent) + os.sep
        for place in (real + path.name, os.path.realpath(path) if path.is_symlink() else ""):
            if article := waiting.pop(place, None):
                found.add(article)
        if not waiting:
            break
    return found
