"""The workflow that publishes feeds on GitHub Pages, with the paths of a repository filled in."""

from importlib.resources import files
from pathlib import Path
from typing import Final

from exporters.paths import absolute
from exporters.starting.scalars import scalar

PLACE: Final = Path(".github", "workflows", "publish.yml")  # in the repository
CONFIG: Final = "outfeed.yaml"  # as the text of docs/publish.yml has it
SITE: Final = "_site"  # the same: the folder that is published


def publish(config: str = CONFIG, site: str = SITE) -> str:
    """The workflow for the settings file `config` and the folder `site`, both seen from the root of the repository."""
    text = files("exporters.starting").joinpath("publish.yml").read_text(encoding="utf-8")
    return text.replace(SITE, site).replace(f": {CONFIG}\n", f": {scalar(config)}\n")


def root(folder: Path) -> Path:
    """The root of the repository that holds `folder`, which is `folder` itself where there is none."""
    start = absolute(folder)
    return next((each for each in (start, *start.parents) if (each / ".git").exists()), start)
