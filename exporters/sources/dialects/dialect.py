"""Dialect: how one generator's authors write articles, as data with a few rules."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol

from msgspec import Struct, field

from exporters.bodies.markdown.rules import MarkdownRules
from exporters.bodies.marks.mark_rules import MarkRules
from exporters.settings.source_site import SourceSite
from exporters.sources.dialects.file_rules import FileRules
from exporters.sources.frontmatter.parts import FrontMatterFormat
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import KeyPath, YamlDocument

if TYPE_CHECKING:
    from exporters.sources.addresses.parts import AddressParts
    from exporters.sources.dialects.dates import Dated
    from exporters.sources.dialects.site_folder import SiteFolder, SiteReading

Splitting = Literal["whole", "words", "commas", "names"]  # of a text where a list is wanted; names: at ; else at ,


class TopicName(NamedTuple):
    """A key that holds topics."""

    name: str
    split: Splitting = "whole"


class NameParts(NamedTuple):
    """What the name of a file says."""

    slug: str  # the name without date and suffix
    date: str = ""  # 2024-01-31; "" where the name has none


class ValueSource(NamedTuple):
    """What gives a value, or the key of one, other than the names that the dialect has for a field."""

    kind: Literal["settings", "given", "authors", "name", "folder", "heading", "default"]
    name: str = ""  # of the field in our settings, of the key that is given, of the setting


class FieldValue(NamedTuple):
    """A value, and where it stands."""

    value: Any
    path: KeyPath | None  # in the front matter; None: it is given from elsewhere
    source: ValueSource | None = None  # what gives it, where that is not the front matter alone


FROM_NAME: Final = ValueSource("name")
FROM_FOLDER: Final = ValueSource("folder")


def labelled(values: object, label: str) -> dict[str, str]:
    """The keys of a mapping, each with `label` as its value."""
    return dict.fromkeys(values, label) if isinstance(values, Mapping) else {}


class DialectArticle(Protocol):
    """What the rules of a dialect may ask of one article."""

    document: YamlDocument
    body: str
    path: str  # below the folder of the site
    dialect: "Dialect"
    site: SourceSite

    def own(self, name: str) -> FieldValue | None:
        """The value at `a.b` in the front matter; None where there is none."""

    def given(self, name: str) -> FieldValue | None:
        """The value at `a.b` that is given from elsewhere, such as Jekyll's `defaults`."""

    def find(self, *names: str) -> FieldValue | None:
        """The value of the first of `names` that the front matter has, else of the first that is given elsewhere."""

    def text(self, *names: str) -> str:
        """The same as text, as it is written; "" where there is none, or it is a list or a mapping."""

    def flag(self, *names: str) -> bool | None:
        """The same as true or false; None where it is neither, or nothing."""

    def address_parts(self, **others: Any) -> "AddressParts":
        """What an address is made of; `others` are parts by name that the dialect knows better."""

    def entries(self, found: FieldValue, split: Splitting = "whole") -> Iterator[FieldValue]:
        """The entries of a list, or of a text that stands for one; a list in a list is taken apart too."""

    def named(self, *names: TopicName) -> list[FieldValue]:
        """The topics under these keys, each with its place."""

    @property
    def parts(self) -> NameParts:
        """What the name of the file says."""

    @property
    def title(self) -> str:
        """The title as text, "" where there is none."""

    @property
    def categories(self) -> list[str]:
        """The categories as the generator has them."""

    @property
    def day(self) -> datetime | None:
        """The date in the zone that addresses are made in."""

    @property
    def folders(self) -> Sequence[str]:
        """The folders that the file lies in, below the folder of the site."""


_APART: Final = lazy_regex(r"[\W_]+")


def slugify(text: str) -> str:
    """Small letters and digits of all scripts, with one `-` between words."""
    return _APART.sub("-", unicodedata.normalize("NFC", text).lower()).strip("-")


def never(_site: SourceSite) -> bool:
    """Return False."""
    return False


def usual_marks(_site: SourceSite) -> MarkRules:
    """Return the template marks of a generator that has no template language of its own."""
    return MarkRules(languages=("everyday",))


def usual_markdown(_site: SourceSite) -> MarkdownRules:
    """Return the Markdown that GitHub reads, with footnotes."""
    return MarkdownRules()


def no_file_rules(_site: SourceSite) -> FileRules:
    """Return the rules of a site whose generator is not known to publish any file but those of bundles."""
    return FileRules()


def whole_site(_site: SourceSite) -> Sequence[tuple[str, str]]:
    """Return the folder of the site: its files are published at the home page, by their paths."""
    return [("/", "")]


def path_itself(path: str, _site: "SourceSite") -> str:
    """Return `path`: articles may lie anywhere."""
    return path


class Dialect(Struct, frozen=True, kw_only=True):
    """What there is to know of one generator. A plugin registers one in the entry-point group `outfeed.dialects`.

    Functions get a value of one site or of one article, and ask neither the clock nor the disk; only `recognise` and
    `read_site` look into the folder of the site.
    """

    name: str
    documentation: str  # the page that the data below comes from
    recognise: "Callable[[SiteFolder], str]"  # what the site is recognised from, "" where it is another's
    read_site: "Callable[[SiteFolder], SiteReading]"  # what the settings and data of the site say
    is_article: "Callable[[str, SourceSite], bool]"  # by its path below the folder of the site
    rule: "Callable[[SourceSite], str]"  # the rule of addresses, as messages show it; "" where none is known
    address: "Callable[[DialectArticle], str]"  # below the home page, or absolute; "": none known. Raises AddressError
    name_parts: "Callable[[str, SourceSite], NameParts]"
    is_held: "Callable[[DialectArticle], bool]"  # a draft, hidden or private
    slugify: Callable[[str], str] = slugify
    below: "Callable[[str, SourceSite], str]" = path_itself  # the path of a file below the folder of the articles
    suffixes: tuple[str, ...] = (".md", ".markdown", ".html")
    other_suffixes: tuple[str, ...] = ()  # of articles that are not read
    formats: frozenset[FrontMatterFormat] = frozenset({FrontMatterFormat.YAML})  # of front matter
    needs_front_matter: bool = True  # whether an article has some
    passed_over: frozenset[str] = frozenset()  # folders without articles at the top of a site: the built site, themes
    entered: frozenset[str] = frozenset()  # folders that hold articles, though their names are usually passed over
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by Outfeed's name: keys, the best one first
    tags: tuple[TopicName, ...] = (TopicName("tags"),)
    categories: "Callable[[DialectArticle], list[FieldValue]]"  # topics that come after the tags
    authors: tuple[str, ...] = ("author", "authors")
    author_split: Splitting = "whole"
    has_one_category: bool = False  # so that it is the category, and no topic
    images: tuple[str, ...] = ("image",)
    enclosures: tuple[str, ...] = ()  # further keys of files than `enclosure`, `audio`, `video`, `attachments`
    static_folders: "Callable[[SourceSite], Sequence[tuple[str, str]]]" = whole_site  # below which path of the site the
    # files of which folder of it are published as they are
    known: frozenset[str] = frozenset()  # further keys that the generator gives a meaning
    date_key: str = "date"  # what messages call the date where the article has none
    address_keys: tuple[str, ...] = ("permalink", "url")  # that hold an address or its pattern, the best one first
    adds_base: bool = False  # whether a picture at /x lies below the home page, and not at the root of its host
    folds_keys: bool = False  # whether the case of a key means nothing
    merges_lists: bool = False  # whether topics from elsewhere stand before those of the article
    given: "Callable[[str, SourceSite], Mapping[str, object]] | None" = None  # values from elsewhere, for a path
    label_given: "Callable[[SourceSite], SourceSite] | None" = None  # puts what gives a value in its place, for people
    authors_by_key: "Callable[[SourceSite], Mapping[str, object]] | None" = None  # what an author's key stands for
    read_date: "Callable[[str, bool, tzinfo], Dated] | None" = None  # of a text, in quotes or not, by the site's zone
    dated_by: "Callable[[DialectArticle], FieldValue | None] | None" = None  # where names in order are not enough
    day_by: "Callable[[DialectArticle], FieldValue | None] | None" = None  # the date in addresses, where it is another
    zone_of: "Callable[[DialectArticle], str] | None" = None  # the zone of one article's dates, "": that of the site
    other_language: "Callable[[str, SourceSite], str] | None" = None  # of a post that feeds leave out for its language
    is_page: "Callable[[DialectArticle], bool] | None" = None  # whether what stands in it says that it is no article
    days_in_site_zone: bool = False  # whether addresses take the day in the zone of the site, however it is written
    opens: tuple[str, ...] = ()  # keys with the moment from which an article is public; without: its date
    expires: tuple[str, ...] = ()  # keys with the moment from which it is not public any more
    holds_future: Callable[[SourceSite], bool] = never  # the default of source.future
    feed_ids: str = "permalink"  # the rule of ids in the generator's own feed
    formatted: frozenset[str] = frozenset()  # keys of excerpts that are written as bodies are
    divider: "Callable[[DialectArticle], re.Pattern[str] | None] | None" = None  # what ends the summary in a body
    marks: Callable[[SourceSite], MarkRules] = usual_marks  # template marks in bodies, as the settings of the site say
    file_rules: "Callable[[SourceSite], FileRules]" = no_file_rules  # where pictures and other files are published
    markdown: Callable[[SourceSite], MarkdownRules] = usual_markdown  # that its bodies are written in, likewise
    title_from: Literal["", "slug", "name", "file", "heading"] = ""  # where an article without title has it from
