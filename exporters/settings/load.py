"""Makes the settings of a run: flags before `outfeed.yaml`, that before Jekyll's or Hugo's settings, then defaults."""

from pathlib import Path

from msgspec.structs import replace

from exporters.errors import UsageError
from exporters.model.site import Site
from exporters.model.url import host_of
from exporters.settings import find, foreign, own, rules
from exporters.settings.section import FormatsCheck
from exporters.settings.source_formats import HTML
from exporters.settings.values import FORMATS, FeedSettings, ForeignSettings, Settings, SourceSettings
from exporters.support.paths import absolute, lies_in


def load(
    source: Path | None,
    *,
    config: Path | None = None,
    site_url: str | None = None,
    out: Path | None = None,
    limit: int | None = None,
    dialect: str | None = None,
    permalink: str | None = None,
    reads: bool = False,
    formats: FormatsCheck | None = None,
) -> Settings:
    """The settings for the articles in `source`; None takes the folder that the nearest `outfeed.yaml` names.

    The other arguments are flags; their paths are relative to the current folder. `config` replaces the search for
    `outfeed.yaml`, `limit` replaces that of every feed.

    `reads` says whether articles will be read, so that their folder has to be there. `formats` tells what is wrong with
    names of formats, where they will be written.

    Raises SettingsError with every problem of a settings file, and UsageError where `source` is None without any
    `outfeed.yaml` or `site_url` is no address.
    """
    flags = ForeignSettings(url=_address(site_url))
    file = config or find.own(source or Path())
    if source is None and file is None:
        raise UsageError.because(
            "source-unnamed",
            "no outfeed.yaml here or in a folder above",
            "name the folder of the articles, as in `outfeed export FOLDER`, or write outfeed.yaml",
        )
    said = own.read(file, reads=reads and source is None, formats=formats) if file else own.OwnSettings()
    first = said.sources[0].path if said.sources else said.source
    folder = first if source is None else absolute(source)
    is_first = bool(said.sources) and folder == first  # which gives the whole its generator
    own_source = said.sources[0] if is_first else said
    neighbour = find.foreign(folder)
    beside = foreign.read(neighbour) if neighbour else ForeignSettings()
    known = flags.over(said.known).over(beside)
    return Settings(
        site=site_of(known),
        source=folder,
        timezone=known.timezone,
        out=absolute(out or said.out or Path("out")),
        include=said.include,
        exclude=said.exclude,
        hold_future=said.future == "hold",
        future=said.future,
        dialect=dialect or own_source.dialect,
        permalink=permalink or own_source.permalink,
        fields=own_source.fields,
        built=said.built,
        said=flags.over(said.known),
        neighbour=beside,
        formats=said.formats or FORMATS,
        feeds=tuple(_under_flags(feed, limit) for feed in said.feeds),
        aliases=said.aliases,
        pages=said.pages,
        stylesheet=said.stylesheet,
        hubs=said.hubs,
        ids=said.ids,
        ids_file=said.ids_file,
        tombstones=said.tombstones,
        sources=tuple(_of_flags(each, dialect, permalink) for each in said.sources),
        format=said.format,
        id_prefix=said.id_prefix,
        select=said.select,
        page_root=_page_root(said, folder),
        file=absolute(file) if file else None,
        base=_base(file or neighbour, folder),
    )


def require_site(settings: Settings) -> Site:
    """The site of `settings`. Raises UsageError where its address is not known."""
    if settings.site is None:
        raise UsageError.because(
            "site-url-missing",
            "the address of the site is not known",
            "give --site-url https://…, or write site: {url: https://…} in outfeed.yaml",
        )
    return settings.site


def _base(file: Path | None, source: Path) -> Path:
    """The folder of the settings file, else that of the articles."""
    if file is not None:
        return absolute(file).parent
    return source if source.is_dir() else source.parent


def site_of(known: ForeignSettings) -> Site | None:
    """The site with what can be made of its address; None without one."""
    if known.url is None:
        return None
    title = known.title or host_of(known.url)
    return Site(
        title=title,
        description=known.description or title,
        url=known.url,
        feeds_url=known.feeds_url or f"{known.url}feeds/",
        language=known.language,
        author=known.author,
    )


def _under_flags(feed: FeedSettings, limit: int | None) -> FeedSettings:
    return feed if limit is None else replace(feed, limit=limit)


def _page_root(said: own.OwnSettings, folder: Path) -> Path | None:
    """The built site that the pages in `folder` are of; None where they are of none."""
    if said.format != HTML:
        return None
    return said.source if lies_in(folder, said.source) else folder


def _of_flags(source: SourceSettings, dialect: str | None, permalink: str | None) -> SourceSettings:
    return replace(source, dialect=dialect or source.dialect, permalink=permalink or source.permalink)


def _address(site_url: str | None) -> str | None:
    """The address that the flag gives. Raises UsageError where it is none."""
    if site_url is None:
        return None
    if wrong := rules.address(site_url):
        raise UsageError(wrong.in_field("--site-url"))
    return rules.base(site_url)
