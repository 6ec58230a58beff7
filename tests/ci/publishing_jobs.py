"""What tests of the action share: using it, publishing what it uploaded, and reading what came of it."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.ci.steps import Job
from tests.cli.running import outfeed_here

Use = Callable[..., Job]  # with inputs, `_` for `-`


def publish(job: Job, tmp_path: Path) -> None:
    """What is uploaded takes the place of what is published; the next job begins with a new checkout."""
    published = tmp_path / "published"
    (job.workspace / "_site").rename(tmp_path / "uploaded")
    for file in sorted((tmp_path / "uploaded").rglob("*")):
        if file.is_file():
            place = published / file.relative_to(tmp_path / "uploaded")
            place.parent.mkdir(parents=True, exist_ok=True)
            file.replace(place)
    job.files["GITHUB_STEP_SUMMARY"].unlink()
    job.steps.clear()
    job.artifacts.clear()


def publish_beforehand(tmp_path: Path) -> None:
    """What a job would publish now is published: that it does so is tested elsewhere."""
    ran = outfeed_here("export", "--out", "../published/feeds", cwd=tmp_path / "workspace")
    assert ran.status == 0, ran.err


def titles(folder: Path) -> list[str]:
    """The titles in the feed that was written."""
    return [item["title"] for item in json.loads((folder / "feed.json").read_text(encoding="utf-8"))["items"]]


def job_settings(tmp_path: Path) -> Path:
    """The settings in the checkout."""
    return tmp_path / "workspace/outfeed.yaml"
