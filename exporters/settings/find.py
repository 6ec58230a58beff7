"""Finds the settings file of a folder: its own or, going upwards, the nearest."""

import errno
import re
import stat
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import ArticleError, SettingsError
from exporters.support.files import NotRegularError, read_regular
from exporters.support.paths import absolute, shown_path
from exporters.yamldoc.document import read_yaml
from exporters.yamldoc.positions import YamlDocument

_MOST_DOTS: Final = 64  # reading takes time that grows with the square
_DOTTED: Final = re.compile(  # dots between parts of a key, each `bare`, "quoted" or 'literal'
    r"""(?>(?:(?<![\w"'\\-])(?:[\w-]++|"(?>(?:[^"\\\n]|\\.){0,60})"|'[^'\n]{0,60}+')[ \t]*+\.[ \t]*+)+)"""
)
LARGEST: Final = 1_000_000  # bytes; a real one has a few thousand


def text_of(file: Path, most: int = LARGEST) -> str:
    """The text of a settings file of at most `most` bytes. Raises SettingsError where it can't be had."""
    try:
        data = read_regular(file, most)
    except FileNotFoundError:
        raise refused(file, "settings-missing", "there is no such file", "name a settings file that exists") from None
    except NotRegularError as error:
        raise refused(
            file, "settings-unreadable", "not a regular file", "name a file, not a pipe or a device"
        ) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a file name"
        raise refused(file, "settings-unreadable", f"can't be read: {why}", "name a file that may be read") from error
    if len(data) > most:
        raise refused(file, "settings-large", f"larger than {most // 1_000_000} MB", "write only settings, no articles")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        seen = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        raise refused(file, "settings-encoding", seen, "save the file as UTF-8", line, column) from None


def yaml_of(file: Path, most: int = LARGEST) -> YamlDocument:
    """A settings file of at most `most` bytes as YAML, a mapping. Raises SettingsError where it is none."""
    try:
        document = read_yaml(text_of(file, most))
    except ArticleError as error:
        path = shown_path(file)
        raise SettingsError([each.at(path) for each in error.diagnostics]) from error
    check_mapping(file, document.value if document.value is not None else {})
    return document


def check_mapping(file: Path, value: Any) -> None:
    """Raise SettingsError where the top level of `file` is no mapping."""
    if not isinstance(value, dict):
        seen = "a list, not a mapping" if isinstance(value, list) else "text, not a mapping"
        raise refused(file, "settings-no-mapping", seen, "write keys such as site: {title: …}", 1, 1)


def refused(file: Path, rule: str, message: str, fix: str, line: int = 0, column: int = 0) -> SettingsError:
    """The error that `file` can't be taken, because of what stands at `line` and `column` (0: because of all of it)."""
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


def toml(text: str) -> dict[str, Any]:
    """The contents of a TOML file. Raises ValueError where it is none, or a key has more than 64 parts."""
    if any(found[0].count(".") > _MOST_DOTS for found in _DOTTED.finditer(text)):
        raise ValueError(f"a key of more than {_MOST_DOTS} parts")
    return tomllib.loads(text)


OWN: Final = ("outfeed.yaml", "outfeed.yml")
FOREIGN: Final = (
    "_config.yml",
    "_config.yaml",
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
)
_NOT_THERE: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG})


def own(start: Path) -> Path | None:
    """The `outfeed.yaml` in the folder `start` or the nearest one above it, None where there is none."""
    return next((file for folder in _upwards(start) for name in OWN if _is_file(file := folder / name)), None)


def foreign(start: Path) -> Path | None:
    """The settings file of Jekyll or Hugo in `start` or the nearest one above it, None where there is none."""
    candidates = (folder / name for folder in _upwards(start) for name in FOREIGN)
    return next((file for file in candidates if _is_file(file) and _counts(file)), None)


def project(start: Path) -> Path | None:
    """The folder that holds `.git`, at `start` or above it; None where there is none."""
    *_, last = _upwards(start)
    return last if _exists(last / ".git") else None


def _upwards(start: Path) -> Iterator[Path]:
    """`start` and the folders above it, up to the one that holds `.git`: what is above is another project."""
    begin = absolute(start)
    for folder in (begin, *begin.parents):
        yield folder
        if _exists(folder / ".git"):
            return


def _counts(file: Path) -> bool:
    """Many programs have a `config.toml`: Hugo's names its site."""
    if file.name != "config.toml":
        return True
    try:
        keys = {key.lower() for key in toml(text_of(file))}
    except (SettingsError, ValueError, RecursionError):
        return False
    return bool(keys & {"baseurl", "title"})


def _is_file(path: Path) -> bool:
    """Whether there is such a file; one that can't be looked at or read counts, since who reads it tells why."""
    try:
        return not stat.S_ISDIR(path.stat().st_mode)
    except ValueError:  # a name that no file can have
        return False
    except OSError as error:
        return error.errno not in _NOT_THERE


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
