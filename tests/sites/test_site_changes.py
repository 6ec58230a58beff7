"""The cache knows all that shapes an article: whichever file of a site changes, a warm export equals a cold one."""

import json
import os
import re
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec.structs import replace

from exporters import pipeline
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import OutfeedError
from exporters.run import RunObserver, RunOptions
from exporters.settings.load import load
from exporters.sources.dialects.recognise import recognise
from tests.sites.facts import decoded, read_pages
from tests.sites.test_sites import LANGUAGES, NOT_READ

SITES: Final = Path(__file__).parent
NOW: Final = datetime(2026, 6, 1, tzinfo=UTC)
CHANGED: Final = (  # of each dialect those whose articles take most from other files
    "astro docusaurus eleventy eleventy-data hexo hugo hugo-languages jekyll jekyll-custom mkdocs mkdocs-categories"
    " nikola obsidian pelican pelican-paths quarto zola"
).split()
BUILT: Final = ("astro", "docusaurus", "eleventy", "hexo", "hugo", "jekyll", "mkdocs", "nikola", "pelican")
PASSED_OVER: Final = ("_includes", "_layouts", "layouts", "overrides", "theme", "themes")  # of the copy: templates
IDLE: Final = frozenset(
    "app.json index.html package.json Empty.js Post.js posts.ts rss.xml.js content.config.ts".split()
)
OWN: Final = (
    "source: {permalink: '/x/{slug}/'}\n",
    "source: {fields: {title: {value: Constant}}}\n",
    "source: {fields: {topics: [layout, title]}}\n",
    "source: {dialect: plain, permalink: '/{path}/'}\n",
    "source: {dialect: everyday}\n",
    "source: {timezone: Pacific/Apia}\n",
    "source: {id_prefix: 'x:'}\n",
    "source: {future: export}\n",
    "source: {include: ['**']}\n",
    "source: {exclude: ['*e*.md']}\n",
)
_VALUE: Final = re.compile(r"(?m)(?:[:=]|^\s*-|\A#)[ \t]*(?P<value>\S.*)$")
_TEXT: Final = re.compile(r">(?P<value>[^<]+)<")  # of a page
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_FIXED: Final = frozenset({"true", "false", "null"})


class _Messages(RunObserver):
    """Collects the messages of a run."""

    def __init__(self) -> None:
        self.all = list[Diagnostic]()

    def add(self, diagnostic: Diagnostic) -> None:
        self.all.append(diagnostic)


class SiteCopy:
    """A copy of a site, which is exported with a cache and without one."""

    def __init__(self, name: str, folder: Path, settings: str = "") -> None:
        self._name = name
        self.folder = folder
        self.source = folder / "site"
        shutil.copytree(SITES / name / "source", self.source)
        if (SITES / name / "built").is_dir():
            shutil.copytree(SITES / name / "built", folder / "built")
        for folder_name in PASSED_OVER:
            shutil.rmtree(self.source / folder_name, ignore_errors=True)
        for path in self.source.rglob("*"):
            os.utime(path, (1, 1))  # no page is older than its source
        self._address = "site: {url: 'https://obsidian.example/'}\n" if name == "obsidian" else ""
        self.write_settings(settings)

    def write_settings(self, settings: str) -> None:
        """Write our own settings, with a feed of all articles."""
        text = f"{self._address}{settings}feeds: [{{limit: 0}}]\n"
        (self.source / "outfeed.yaml").write_text(text, encoding="utf-8")

    def export(self, cache: Path | None = None) -> tuple[list[Diagnostic], dict[str, bytes]]:
        """The messages and documents of an export into an empty folder."""
        out = self.folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        messages = _Messages()
        try:
            loaded = load(self.source, out=out)
            settings = recognise(replace(loaded, include=loaded.include or LANGUAGES.get(self._name, ())))
            as_of = NOW if settings.hold_future else None
            wishes = RunOptions(sources=(settings.source,), as_of=as_of, now=NOW, keep_going=True, cache=cache)
            pipeline.export(settings, wishes, messages)
        except OutfeedError as error:
            messages.all += error.diagnostics
        return messages.all, {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}

    def warm(self) -> tuple[list[Diagnostic], dict[str, bytes]]:
        """The same with the cache of all exports before."""
        return self.export(self.folder / "cache")


def other_words(text: str, pattern: re.Pattern[str]) -> str:
    """`text` with small letters for capital ones in every value, and the other way round."""

    def word(found: re.Match[str]) -> str:
        return found[0] if found[0].lower() in _FIXED else found[0].swapcase()

    def value(found: re.Match[str]) -> str:
        return found[0][: found.start("value") - found.start()] + _WORD.sub(word, found["value"])

    return pattern.sub(value, text)


def change_words(file: Path) -> None:
    """Change the words of a file; of one that is no text the bytes."""
    try:
        pattern = _TEXT if "built" in file.parts else _VALUE
        text = other_words(file.read_text(encoding="utf-8"), pattern)
        if file.suffix in (".md", ".qmd"):
            text += "\n\nOne more line.\n"
        file.write_text(text, encoding="utf-8")
    except UnicodeDecodeError:
        file.write_bytes(file.read_bytes() + b"\0")


def unlike(site: SiteCopy, files: Iterable[Path]) -> tuple[list[str], list[str]]:
    """Those of `files` by whose change a warm export is no cold one, and those whose change shows nowhere.

    What shapes articles and is none is removed, too.
    """
    wrong, idle = [], []
    before: Any = site.warm()
    for file in files:
        name, data, shows = file.relative_to(site.folder).as_posix(), file.read_bytes(), False
        for change in (change_words,) if file.suffix in (".md", ".html", ".qmd") else (change_words, Path.unlink):
            change(file)
            warm, cold = site.warm(), site.export()
            wrong += [f"{name}, {change.__name__}"] if warm != cold else []
            shows = shows or warm != before
            file.write_bytes(data)
        idle += [] if shows else [name]
    assert site.warm() == before
    return wrong, idle


def may_be_idle(name: str, site: str) -> bool:
    """Whether a file shapes no entry: it is no post of the site, or one that is held back; a picture, a template."""
    posts = json.loads((SITES / site / "expected.json").read_text(encoding="utf-8"))
    states = {post["file"]: post["state"] for post in posts["posts"]}
    if name in states or name in posts["no_articles"]:
        return states.get(name) != "published" or name in NOT_READ
    return name.startswith("_notes/") or Path(name).name in IDLE or Path(name).suffix in (".png", ".astro", ".njk")


@pytest.mark.parametrize("name", CHANGED)
def test_each_file_of_a_site_changes_alone(name: str, tmp_path: Path) -> None:
    site = SiteCopy(name, tmp_path)
    files = [path for path in sorted(site.source.rglob("*")) if path.is_file() and path.name != "outfeed.yaml"]

    wrong, idle = unlike(site, files)

    assert wrong == []
    assert [each for each in idle if not may_be_idle(each.removeprefix("site/"), name)] == []


@pytest.mark.parametrize("name", BUILT)
def test_each_finished_page_changes_alone(name: str, tmp_path: Path) -> None:
    site = SiteCopy(name, tmp_path, "source: {built: ../built}\n")
    pages = dict(read_pages(tmp_path / "built"))
    read = json.loads(site.warm()[1]["feed.json"])["items"]
    links = {decoded(item["url"]) for item in read}

    wrong, idle = unlike(site, [page for page, facts in pages.items() if decoded(facts["link"]) in links])

    assert wrong == []
    assert set(idle) <= {"built/fest/seite.html"}  # its article names another address than its `save_as`
    assert links


@pytest.mark.parametrize("name", ["hugo", "jekyll", "mkdocs", "pelican"])
def test_each_of_our_own_settings_changes_alone(name: str, tmp_path: Path) -> None:
    site = SiteCopy(name, tmp_path)
    wrong = []
    for settings in OWN:
        site.write_settings(settings)
        wrong += [settings] if site.warm() != site.export() else []

    assert wrong == []
