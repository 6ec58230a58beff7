"""How each generator builds a copy of a site, with and without what it leaves out by default."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

NODE: Final = Path(os.environ.get("NODE_FOLDER", "."))
"""The folder whose node_modules holds the generators of npm."""


class MissingGeneratorError(Exception):
    """A program or a package is not installed."""


@dataclass(frozen=True)
class SiteGenerator:
    """A generator: the states that it can be asked to build, how, and where its sources and feeds lie."""

    build: Callable[[Path, str], Path]
    version: Callable[[], str]
    states: tuple[str, ...] = ("published",)
    feeds: tuple[str, ...] = ("feed.xml", "atom.xml", "notes.xml")
    prefix: str = ""


def run(program: str, *arguments: str, folder: Path | None = None) -> str:
    """Run a program in UTC and return what it prints."""
    if not (path := shutil.which(program)):
        raise MissingGeneratorError(f"{program} is not on PATH")
    environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1733011200", "NO_COLOR": "1"}
    done = subprocess.run(
        [path, *arguments], cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8"
    )
    if done.returncode:
        raise SystemExit(f"{program} {' '.join(arguments)}\n{done.stdout}{done.stderr}")
    return done.stdout


def version_of(text: str) -> str:
    """Return the first number with points in what a program prints."""
    found = re.search(r"\d+(?:\.\d+)+", text)
    return found[0] if found else text.strip()


def build_jekyll(site: Path, state: str) -> Path:
    """Build with Jekyll and jekyll-feed."""
    (site / "_fixed.yml").write_text("time: 2024-12-01 00:00:00 +0000\n", encoding="utf-8")
    flags = {"published": [], "future": ["--future"], "draft": ["--future", "--drafts", "--unpublished"]}[state]
    run("jekyll", "build", "--config", "_config.yml,_fixed.yml", *flags, folder=site)
    return site / "_site"


def build_hugo(site: Path, state: str) -> Path:
    """Build with Hugo, whose RSS is built in."""
    flags = {"published": [], "future": ["--buildFuture"], "expired": ["--buildExpired"], "draft": ["--buildDrafts"]}
    run("hugo", "--destination", "public", *flags[state], folder=site)
    return site / "public"


GENERATORS: Final = {
    "jekyll": SiteGenerator(
        build_jekyll, lambda: version_of(run("jekyll", "--version")), states=("published", "future", "draft")
    ),
    "hugo": SiteGenerator(
        build_hugo,
        lambda: version_of(run("hugo", "version").partition("hugo v")[2]),
        states=("published", "future", "expired", "draft"),
        feeds=("index.xml", "*/index.xml"),
        prefix="content/",
    ),
}
"""Generators by name; a site belongs to the one whose name its folder has before the first hyphen."""
