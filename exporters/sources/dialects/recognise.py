"""Recognises which generator a site is made with, by its files alone, and reads what its settings say."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from exporters.errors import OutfeedError, UsageError
from exporters.settings.load import load, make_site
from exporters.settings.source_formats import HTML
from exporters.settings.source_site import SourceSite
from exporters.settings.values import Settings, SiteSettings, SourceSettings
from exporters.sources.built_sites import is_built_site
from exporters.sources.dialects import registry
from exporters.sources.dialects.names import DRAFTS
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading
from exporters.support.paths import absolute, shown_path


def load_site(source: Path | None, *, reads: bool = True, **flags: Any) -> Settings:
    """Return the settings of `load`, with what the generator of the site says.

    `reads` says whether articles will be read; then a folder that holds a finished site alone has the format html.
    `flags` are those of `load`. Raises what `load` and `recognise` raise.
    """
    settings = recognise(load(source, reads=reads, **flags))
    if reads and is_built_site(settings):
        return recognise(replace(settings, format=HTML, page_root=settings.source, is_format_recognised=True))
    return settings


def recognise(settings: Settings) -> Settings:
    """The settings with what a run knows of the site by its generator's settings and data.

    Raises SettingsError where settings of the generator can't be read, UsageError for a dialect that there is not.
    """
    for rule in dict.fromkeys((settings.permalink, *(each.permalink for each in settings.sources))):
        if rule is not None:
            _check_permalink(rule, settings)
    whole = next((each for each in settings.sources if each.path == settings.source), _single_source(settings))
    source, found = _site_of(whole)
    if not source.sign and source.dialect != settings.dialect:
        found = settings.foreign_site
    known = settings.own_site.over(found)
    site, holds = make_site(known), _holds_future(whole, source)
    settings = replace(settings, site=site, timezone=known.timezone, hold_future=holds, source_site=source)
    return _with_sources(settings) if settings.sources else settings


def _single_source(settings: Settings) -> SourceSettings:
    """What the settings say of the one source."""
    return SourceSettings(
        path=settings.source,
        format=settings.format,
        include=settings.include,
        future=settings.future,
        dialect=settings.dialect,
        permalink=settings.permalink,
        fields=settings.fields,
        ids=settings.id_rule,
    )


def _with_sources(settings: Settings) -> Settings:
    """The settings with the site of each entry of `sources`: each may be made with a generator of its own."""
    sources, sites = list[SourceSettings](), dict[Path, SourceSite]()
    home = settings.site.url if settings.site else ""
    for entry in settings.sources:
        site, known = _site_of(entry)
        if home and known.url and known.url.startswith(home):
            site = replace(site, url=known.url)
        sites[entry.path] = site
        zone = entry.timezone or known.timezone
        sources.append(replace(entry, timezone=zone, hold_future=_holds_future(entry, site)))
    holds = settings.hold_future or any(each.hold_future for each in sources)
    return replace(settings, sources=tuple(sources), source_sites=sites, hold_future=holds)


def _site_of(source: SourceSettings) -> tuple[SourceSite, SiteSettings]:
    """The site that the articles of `source` belong to, and what its generator's settings say of it."""
    name, sign, folder, links_out = _recognised(source)
    is_asked = name not in ("everyday", "plain")
    place = SiteFolder(folder)
    reading = registry.find(name).read_site(place) if is_asked else SiteReading()
    links_out |= dict.fromkeys(str(folder / each) for each in place.links_out)
    site = SourceSite(
        dialect=name,
        sign=sign,
        is_given=source.dialect != "auto",
        root=str(folder),
        settings=reading.settings,
        data=reading.data,
        permalink=source.permalink,
        fields=source.fields,
        ids=source.ids,
        has_feed=reading.has_feed,
        links_out=tuple(os.path.relpath(each, folder) for each in links_out),
        include=tuple(source.include),
        takes_all=bool(source.include) or _is_in_drafts(source.path, folder),
    )
    return site, reading.known


def _is_in_drafts(path: Path, folder: Path) -> bool:
    """Whether the source is a folder of drafts of the site in `folder`, so that somebody wants those."""
    return path.is_relative_to(folder) and not DRAFTS.isdisjoint(path.relative_to(folder).parts)


def _holds_future(source: SourceSettings, site: SourceSite) -> bool:
    """Whether articles of the future wait: as the settings say, else as the generator does."""
    if source.future or source.is_html:
        return source.future == "hold"
    return site.dialect not in ("everyday", "plain") and registry.find(site.dialect).holds_future(site)


def holding_dialects(settings: Settings) -> str:
    """The generators that hold back what is dated later, as a sentence names them."""
    sites = [settings.site_of(each) for each in settings.sources if each.hold_future] or [settings.source_site]
    return " and ".join(dict.fromkeys(each.dialect for each in sites if each))


def _check_permalink(rule: str, settings: Settings) -> None:
    """Raise UsageError where the rule of addresses can't be read."""
    from exporters.sources.addresses.languages import parse_pattern
    from exporters.sources.addresses.parts import AddressError

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
    name = next((name for name in _find_likely(site.path) if _sign(name, site)), "")
    return name, registry.find(name).read_site(site).known if name else SiteSettings()


def site_folder(start: Path) -> Path | None:
    """The folder of the site that `start` lies in, by the files of its generator; None where none is recognised."""
    for folder in _upwards(start):
        site = SiteFolder(folder)
        if any(_sign(name, site) for name in _find_likely(folder)):
            return folder
    return None


def _recognised(source: SourceSettings) -> tuple[str, str, Path, dict[str, None]]:
    """The name of the dialect, what it was recognised from, the folder of the site, and links out of such folders."""
    start = absolute(source.path)
    start = start if start.is_dir() else start.parent
    given, links_out = source.dialect, dict[str, None]()
    for folder in _upwards(start):
        site = SiteFolder(folder)
        for name in _find_likely(folder) if given == "auto" else [given] if given != "everyday" else []:
            if sign := _sign(name, site):
                return name, sign, folder, links_out
            links_out |= dict.fromkeys(str(folder / each) for each in site.links_out)
    return ("plain" if given == "auto" else given), "", start, links_out


def _sign(name: str, site: SiteFolder) -> str:
    """What `site` is recognised from as one of the generator `name`. Raises UsageError where a plugin fails."""
    try:
        return registry.find(name).recognise(site)
    except OutfeedError:
        raise
    except Exception as error:
        if not registry.is_plugin(name):
            raise
        raise UsageError(registry.plugin_failure(name, error)) from error


def _find_likely(folder: Path) -> list[str]:
    """The generators of which a file lies in `folder`: only these are loaded and asked."""
    try:
        with os.scandir(folder) as entries:
            names = frozenset(each.name for each in entries)
    except OSError:
        return []
    ours = [name for name, files in registry.OURS.items() if not files.isdisjoint(names)]
    return [*ours, *(each.name for each in registry.working_plugins())]


def _upwards(start: Path) -> Iterator[Path]:
    """`start` and the folders above it, up to the one that holds `.git`: what is above is another project."""
    for folder in (start, *start.parents):
        yield folder
        if (folder / ".git").exists():
            return
