"""Write the first files of a site: its settings, and the workflow that publishes its feeds."""

import os
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Final

from msgspec import Struct

from exporters.diagnostics.diagnostic import Diagnostic, Level, escape_controls
from exporters.errors import PublishError, UsageError
from exporters.scaffold import place, release
from exporters.scaffold.folder_facts import HUGO, JEKYLL, NONE, SiteGenerator, tool_of
from exporters.scaffold.place import USUAL, default_branch, in_the_way, is_inside, repository_root
from exporters.scaffold.release import BRANCH
from exporters.scaffold.settings_text import flow, scalar
from exporters.settings import find
from exporters.sources.dialects.recognise import load_site, recognised
from exporters.support.paths import absolute, shown_path

PLACE: Final = Path(".github", "workflows", "publish.yml")  # in the repository
CONFIG: Final = "outfeed.yaml"  # as the text of docs/publish.yml has it
SITE: Final = "_site"  # the same: the folder that is published
FEEDS: Final = "feeds"  # the same: that of the feeds in it
_UNRELEASED: Final = f"{BRANCH} # better: a tag"  # the same: the version of our action
_BUILD: Final = f"""\
      # Where there is a site, build it here, into {SITE}: the feeds are added to it, and all of it is published.
"""
_JEKYLL: Final = f"""\
      - uses: actions/jekyll-build-pages@44a6e6beabd48582f863aeeb6cb2151cc1716697 # v1.0.13
        with:
          source: {{source}}
          destination: ./{SITE}
      # What it built belongs to root, and the feeds are added to it.
      - run: |
          set -euo pipefail
          sudo chown -R "$(id -u):$(id -g)" {SITE}
"""
_HUGO: Final = f"""\
      # The feeds are added to the site, and all of it is published: without its pages they would replace it.
      - name: Build the site
        run: |
          set -euo pipefail
          echo "::error::Build the site into {HUGO.site} here, as with hugo, then remove this step."
          exit 1
"""
_ELSEWHERE: Final = """\
          # feeds_url is no address below that of the site, so the feeds are published where the site begins:
          # write feeds_url anew, or the folder that is published there
"""


def workflow_text(
    config: str = CONFIG,
    feeds: str | None = FEEDS,
    *,
    tool: SiteGenerator = NONE,
    source: str = ".",
    branch: str = "",
    revision: str = BRANCH,
) -> str:
    """Return the workflow for the settings file `config`, relative to the root of the repository.

    `feeds` is the folder of the feeds within that of the site, "" for that itself, None where it is not known. `tool`
    makes the site from what lies in `source`; `branch` is published from, too. `revision` is that of our action.
    """
    site = tool.site or SITE
    out = f"{site}/{feeds}" if feeds else site
    build = {JEKYLL: _JEKYLL.format(source=_value(f"./{source}" if source != "." else "./")), HUGO: _HUGO}
    text = files("exporters.scaffold").joinpath("publish.yml").read_text(encoding="utf-8")
    for usual, own in (  # each of a whole line or its end, so that nothing that was filled in is replaced again
        (f": {CONFIG}\n", f": {_value(config)}\n"),
        (f"          out: {SITE}/{FEEDS}\n", f"{_ELSEWHERE if feeds is None else ''}          out: {_value(out)}\n"),
        (f"          path: {SITE}\n", f"          path: {site}\n"),
        (f"          FEEDS: {FEEDS}\n", f"          FEEDS: {_value(feeds or '.')}\n"),
        (f"branches: {flow(USUAL)}\n", f"branches: {flow([*USUAL, branch] if branch else USUAL)}\n"),
        (_BUILD, build.get(tool, _BUILD)),
        (f"@{_UNRELEASED}\n", f"@{_UNRELEASED if revision == BRANCH else revision}\n"),
    ):
        text = text.replace(usual, own)
    return text


def _value(text: str) -> str:
    """Return a value that GitHub reads as is. Spec: docs.github.com, evaluate expressions in workflows, literals."""
    return scalar(text.replace("${{", "${{ '${{' }}"))


_BUILT: Final = {
    JEKYLL: "The workflow builds the site with Jekyll, and adds the feeds to it.",
    HUGO: "The workflow ends with an error until its step Build the site says how Hugo builds it.",
}


class NewFile(Struct, frozen=True, kw_only=True):
    """A file to write."""

    what: str  # what it holds
    file: Path
    text: str = ""  # "" where it is there already
    notes: tuple[str, ...] = ()  # sentences for who has it now
    warning: Diagnostic | None = None


def publishing(folder: Path, site_url: str | None, *, is_replaced: bool) -> NewFile:
    """Return the workflow that publishes the feeds of the settings in `folder`, which need not exist yet.

    Raises SettingsError where there are settings that can't be taken, UsageError where a link leads out of the
    repository, and PublishError where a folder can't be made.
    """
    root = repository_root(folder)
    file = Path(os.path.relpath(root)) / PLACE
    if os.path.lexists(file) and not is_replaced:
        return NewFile(what="workflow", file=file)
    if not is_replaced:
        _check(file, root)
    there = find_settings(folder)
    site = load_site(folder, config=there, site_url=site_url, reads=False).site if there else None
    feeds = place.folder_below(site.feeds_url, site.url) if site else FEEDS
    neighbour = find.find_foreign(folder)
    home = neighbour.parent if neighbour and neighbour.parent.is_relative_to(root) else absolute(folder)
    tool = tool_of(neighbour, home, recognised(home)[0])
    text = workflow_text(
        path_within(root, there or folder / find.OWN_NAMES[0]),
        feeds,
        tool=tool,
        source=path_within(root, home),
        branch=default_branch(root),
        revision=release.revision(),
    )
    warning = _warn_feeds_elsewhere(there) if there and feeds is None else None
    return NewFile(
        what="workflow", file=file, text=text, notes=(_BUILT[tool],) if tool != NONE else (), warning=warning
    )


def find_settings(folder: Path) -> Path | None:
    """Return the settings file in `folder` itself; None where there is none."""
    return next((folder / name for name in find.OWN_NAMES if os.path.lexists(folder / name)), None)


def path_within(root: Path, path: Path) -> str:
    """Return the path from `root` to `path`, with `/`."""
    return Path(os.path.relpath(absolute(path), root)).as_posix()


def _check(file: Path, root: Path) -> None:
    """Raise UsageError if a link leads `file` out of the repository, PublishError if a folder can't be made."""
    if not is_inside(file, root):
        message, fix = "a folder above it is a link out of the repository", "make that a folder, or give --dry-run"
        raise UsageError.because("workflow-outside", message, fix, path=shown_path(file))
    if (hindrance := in_the_way(file)) is not None:
        message = f"the workflow can't be written there: {escape_controls(shown_path(hindrance))} is not a folder"
        raise PublishError.because("system-error", message, "make it a folder and run again", path=shown_path(file))


def _warn_feeds_elsewhere(settings: Path) -> Diagnostic:
    message = "no address below that of the site, so the workflow publishes the feeds where the site begins"
    fix = "write one below it, or correct the workflow"
    return Diagnostic(
        rule="feeds-elsewhere",
        level=Level.WARNING,
        message=message,
        fix=fix,
        path=shown_path(settings),
        field="site.feeds_url",
    )


def write(file: Path, text: str) -> bool:
    """Write a new file and its folders; return False if the name is in use. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        out = file.open("x", encoding="utf-8", newline="\n")  # O_EXCL: a link that leads nowhere is something, too
    except FileExistsError:
        return False
    try:
        with out:
            out.write(text)
    except OSError:
        with suppress(OSError):  # half a file would be in the way of the next try
            file.unlink()
        raise
    return True
