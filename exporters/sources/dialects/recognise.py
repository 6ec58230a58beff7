"""Recognises which generator a site is made with, by its files alone, and reads what its settings say."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from exporters.errors import UsageError
from exporters.settings.load import load, make_site
from exporters.settings.source_site import SourceSite
from exporters.settings.values import Settings, SiteSettings
from exporters.sources.dialects import registry
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading
from exporters.support.paths import absolute, shown_path


def load_site(source: Path | None, *, reads: bool = True, **flags: Any) -> Settings:
    """Return the settings of `load`, with what the generator of the site says.

    `reads` says whether articles will be read; `flags` are those of `load`. Raises what `load` and
    `recognise` raise.
    """
    return recognise(load(source, reads=reads, **flags))


def recognise(settings: Settings) -> Settings:
    """The settings with what a run knows of the site by its generator's settings and data.

    Raises SettingsError where settings of the generator can't be read, UsageError for a dialect that there is not.
    """
    if settings.permalink is not None:
        _check_permalink(settings.permalink, settings)
    name, sign, folder = _recognised(settings)
    is_asked = name not in ("everyday", "plain")
    reading = registry.find(name).read_site(SiteFolder(folder)) if is_asked else SiteReading()
    found = reading.known if sign or name == settings.dialect else settings.foreign_site
    known = settings.own_site.over(found)
    site = make_site(known)
    source = SourceSite(
        dialect=name,
        sign=sign,
        is_given=settings.dialect != "auto",
        root=str(folder),
        settings=reading.settings,
        data=reading.data,
        permalink=settings.permalink,
        fields=settings.fields,
        ids=settings.id_rule,
        has_feed=reading.has_feed,
        takes_all=bool(settings.include),
    )
    holds = settings.future == "hold" if settings.future else is_asked and registry.find(name).holds_future(source)
    return replace(settings, site=site, timezone=known.timezone, hold_future=holds, source_site=source)


def _check_permalink(rule: str, settings: Settings) -> None:
    """Raise UsageError where the rule of addresses can't be read."""
    from exporters.sources.addresses import AddressError, parse_pattern

    try:
        parse_pattern("outfeed", rule)
    except AddressError as error:
        path = shown_path(settings.file) if settings.file else ""
        raise UsageError.because("permalink-wrong", error.seen, error.right, path=path) from error


def recognised(folder: Path) -> tuple[str, SiteSettings]:
    """The name of the generator that the site in `folder` is made with, and what its settings say; "" for none.

    Raises SettingsError where these can't be read.
    """
    site = SiteFolder(absolute(folder))
    name = next((name for name in _likely(site.path) if registry.find(name).recognise(site)), "")
    return name, registry.find(name).read_site(site).known if name else SiteSettings()


def site_folder(start: Path) -> Path | None:
    """The folder of the site that `start` lies in, by the files of its generator; None where none is recognised."""
    for folder in _upwards(start):
        site = SiteFolder(folder)
        if any(registry.find(name).recognise(site) for name in _likely(folder)):
            return folder
    return None


def _recognised(settings: Settings) -> tuple[str, str, Path]:
    """The name of the dialect, what it was recognised from, and the folder of the site."""
    start = absolute(settings.source)
    start = start if start.is_dir() else start.parent
    given = settings.dialect
    for folder in _upwards(start):
        site = SiteFolder(folder)
        for name in _likely(folder) if given == "auto" else [given] if given != "everyday" else []:
            if sign := registry.find(name).recognise(site):
                return name, sign, folder
    return ("plain" if given == "auto" else given), "", start


def _likely(folder: Path) -> list[str]:
    """The generators of which a file lies in `folder`: only these are loaded and asked."""
    try:
        with os.scandir(folder) as entries:
            names = frozenset(each.name for each in entries)
    except OSError:
        return []
    return [name for name, files in registry.OURS.items() if not files.isdisjoint(names)]


def _upwards(start: Path) -> Iterator[Path]:
    """`start` and the folders above it, up to the one that holds `.git`: what is above is another project."""
    for folder in (start, *start.parents):
        yield folder
        if (folder / ".git").exists():
            return
