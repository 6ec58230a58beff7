"""SourceSite: the site whose articles a run reads. It is plain data, so worker processes can receive it."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class FieldRule(Struct, frozen=True, kw_only=True):
    """The source of a field of the articles, by our settings: keys, a constant, or a pattern."""

    names: tuple[str, ...] = ()  # keys of the front matter, best first; `author.name` is a key in a mapping
    value: Any = None
    pattern: str | None = None  # with keys and parts of the file's name: {series} {slug}


class SourceSite(Struct, frozen=True, kw_only=True):
    """One site: its dialect, its address and the settings of its generator."""

    dialect: str = "plain"
    sign: str = (
        ""  # the file that the generator was recognised by; "": settings name the dialect, or none was recognised
    )
    is_given: bool = False  # whether the settings or a flag name the dialect
    root: str = ""  # absolute path of the folder of the site
    url: str = ""  # of the home page; ends with "/"
    zone: str = ""  # of dates without one, by the settings; "": they name none
    settings: Mapping[str, Any] = {}  # of the generator
    data: Mapping[str, Any] = {}  # values of articles from other files
    permalink: str | None = None  # the rule of addresses in our settings
    fields: Mapping[str, FieldRule] = {}  # which keys our settings read a field from
    ids: str = ""  # the rule of ids in our settings; "" where they name none
    has_feed: bool = False  # whether the generator writes a feed of its own, as far as its files tell
    links_out: tuple[str, ...] = ()  # files of the generator that are links out of the folder, which were not read
    include: tuple[str, ...] = ()  # the patterns of source.include
    takes_all: bool = False  # whether source.include names the files, so that further folders hold articles

    @property
    def is_everyday(self) -> bool:
        """Whether articles use only Outfeed's own names."""
        return self.dialect == "everyday"

    @property
    def is_recognised(self) -> bool:
        """Whether a generator was recognised or named, so its rules apply to every article with its names."""
        return self.is_given or bool(self.sign)

    @property
    def digest(self) -> bytes:
        """What tells two sites apart for the cache: all of it but where it lies, with the order of keys."""
        parts = [(name, _sorted_sets(getattr(self, name))) for name in self.__struct_fields__ if name != "root"]
        return repr(parts).encode("utf-8", "surrogatepass")

    def includes_language(self, language: str) -> bool:
        """Return whether a pattern of `source.include` names the files of a language: `**/*.de.md`, `content/de/**`."""
        patterns = [f"/{each.lower()}" for each in self.include]
        return any(f".{language}." in each or f"/{language}/" in each for each in patterns)

    def within(self, path: str) -> str:
        """Return the path of a file relative to the folder of the site; its name if it is outside the folder."""
        if path.startswith(f"{self.root}/"):
            return path[len(self.root) + 1 :]
        return path.rpartition("/")[2]

    def setting(self, path: str, default: Any = None) -> Any:
        """Return the setting of the generator at `path`, such as `a.b`; `default` if it has none."""
        value: Any = self.settings
        for part in path.split("."):
            if not isinstance(value, Mapping) or part not in value:
                return default
            value = value[part]
        return value


def _sorted_sets(value: Any) -> Any:
    """`value` with a sorted list for each set, whose own order is another one in every process."""
    if isinstance(value, Mapping):
        return {key: _sorted_sets(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)([_sorted_sets(each) for each in value])
    return ("set", sorted(map(repr, value))) if isinstance(value, (set, frozenset)) else value
