"""Find where feeds have to lie in the published folder, so that their addresses are right."""

import os
import posixpath
import re
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from exporters.diagnostics.diagnostic import escape_controls
from exporters.settings import find
from exporters.support.files import read_regular
from exporters.support.lazy_regex import lazy_regex
from exporters.support.paths import absolute


def folder_below(feeds_url: str, site_url: str) -> str | None:
    """Return the feeds' folder below the site's, "" for the site's own; None if the addresses don't tell.

    `https://example.org/news/rss/` of the site at `https://example.org/news/` is `rss`.
    """
    feeds, site = urlsplit(feeds_url), urlsplit(site_url)
    folders, home = _folders(feeds.path), _folders(site.path)
    if feeds.netloc.lower() != site.netloc.lower() or folders[: len(home)] != home:
        return None
    rest = folders[len(home) :]
    return "/".join(rest) if all(map(_is_folder, rest)) else None


def amiss(feeds_url: str, site_url: str, out: str, path: str) -> str:
    """Return the problem with feeds in the folder `out` of the published folder `path`; "" if there is none.

    Only what is certain is told: `path` may be published anywhere on the host of the site.
    """
    inside = posixpath.relpath(out, path) if posixpath.isabs(out) == posixpath.isabs(path) else ".."
    folders, feeds, site = inside.split("/"), urlsplit(feeds_url), urlsplit(site_url)
    if folders[0] in (".", "..") or feeds.netloc.lower() != site.netloc.lower():
        return ""
    if _folders(feeds.path)[-len(folders) :] == folders:
        return ""
    return escape_controls(
        f"The feeds are written to {out}, so they are published at an address that ends with /{inside}/. "
        f"They name {feeds_url}: write that as feeds_url, or another out."
    )


def _folders(path: str) -> list[str]:
    return [unquote(each) for each in path.split("/") if each]


def _is_folder(name: str) -> bool:
    """Return whether a part of an address is a valid folder name on every system."""
    return name not in (".", "..") and name.isprintable() and not set(name) & set('/\\:*?"<>|')


USUAL: Final = ("main", "master")  # branches that are published from
_LARGEST: Final = 16 << 20  # bytes of a file of git: a name of a branch takes less than a hundred
_HEAD: Final = lazy_regex(r"ref: refs/heads/(\w[\w.-]*(?:/\w[\w.-]*)*)\n?", re.ASCII)  # no pattern of GitHub's


def repository_root(folder: Path) -> Path:
    """Return the root of the repository that holds `folder`, or `folder` itself without one."""
    return find.find_project(folder) or absolute(folder)


def default_branch(root: Path) -> str:
    """Return the branch to publish from if it has an unusual name; "" if not, or if it is unknown.

    A repository that has a usual branch is on another one for a while only.
    """
    git = root / ".git"
    found = _HEAD.fullmatch(_text(git / "HEAD"))
    packed = _text(git / "packed-refs").splitlines()
    names = [f"refs/heads/{name}" for name in USUAL]
    is_usual = any((git / name).exists() or any(line.endswith(f" {name}") for line in packed) for name in names)
    return found[1] if found and found[1] not in USUAL and not is_usual else ""


def is_inside(file: Path, root: Path) -> bool:
    """Return whether `file` would be written inside the repository: links may lead out of it."""
    return Path(os.path.realpath(file.parent)).is_relative_to(os.path.realpath(root))


def in_the_way(file: Path) -> Path | None:
    """Return the file that stands where a folder above `file` should be, or None."""
    return next((each for each in file.parents if os.path.lexists(each) and not each.is_dir()), None)


def _text(file: Path) -> str:
    with suppress(OSError, ValueError):
        return read_regular(file, _LARGEST).decode()
    return ""
