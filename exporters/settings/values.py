"""Settings: what a run goes by, complete and checked."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from exporters.model.article import Person
from exporters.model.site import Site
from exporters.settings.built_site import BuiltSite
from exporters.settings.source_formats import HTML
from exporters.settings.source_site import FieldRule, SourceSite

FORMATS: Final = ("rss", "atom", "json", "csv")  # what a feed is written in where nobody says otherwise
LIMIT: Final = 50  # articles of a feed where nobody says otherwise


Order = Literal["newest", "updated", "heat", "quality", "source"]
Content = Literal["full", "excerpt"]
Period = Literal["month", "year"]
Future = Literal["export", "hold"]


class Condition(Struct, frozen=True, kw_only=True):
    """What a field of an article has to be. Each part that is given must hold."""

    field: str  # of the model: topics, provider.domain, extra.series
    any_of: tuple[str | int | float | bool, ...] = ()  # one of these
    none_of: tuple[str | int | float | bool, ...] = ()  # none of these
    text: tuple[str, ...] = ()  # holds one of these, whatever the case
    least: int | float | None = None
    most: int | float | None = None
    after: datetime | None = None  # UTC: at this moment or later
    before: datetime | None = None  # UTC: earlier than this
    has: bool | None = None  # whether it is given at all


class FeedSettings(Struct, frozen=True, kw_only=True):
    """One feed that is wanted, or one for each value of the placeholders in its path."""

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
    max_bytes: int | None = None  # of each document; None: no bound
    archive: Period | None = None  # what older entries are archived by
    language: str | None = None  # BCP 47; None: the site's
    copyright: str | None = None  # plain text
    icon: str | None = None  # absolute address of a square picture
    ttl: int | None = None  # minutes for which a reader need not ask again
    line: int = 0  # where it stands in the settings file, with the next one
    column: int = 0


class PageSettings(Struct, frozen=True, kw_only=True):
    """What the pages beside the feeds look like."""

    images: bool = False  # pictures of articles, from where they are
    templates: Path | None = None  # folder of templates that replace ours


class ForeignSettings(Struct, frozen=True, kw_only=True):
    """What one settings file tells about a site; None where it tells nothing."""

    title: str | None = None
    description: str | None = None
    url: str | None = None  # ends with "/"
    feeds_url: str | None = None  # ends with "/"
    language: str | None = None
    author: Person | None = None
    timezone: tzinfo | None = None

    def over(self, other: "ForeignSettings") -> "ForeignSettings":
        """Each value of this one, else that of `other`."""
        mine = {name: value for name in self.__struct_fields__ if (value := getattr(self, name)) is not None}
        return replace(other, **mine)


class SourceSettings(Struct, frozen=True, kw_only=True):
    """One place that articles come from."""

    path: Path  # absolute: a folder, or a file that holds many articles
    format: str = ""  # "": found by its content
    timezone: tzinfo | None = None  # of dates without one; None: that of the settings
    include: tuple[str, ...] = ()  # globs relative to the folder
    exclude: tuple[str, ...] = ()  # globs relative to the folder
    future: Future | None = None  # what happens to articles of the future; None: what the dialect does
    hold_future: bool = False  # articles of the future wait
    id_prefix: str = ""  # stands before each id
    dialect: str = "auto"  # as in the settings, like the next three
    permalink: str | None = None
    fields: Mapping[str, FieldRule] = {}
    built: BuiltSite | None = None
    select: str | None = None  # CSS selector of the main part of a page of a built site
    root: Path | None = None  # the entry of `sources` around it, or the built site; None: what holds for all

    @property
    def differs(self) -> bool:
        """Whether anything in it shapes an article other than the settings do."""
        return bool(self.timezone or self.id_prefix or self.hold_future or self.root)

    @property
    def is_html(self) -> bool:
        """Whether its articles are the pages of a built site."""
        return self.format == HTML


class Settings(Struct, frozen=True, kw_only=True):
    """Everything that flags and settings files decide. Paths are absolute."""

    site: Site | None  # None: no address of the site is known
    source: Path  # folder of the articles
    timezone: tzinfo | None  # of dates without one; None: such a date is an error
    out: Path  # folder of the feeds
    include: tuple[str, ...] = ()  # globs relative to source
    exclude: tuple[str, ...] = ()  # globs relative to source
    hold_future: bool = False  # articles of the future wait
    formats: tuple[str, ...] = FORMATS
    feeds: tuple[FeedSettings, ...] = (FeedSettings(),)
    aliases: Mapping[str, Mapping[str, str]] = {}  # by placeholder: a name in small letters, and the one it stands for
    pages: PageSettings | None = PageSettings()  # None: none are written
    stylesheet: str | None = None  # of feeds in XML: an absolute address; "": our own; None: none
    hubs: tuple[str, ...] = ()  # WebSub hubs, absolute
    ids: Mapping[str, str] = {}  # by permalink: the id under which an article was published
    ids_file: Path | None = None  # where those are written
    tombstones: bool = False  # Atom tells of articles that were withdrawn
    dialect: str = "auto"  # whose names and rules the articles have; auto: recognised by the files of the site
    permalink: str | None = None  # the rule of addresses: /blog/{slug}/; None: that of the dialect
    fields: Mapping[str, FieldRule] = {}  # by field: where it comes from
    future: Future | None = None  # what happens to articles of the future; None: what the dialect does
    built: BuiltSite | None = (
        None  # the finished pages that bodies are taken from; None: bodies are those of the sources
    )
    said: ForeignSettings = ForeignSettings()  # what flags and our own settings say of the site
    neighbour: ForeignSettings = ForeignSettings()  # what Jekyll's or Hugo's settings beside the articles say
    source_site: SourceSite | None = None  # what is known of the site by its dialect; None: nothing was looked at
    file: Path | None = None  # the outfeed.yaml that was used
    base: Path = Path()  # folder of the settings, else of the articles: .outfeed lies in it
    sources: tuple[SourceSettings, ...] = ()  # of the list of sources; empty: `source` alone
    source_sites: Mapping[Path, SourceSite] = {}  # of the entries of `sources`, by their paths
    format: str = ""  # of `source`; "": found by its content
    id_prefix: str = ""  # of `source`
    select: str | None = None  # of `source`: CSS selector of the main part of a page of a built site
    page_root: Path | None = None  # of `source`: the folder that the pages of a built site lie in

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where articles are read from, where nobody names another place."""
        return tuple(each.path for each in self.sources) or (self.source,)

    def of_source(self, path: Path) -> SourceSettings:
        """What holds for the source at `path`, which is absolute."""
        if self.sources:
            around = next(
                (each for each in self.sources for place in (path, *path.parents) if each.path == place), None
            )
            if around is None or around.path == path:
                return around or SourceSettings(path=path)
            inherited = around.format if around.is_html else ""
            return replace(around, path=path, format=inherited, include=(), exclude=())
        own = self.format if path == self.source or self.format == HTML else ""
        return SourceSettings(
            path=path,
            format=own,
            include=self.include,
            exclude=self.exclude,
            id_prefix=self.id_prefix,
            built=self.built,
            select=self.select,
            root=(self.page_root or self.source) if own == HTML else None,
        )

    def site_of(self, source: SourceSettings) -> SourceSite | None:
        """What is known of the site that the articles of `source` belong to."""
        return self.source_sites.get(source.root, self.source_site) if source.root else self.source_site

    @property
    def built_sites(self) -> tuple[BuiltSite, ...]:
        """The folders of finished pages that bodies are taken from."""
        of_sources = [each.built for each in self.sources]
        return tuple(each for each in (self.built, *of_sources) if each is not None)
