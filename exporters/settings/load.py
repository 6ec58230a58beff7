"""Load the settings of a run: flags override `outfeed.yaml`, which overrides Jekyll's or Hugo's, then defaults."""

from pathlib import Path

from msgspec.structs import replace

from exporters.errors import UsageError
from exporters.model.site import Site
from exporters.model.url import host_of
from exporters.settings import find, foreign_settings, own_settings, rules
from exporters.settings.section import FormatsCheck
from exporters.settings.site_author import public_author
from exporters.settings.source_formats import HTML
from exporters.settings.values import FORMATS, FeedSettings, Settings, SiteSettings, SourceSettings
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
    """Return the settings for the articles in `source`; None: the folder that the nearest `outfeed.yaml` names.

    The other arguments are flags; their paths are relative to the current folder. `config` replaces the search for
    `outfeed.yaml`, `limit` replaces that of every feed.

    `reads`: the run reads articles, so their folder must exist. `formats` checks the names of formats, if the run
    writes them.

    Raises SettingsError with every problem of a settings file, and UsageError if `source` is None without any
    `outfeed.yaml`, or `site_url` is not an address.
    """
    flags = SiteSettings(url=_check_address(site_url))
    file = config or find.find_own(source or Path())
    if source is None and file is None:
        raise UsageError.because(
            "source-unnamed",
            "no outfeed.yaml here or in a folder above",
            "name the folder of the articles, as in `outfeed export FOLDER`, or write outfeed.yaml",
        )
    own = (
        own_settings.read(file, reads=reads and source is None, formats=formats) if file else own_settings.OwnSettings()
    )
    source_path = own.sources[0].path if own.sources else own.source
    folder = source_path if source is None else absolute(source)
    is_first = bool(own.sources) and folder == source_path  # its generator is that of the site
    own_source = own.sources[0] if is_first else own
    foreign_file = find.find_foreign(folder)
    foreign_site = foreign_settings.read(foreign_file) if foreign_file else SiteSettings()
    site = flags.over(own.site).over(foreign_site)
    return Settings(
        site=make_site(site),
        source=folder,
        timezone=site.timezone,
        out=absolute(out or own.out or Path("out")),
        include=own.include,
        exclude=own.exclude,
        hold_future=own.future == "hold",
        future=own.future,
        dialect=dialect or own_source.dialect,
        permalink=permalink or own_source.permalink,
        fields=own_source.fields,
        built=own.built,
        media=own.media,
        own_site=flags.over(own.site),
        foreign_site=foreign_site,
        formats=own.formats or FORMATS,
        feeds=tuple(_apply_limit(feed, limit) for feed in own.feeds),
        aliases=own.aliases,
        pages=own.pages,
        stylesheet=own.stylesheet,
        hubs=own.hubs,
        ids=own.ids,
        ids_file=own.ids_file,
        tombstones=own.tombstones,
        sources=tuple(_apply_flags(each, dialect, permalink) for each in own.sources),
        format=own.format,
        id_prefix=own.id_prefix,
        id_rule=own.id_rule,
        select=own.select,
        page_root=_page_root(own, folder),
        whole_source=absolute(own.source) if file else None,
        file=absolute(file) if file else None,
        base=_base_folder(file or foreign_file, folder),
        lint=own.lint,
    )


def require_site(settings: Settings) -> Site:
    """Return the site of `settings`. Raises UsageError if its address is not known."""
    if settings.site is None:
        raise UsageError.because(
            "site-url-missing",
            "the address of the site is unknown",
            "give --site-url https://…, or write site: {url: https://…} in outfeed.yaml",
        )
    return settings.site


def _base_folder(file: Path | None, source: Path) -> Path:
    """Return the folder of the settings file, or else that of the articles."""
    if file is not None:
        return absolute(file).parent
    return source if source.is_dir() else source.parent


def make_site(settings: SiteSettings) -> Site | None:
    """Return the site, with defaults from its address; None if there is no address."""
    if settings.url is None:
        return None
    title = settings.title or host_of(settings.url)
    return Site(
        title=title,
        description=settings.description or title,
        url=settings.url,
        feeds_url=settings.feeds_url or f"{settings.url}feeds/",
        language=settings.language,
        author=public_author(settings.author),
    )


def _apply_limit(feed: FeedSettings, limit: int | None) -> FeedSettings:
    return feed if limit is None else replace(feed, limit=limit)


def _page_root(own: own_settings.OwnSettings, folder: Path) -> Path | None:
    """Return the built site that the pages in `folder` belong to; None if they belong to none."""
    if own.format != HTML:
        return None
    return own.source if lies_in(folder, own.source) else folder


def _apply_flags(source: SourceSettings, dialect: str | None, permalink: str | None) -> SourceSettings:
    return replace(source, dialect=dialect or source.dialect, permalink=permalink or source.permalink)


def _check_address(site_url: str | None) -> str | None:
    """Return the address of the flag --site-url. Raises UsageError if it is not one."""
    if site_url is None:
        return None
    if problem := rules.address(site_url):
        raise UsageError(problem.in_field("--site-url"))
    return rules.base(site_url)
