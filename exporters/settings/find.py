"""Find and read the settings file of a folder: the one in it, or the nearest in a folder above."""

import errno
import stat
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import ArticleError, SettingsError
from exporters.support.files import NotRegularError, read_regular
from exporters.support.lazy_regex import lazy_regex
from exporters.support.paths import absolute, leads_out, shown_path
from exporters.yamldoc.positions import YamlDocument

_MOST_DOTS: Final = 64  # tomllib takes time that grows with the square
_KEY_DOTS: Final = lazy_regex(  # dots between parts of a key, each `bare`, "quoted" or 'literal'
    r"""(?>(?:(?<![\w"'\\-])(?:[\w-]++|"(?>(?:[^"\\\n]|\\.){0,60})"|'[^'\n]{0,60}+')[ \t]*+\.[ \t]*+)+)"""
)
LARGEST: Final = 1_000_000  # bytes; a real one has a few thousand


def read_text(file: Path, most: int = LARGEST) -> str:
    """Return the text of a settings file of at most `most` bytes. Raises SettingsError if it is not readable."""
    try:
        data = read_regular(file, most)
    except FileNotFoundError:
        raise settings_error(
            file, "settings-missing", "there is no such file", "name a settings file that exists"
        ) from None
    except NotRegularError as error:
        raise settings_error(
            file, "settings-unreadable", "not a regular file", "name a file, not a pipe or a device"
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise settings_error(
            file, "settings-unreadable", f"can't be read: {reason}", "name a file that may be read"
        ) from error
    if len(data) > most:
        raise settings_error(
            file, "settings-large", f"larger than {most // 1_000_000} MB", "write only settings, no articles"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        raise settings_error(file, "settings-encoding", message, "save the file as UTF-8", line, column) from None


def read_yaml_file(file: Path, most: int = LARGEST) -> YamlDocument:
    """Return a settings file of at most `most` bytes as a YAML mapping. Raises SettingsError if it is not one."""
    from exporters.yamldoc.document import read_yaml  # PyYAML takes its time, and flags may say all

    try:
        document = read_yaml(read_text(file, most))
    except ArticleError as error:
        path = shown_path(file)
        raise SettingsError([diagnostic.at(path) for diagnostic in error.diagnostics]) from error
    check_mapping(file, document.value if document.value is not None else {})
    return document


def check_mapping(file: Path, value: Any) -> None:
    """Raise SettingsError if the top level of `file` is not a mapping."""
    if not isinstance(value, dict):
        message = "a list, not a mapping" if isinstance(value, list) else "text, not a mapping"
        raise settings_error(file, "settings-no-mapping", message, "write keys such as site: {title: …}", 1, 1)


def settings_error(file: Path, rule: str, message: str, fix: str, line: int = 0, column: int = 0) -> SettingsError:
    """Return an error about `file`, at `line` and `column` (0: about the whole file)."""
    return SettingsError(
        Diagnostic(
            rule=rule,
            message=message,
            fix=fix,
            path=shown_path(file),
            line=line,
            column=column,
        )
    )


def parse_toml(text: str) -> dict[str, Any]:
    """Return the contents of a TOML file. Raises ValueError if it is invalid, or a key has more than 64 parts."""
    if any(match[0].count(".") > _MOST_DOTS for match in _KEY_DOTS.finditer(text)):
        raise ValueError(f"a key of more than {_MOST_DOTS} parts")
    return tomllib.loads(text)


OWN_NAMES: Final = ("outfeed.yaml", "outfeed.yml")
FOREIGN_NAMES: Final = (
    "_config.yml",
    "_config.yaml",
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
)
_MISSING_ERRNOS: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG})


def find_own(start: Path) -> Path | None:
    """Return the `outfeed.yaml` in `start` or the nearest folder above it; None if there is none."""
    return next((file for folder in _upwards(start) for name in OWN_NAMES if _is_file(file := folder / name)), None)


def find_foreign(start: Path) -> Path | None:
    """Return the settings file of Jekyll or Hugo in `start` or the nearest folder above; None if there is none."""
    candidates = (folder / name for folder in _upwards(start) for name in FOREIGN_NAMES)
    return next((file for file in candidates if _is_foreign(file)), None)


def _is_foreign(file: Path) -> bool:
    """Return whether `file` is settings of a site, and no link that leads out of its folder."""
    return _is_file(file) and not leads_out(file, file.parent) and _is_settings_file(file)


def find_project(start: Path) -> Path | None:
    """Return the folder that holds `.git`, at `start` or above it; None if there is none."""
    *_, top = _upwards(start)
    return top if _exists(top / ".git") else None


def _upwards(start: Path) -> Iterator[Path]:
    """Yield `start` and the folders above it, up to the one that holds `.git`: above is another project."""
    first = absolute(start)
    for folder in (first, *first.parents):
        yield folder
        if _exists(folder / ".git"):
            return


def _is_settings_file(file: Path) -> bool:
    """Return whether `file` is settings of a site: many programs have a `config.toml`, but Hugo's names its site."""
    if file.name != "config.toml":
        return True
    try:
        keys = {key.lower() for key in parse_toml(read_text(file))}
    except (SettingsError, ValueError, RecursionError):
        return False
    return bool(keys & {"baseurl", "title"})


def _is_file(path: Path) -> bool:
    """Return whether there is a file at `path`; True if access fails too, since reading it then reports why."""
    try:
        return not stat.S_ISDIR(path.stat().st_mode)
    except ValueError:  # a name that no file can have
        return False
    except OSError as error:
        return error.errno not in _MISSING_ERRNOS


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
