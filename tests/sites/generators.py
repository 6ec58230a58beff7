"""How each generator builds a copy of a site, with and without what it leaves out by default."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.sites.facts import EPOCH

NODE: Final = Path(os.environ.get("NODE_FOLDER", "."))
"""The folder that has for each generator of npm a folder of its name, with node_modules."""

FOLDERS: Final = {"@11ty/eleventy": "eleventy", "@docusaurus/core": "docusaurus"}


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


def run(program: str, *arguments: str, folder: Path | None = None, zone: str = "UTC", **more: str) -> str:
    """Run a program, with `more` in its environment, and return what it prints."""
    if not (path := shutil.which(program)):
        raise MissingGeneratorError(f"{program} is not on PATH")
    environment = {
        **os.environ,
        "TZ": zone,
        "LC_ALL": "C.UTF-8",
        "SOURCE_DATE_EPOCH": f"{EPOCH.timestamp():.0f}",
        "NO_COLOR": "1",
        **more,
    }
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
    (site / "_fixed.yml").write_text(f"time: {EPOCH}\n", encoding="utf-8")
    flags = {"published": [], "future": ["--future"], "draft": ["--future", "--drafts", "--unpublished"]}[state]
    run("jekyll", "build", "--config", "_config.yml,_fixed.yml", *flags, folder=site)
    return site / "_site"


def build_hugo(site: Path, state: str) -> Path:
    """Build with Hugo, whose RSS is built in."""
    flags = {"published": [], "future": ["--buildFuture"], "expired": ["--buildExpired"], "draft": ["--buildDrafts"]}
    run("hugo", "--destination", "public", *flags[state], folder=site)
    return site / "public"


def build_pelican(site: Path, state: str) -> Path:
    """Build with Pelican, which writes drafts too; publishconf.py is the stronger of the settings."""
    assert state == "published"
    settings = "publishconf.py" if (site / "publishconf.py").is_file() else "pelicanconf.py"
    run("pelican", "--settings", settings, folder=site)
    return site / "output"


def build_nikola(site: Path, state: str) -> Path:
    """Build with Nikola, which writes the pages of all posts and says which are in its feeds."""
    assert state == "published"
    run("nikola", "build", "-v", "0", folder=site)
    return site / "output"


def package_version(package: str) -> str:
    """Return the version of a package of PyPI, installed beside mkdocs."""
    if not (path := shutil.which("mkdocs")):
        raise MissingGeneratorError("mkdocs is not on PATH")
    code = f"from importlib.metadata import version; print(version({package!r}))"
    return run(str(Path(path).with_name("python")), "-c", code).strip()


def link_modules(site: Path, package: str) -> Path:
    """Give a site the packages of npm, and return their folder."""
    modules = modules_of(package)
    (site / "node_modules").symlink_to(modules)
    return modules


def npm_version(package: str) -> str:
    """Return the version of a package of npm."""
    path = modules_of(package) / package / "package.json"
    return str(json.loads(path.read_text(encoding="utf-8"))["version"])


def modules_of(package: str) -> Path:
    """Return the node_modules that holds a generator."""
    modules = NODE.resolve() / FOLDERS.get(package, package) / "node_modules"
    if not (modules / package).is_dir():
        raise MissingGeneratorError(f"{modules} has no {package}")
    return modules


def build_hexo(site: Path, state: str) -> Path:
    """Build with Hexo and hexo-generator-feed.

    Hexo reads dates in the zone of the settings, but writes addresses in that of the machine: here they are the same.
    """
    modules = link_modules(site, "hexo")
    settings = site / "_config.yml"
    text = settings.read_text(encoding="utf-8")
    if state != "published":
        settings.write_text(re.sub("(?m)^(future|render_drafts):.*", "", text) + "future: true\n", encoding="utf-8")
    flags = ["--draft"] if state == "draft" else []
    zone = re.search(r"(?m)^timezone: (.*)$", text)
    run(str(modules / ".bin/hexo"), "generate", *flags, folder=site, zone=zone[1] if zone else "UTC")
    return site / "public"


def build_mkdocs(site: Path, state: str) -> Path:
    """Build with MkDocs, Material's blog plug-in and mkdocs-rss-plugin."""
    if state == "draft":
        settings = site / "mkdocs.yml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("- blog:\n", "- blog:\n      draft: true\n"), encoding="utf-8")
    run("mkdocs", "build", "--quiet", folder=site)
    return site / "site"


def build_eleventy(site: Path, state: str) -> Path:
    """Build with Eleventy and its plug-in for feeds; the sites take DRAFTS as their sign to write drafts."""
    modules = link_modules(site, "@11ty/eleventy")
    run(str(modules / ".bin/eleventy"), folder=site, **({"DRAFTS": "1"} if state == "draft" else {}))
    return site / "_site"


def build_astro(site: Path, state: str) -> Path:
    """Build with Astro and @astrojs/rss; the sites take DRAFTS as their sign to write drafts."""
    modules = link_modules(site, "astro")
    drafts = {"DRAFTS": "1"} if state == "draft" else {}
    run(str(modules / ".bin/astro"), "build", folder=site, ASTRO_TELEMETRY_DISABLED="1", **drafts)
    return site / "dist"


def build_docusaurus(site: Path, state: str) -> Path:
    """Build with Docusaurus; a build for development has the drafts."""
    modules = link_modules(site, "@docusaurus/core")
    flags = ["--dev"] if state == "draft" else []
    run(str(modules / ".bin/docusaurus"), "build", *flags, folder=site, DOCUSAURUS_NO_PERSISTENT_CACHE="true")
    return site / "build"


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
    "pelican": SiteGenerator(
        build_pelican,
        lambda: version_of(run("pelican", "--version")),
        feeds=("feeds/*.xml",),
        prefix="content/",
    ),
    "nikola": SiteGenerator(
        build_nikola, lambda: version_of(run("nikola", "version")), feeds=("rss.xml", "en/rss.xml")
    ),
    "hexo": SiteGenerator(
        build_hexo,
        lambda: npm_version("hexo"),
        states=("published", "future", "draft"),
        feeds=("atom.xml", "rss2.xml"),
        prefix="source/",
    ),
    "eleventy": SiteGenerator(
        build_eleventy,
        lambda: npm_version("@11ty/eleventy"),
        states=("published", "draft"),
        feeds=("feed/feed.xml",),
    ),
    "astro": SiteGenerator(
        build_astro, lambda: npm_version("astro"), states=("published", "draft"), feeds=("rss.xml",)
    ),
    "docusaurus": SiteGenerator(
        build_docusaurus,
        lambda: npm_version("@docusaurus/core"),
        states=("published", "draft"),
        feeds=("atom.xml", "rss.xml", "blog/atom.xml", "blog/rss.xml"),
    ),
    "mkdocs": SiteGenerator(
        build_mkdocs,
        lambda: package_version("mkdocs-material"),
        states=("published", "draft"),
        feeds=("feed_rss_created.xml",),
        prefix="docs/",
    ),
}
"""Generators by name; a site belongs to the one whose name its folder has before the first hyphen."""
