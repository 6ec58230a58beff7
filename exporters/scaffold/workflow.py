"""The workflow that publishes feeds on GitHub Pages, with the paths of a repository filled in."""

from importlib.resources import files
from pathlib import Path
from typing import Final

from exporters.scaffold.look import HUGO, JEKYLL, NONE, Tool
from exporters.scaffold.release import BRANCH
from exporters.scaffold.repository import USUAL
from exporters.scaffold.scalars import flow, scalar

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
    tool: Tool = NONE,
    source: str = ".",
    branch: str = "",
    revision: str = BRANCH,
) -> str:
    """The workflow for the settings file `config`, seen from the root of the repository.

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
    """A value as GitHub takes it literally. Spec: docs.github.com, evaluate expressions in workflows, literals."""
    return scalar(text.replace("${{", "${{ '${{' }}"))
