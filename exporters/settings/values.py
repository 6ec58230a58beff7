"""The settings of a run, complete and valid."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from exporters.media.folders import MediaFolder, MediaFolders
from exporters.model.article import Person
from exporters.model.feed import ImagePlace
from exporters.model.site import Site
from exporters.settings.built_site import BuiltSite
from exporters.settings.lint_settings import LintSettings
from exporters.settings.podcast import ShowSettings
from exporters.settings.source_formats import HTML
from exporters.settings.source_site import FieldRule, SourceSite

FORMATS: Final = ("rss", "atom", "json", "csv")  # default formats of a feed
LIMIT: Final = 50  # default number of articles of a feed


Order = Literal["newest", "updated", "heat", "quality", "source"]
Content = Literal["full", "excerpt"]
Period = Literal["month", "year"]
Future = Literal["export", "hold"]


class Condition(Struct, frozen=True, kw_only=True):
    """A condition on one field of an article. All of its parts must hold."""

    field: str  # of the model: topics, provider.domain, extra.series
    any_of: tuple[str | int | float | bool, ...] = ()  # one of these
    none_of: tuple[str | int | float | bool, ...] = ()  # none of these
    text: tuple[str, ...] = ()  # holds one of these, whatever the case
    least: int | float | None = None
    most: int | float | None = None
    after: datetime | None = None  # UTC: at this moment or later
    before: datetime | None = None  # UTC: earlier than this
    has: bool | None = None  # whether the field is present


class FeedSettings(Struct, frozen=True, kw_only=True):
    """One feed, or one for each value of the placeholders in its path."""

    path: str = ""  # folder within the out folder; "" is that folder itself. May hold placeholders: topics/{topic}
    id: str | None = None  # absolute IRI, with the same placeholders; None: made of feeds_url and path
    title: str | None = None  # plain text, with the same placeholders; None: the site's, and the values
    description: str | None = None  # the same
    where: tuple[Condition, ...] = ()  # all of them must hold
    order: Order = "newest"
    window: int | None = None  # seconds before the newest article of the site; None: however old
    limit: int = LIMIT  # articles; 0 means all
    formats: tuple[str, ...] | None = None  # None: those of the settings
    content: Content = "full"
    image: ImagePlace = "media"  # what becomes of the pictures of an entry
    max_bytes: int | None = None  # of each document; None: no bound
    archive: Period | None = None  # the period of an archive document
    language: str | None = None  # BCP 47; None: the site's
    copyright: str | None = None  # plain text
    icon: str | None = None  # absolute address of a square picture
    ttl: int | None = None  # minutes for which a reader need not ask again
    podcast: ShowSettings | None = None  # what it is as a podcast; None: it is none
    line: int = 0  # where it begins in the settings file; 0: in no file
    column: int = 0


class PageSettings(Struct, frozen=True, kw_only=True):
    """The settings of the pages next to the feeds."""

    images: bool = False  # whether pages show pictures of articles, from their own addresses
    templates: Path | None = None  # folder of templates that replace ours


class SiteSettings(Struct, frozen=True, kw_only=True):
    """What one settings file says about a site; None for what it does not say."""

    title: str | None = None
    description: str | None = None
    url: str | None = None  # ends with "/"
    feeds_url: str | None = None  # ends with "/"
    language: str | None = None
    author: Person | None = None
    timezone: tzinfo | None = None

    def over(self, other: "SiteSettings") -> "SiteSettings":
        """Return the values of this one, and those of `other` where it has none."""
        values = {name: value for name in self.__struct_fields__ if (value := getattr(self, name)) is not None}
        return replace(other, **values)


class SourceSettings(Struct, frozen=True, kw_only=True):
    """One folder or file of articles."""

    path: Path  # absolute: a folder, or a file that holds many articles
    format: str = ""  # "": found by its content
    timezone: tzinfo | None = None  # of dates without one; None: that of the settings
    include: tuple[str, ...] = ()  # globs relative to the folder
    exclude: tuple[str, ...] = ()  # globs relative to the folder
    future: Future | None = None  # what happens to articles of the future; None: what the dialect does
    hold_future: bool = False  # articles of the future wait
    id_prefix: str = ""  # stands before each id
    ids: str = ""  # the rule of ids; "": that of the settings
    dialect: str = "auto"  # as in the settings, like the next three
    permalink: str | None = None
    fields: Mapping[str, FieldRule] = {}
    built: BuiltSite | None = None
    media: tuple[MediaFolder, ...] = ()  # folders of files that the settings name
    select: str | None = None  # CSS selector of the main part of a page of a built site
    root: Path | None = None  # its entry of `sources`, or the built site; None: the settings of the site hold

    @property
    def differs(self) -> bool:
        """Whether anything in it shapes an article other than the settings do."""
        return bool(self.timezone or self.id_prefix or self.ids or self.hold_future or self.root)

    @property
    def is_html(self) -> bool:
        """Whether its articles are the pages of a built site."""
        return self.format == HTML

    @property
    def digest(self) -> bytes:
        """What tells the articles of two sources with the same bytes apart for the cache."""
        parts = (self.timezone, self.id_prefix, self.ids, self.is_html, self.select)
        rules = (self.dialect, self.permalink, self.fields, self.built.digest if self.built else b"")
        return repr((*parts, *rules)).encode("utf-8", "surrogatepass")


class Settings(Struct, frozen=True, kw_only=True):
    """Everything that flags and settings files set. Paths are absolute."""

    site: Site | None  # None: no address of the site is known
    source: Path  # folder of the articles
    timezone: tzinfo | None  # of dates without one; None: such a date is an error
    out: Path  # folder of the feeds
    include: tuple[str, ...] = ()  # globs relative to source
    exclude: tuple[str, ...] = ()  # globs relative to source
    hold_future: bool = False  # articles of the future wait
    formats: tuple[str, ...] = FORMATS
    feeds: tuple[FeedSettings, ...] = (FeedSettings(),)
    aliases: Mapping[str, Mapping[str, str]] = {}  # by placeholder: the name of each alias, in the form of `names.fold`
    pages: PageSettings | None = PageSettings()  # None: none are written
    stylesheet: str | None = None  # of feeds in XML: an absolute address; "": our own; None: none
    hubs: tuple[str, ...] = ()  # WebSub hubs, absolute
    ids: Mapping[str, str] = {}  # by permalink: the id under which an article was published
    ids_file: Path | None = None  # the file of those ids
    tombstones: bool = False  # whether Atom lists withdrawn articles
    dialect: str = "auto"  # whose field names and rules the articles follow; auto: recognised by files
    permalink: str | None = None  # the rule of addresses: /blog/{slug}/; None: that of the dialect
    fields: Mapping[str, FieldRule] = {}  # by field: where it comes from
    future: Future | None = None  # for articles of the future; None: the default of the dialect
    built: BuiltSite | None = None  # the finished pages that bodies come from; None: bodies come from the sources
    media: tuple[MediaFolder, ...] = ()  # folders of files that `source` names
    own_site: SiteSettings = SiteSettings()  # from flags and `outfeed.yaml`
    foreign_site: SiteSettings = SiteSettings()  # from Jekyll's or Hugo's settings near the articles
    source_site: SourceSite | None = None  # the site as its dialect reads it; None: no dialect has looked
    file: Path | None = None  # the outfeed.yaml of this run
    whole_source: Path | None = None  # the folder of articles that the settings file names; None: there is no file
    base: Path = Path()  # folder of the settings, else of the articles: .outfeed lies in it
    sources: tuple[SourceSettings, ...] = ()  # of the list of sources; empty: `source` alone
    source_sites: Mapping[Path, SourceSite] = {}  # of the entries of `sources`, by their paths
    format: str = ""  # of `source`; "": found by its content
    is_format_recognised: bool = False  # whether no settings name it: the folder holds a finished site alone
    id_prefix: str = ""  # of `source`
    id_rule: str = ""  # of `source`: what ids are made of; "" where nobody says it
    select: str | None = None  # of `source`: CSS selector of the main part of a page of a built site
    page_root: Path | None = None  # of `source`: the folder that the pages of a built site lie in
    lint: LintSettings = LintSettings()  # which rules about documents count, and how much

    @property
    def has_show(self) -> bool:
        """Whether a feed is a podcast, so that articles may be episodes."""
        return any(each.podcast for each in self.feeds)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The folders and files to read articles from, unless the command line names others."""
        return tuple(each.path for each in self.sources) or (self.source,)

    def of_source(self, path: Path) -> SourceSettings:
        """Return the settings of the source at the absolute `path`."""
        if self.sources:
            source = next(
                (source for source in self.sources for place in (path, *path.parents) if source.path == place), None
            )
            if source is None or source.path == path:
                return source or SourceSettings(path=path)
            inherited = source.format if source.is_html else ""
            return replace(source, path=path, format=inherited, include=(), exclude=())
        own = self.format if path == self.source or self.format == HTML else ""
        return SourceSettings(
            path=path,
            format=own,
            include=self.include,
            exclude=self.exclude,
            id_prefix=self.id_prefix,
            built=self.built,
            media=self.media,
            select=self.select,
            root=(self.page_root or self.source) if own == HTML else None,
        )

    def site_of(self, source: SourceSettings) -> SourceSite | None:
        """What is known of the site that the articles of `source` belong to."""
        return self.source_sites.get(source.root, self.source_site) if source.root else self.source_site

    @property
    def media_folders(self) -> MediaFolders:
        """The folders of files that `source` names."""
        return MediaFolders(base=str(self.base), folders=self.media)

    def in_place(self, source: SourceSettings | None) -> "Settings":
        """The settings with what holds for the articles of `source` alone in place of what holds for all."""
        if source is None:
            return self
        own = self.source_sites.get(source.root) if source.root else None
        site = own or self.source_site
        if site is not None and source.ids:
            site = replace(site, ids=source.ids)
        built = self.built if own is None else source.built
        media = self.media if own is None else source.media
        return replace(self, timezone=source.timezone or self.timezone, source_site=site, built=built, media=media)

    @property
    def built_sites(self) -> tuple[BuiltSite, ...]:
        """The folders of finished pages that bodies are taken from."""
        of_sources = [each.built for each in self.sources]
        return tuple(each for each in (self.built, *of_sources) if each is not None)
