"""SiteFolder: the files that say what a site is. Settings written in a programming language are read, never run."""

import json
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

from msgspec import Struct

from exporters.errors import ArticleError, SettingsError
from exporters.settings.find import check_mapping, parse_toml, read_text, settings_error
from exporters.settings.values import SiteSettings
from exporters.sources.dialects import literals
from exporters.support.lazy_regex import lazy_regex
from exporters.support.paths import leads_out, shown_path

_TAG: Final = lazy_regex(r"(?<=[:\-,\[] )!(?:![\w/:.-]+|[\w-]+)")
_SECOND: Final = lazy_regex(r"(?<=\n)---[ \t]*(?:\r?\n|\Z)(?=\s*\Z)")  # an empty second document, as after front matter
_MOST_FILES: Final = 100_000  # of a site that are looked at for data
_HIDDEN: Final = frozenset({"node_modules", "__pycache__"})


def read_settings(file: Path) -> Any:
    """A YAML file without its tags, such as `!!python/name:…` and `!ENV`: what they call is never run.

    Raises SettingsError.
    """
    from exporters.yamldoc.document import read_yaml  # PyYAML takes its time, and few sites have such a file

    text = _TAG.sub("", _SECOND.split(read_text(file), 1)[0])
    try:
        value = read_yaml(text).value
    except ArticleError as error:
        raise SettingsError([each.at(shown_path(file)) for each in error.diagnostics]) from error
    check_mapping(file, value if value is not None else {})
    return value or {}


class SiteReading(Struct, frozen=True, kw_only=True):
    """What the settings and data of a site say."""

    known: SiteSettings = SiteSettings()  # of the site itself
    settings: Mapping[str, Any] = {}  # of the generator
    data: Mapping[str, Any] = {}  # what articles take from other files
    has_feed: bool = False  # whether the site has a feed of its generator, as far as its files tell


class FileSearch(NamedTuple):
    """Which files below a folder were looked for."""

    below: str
    names: tuple[str, ...]  # what their names end with

    def finds(self, path: str) -> bool:
        """Whether a file is one of them."""
        return path.startswith(f"{self.below}/" if self.below else "") and path.endswith(self.names)


class SiteFolder:
    """A folder that may be the root of a site."""

    def __init__(self, path: Path) -> None:
        """`path` is absolute."""
        self.path = path
        self.asked = set[str]()  # the names of files that were asked for, there or not
        self.searches = list[FileSearch]()
        self.links_out = dict[str, None]()  # links that lead out of the folder: what they lead to is never read

    def has(self, *names: str) -> str:
        """The first of `names` that is there, "" where none is. A link that leads out of the folder is not."""
        self.asked.update(names)
        return next((name for name in names if self._is_here(name)), "")

    def _is_here(self, name: str) -> bool:
        if not os.path.lexists(self.path / name):
            return False
        if is_outside := leads_out(self.path / name, self.path):
            self.links_out[name] = None
        return not is_outside

    def has_folder(self, name: str) -> bool:
        """Whether `name` is a folder in here."""
        return (self.path / name).is_dir()

    def text(self, name: str) -> str:
        """The text of a file, "" where there is none. Raises SettingsError where it can't be read."""
        return read_text(self.path / name) if self.has(name) else ""

    def mentions(self, name: str, word: str) -> bool:
        """Whether a file is there, can be read, and holds `word`."""
        try:
            return word in self.text(name)
        except SettingsError:
            return False

    def mapping(self, name: str) -> dict[str, Any]:
        """What a YAML, TOML or JSON file holds, empty where there is none. Raises SettingsError."""
        if not name or not self.has(name):
            return {}
        file = self.path / name
        if file.suffix in (".yml", ".yaml"):
            return dict(read_settings(file))
        kind, parse = ("JSON", json.loads) if file.suffix == ".json" else ("TOML", parse_toml)
        try:
            value = parse(read_text(file))
        except (ValueError, RecursionError) as error:
            raise settings_error(file, "settings-syntax", f"not valid {kind}", f"write valid {kind}") from error
        check_mapping(file, value)
        return dict(value)

    def lenient_mapping(self, name: str) -> dict[str, Any]:
        """The same, empty where it can't be read."""
        try:
            return self.mapping(name)
        except SettingsError:
            return {}

    def python(self, name: str) -> dict[str, Any]:
        """The literals that a Python file gives to names at its top. Raises SettingsError."""
        return literals.of_python(self.text(name))

    def javascript(self, name: str) -> dict[str, str]:
        """The texts that a JavaScript or TypeScript file gives to keys. Raises SettingsError."""
        return literals.of_javascript(self.text(name))

    def find(self, below: str, names: tuple[str, ...]) -> Iterator[str]:
        """Each file below the folder `below` whose name ends with one of `names`, as a path from here, in order.

        A link that leads out of the folder is none of them.
        """
        search = FileSearch(below, names)
        self.searches.append(search)
        return (each for each in self._files if search.finds(each) and not self._is_link_out(each))

    def _is_link_out(self, name: str) -> bool:
        """Whether a file of the walk, which enters no links, is a link that leads out."""
        return (self.path / name).is_symlink() and not self._is_here(name)

    @cached_property
    def _files(self) -> list[str]:
        found: list[str] = []
        for folder, folders, files in os.walk(self.path):
            folders[:] = sorted(each for each in folders if each not in _HIDDEN and not each.startswith("."))
            below = os.path.relpath(folder, self.path).replace(os.sep, "/")
            found += (each if below == "." else f"{below}/{each}" for each in files)
            if len(found) > _MOST_FILES:
                break
        return sorted(found)
