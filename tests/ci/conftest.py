"""The action as a workflow finds it, installed once, and a runner with a checkout of articles."""

import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.ci.publishing_jobs import Use
from tests.ci.steps import ACTION, Job, Step
from tests.cli.running import ROOT, post
from tests.forecasting.publishing_at import Site, hosting

PARTS = ("exporters", "schemas", "requirements", "pyproject.toml", "README.md", "LICENSE", "action.yml")


@pytest.fixture(scope="session")
def action(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of what the action needs."""
    clone = tmp_path_factory.mktemp("action")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, clone / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, clone / part)
    return clone


@pytest.fixture(scope="session")
def installed(action: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, str], Step]:
    """What the step that installs the program left, run as it is written.

    The new environment sees the packages of this one, so that none is fetched: a test has no network.
    """
    folder = tmp_path_factory.mktemp("installed")
    (folder / "workspace").mkdir()
    python = folder / "python"
    packages = "\n".join(path for path in sys.path if path.endswith("site-packages"))
    python.write_text(
        "#!/bin/bash\n"
        f'"{sys.executable}" "$@" || exit\n'
        'for each in "$3"/lib/python*/site-packages; do\n'
        '  rm -rf "$each"/setuptools*\n'  # another version, which Python 3.11 puts there
        f"  printf '%s\\n' '{packages}' >\"$each/tests.pth\"\n"
        "done\n",
        encoding="utf-8",
    )
    python.chmod(0o755)
    job = Job(folder)
    step = next(step for step in ACTION["runs"]["steps"] if step.get("id") == "install")
    offline = {"PIP_NO_INDEX": "1"}
    contexts = {"steps.python.outputs": {"python-path": str(python)}, "github": {"action_path": str(action)}}
    made = job.run({**step, "env": {**step["env"], **offline}}, contexts)
    return made, job.steps[0]


@pytest.fixture
def done(installed: tuple[Mapping[str, str], Step], tmp_path: Path) -> dict[str, Mapping[str, str]]:
    """The outputs of the step that installs, with a folder of work for one test."""
    outputs, step = installed
    assert step.status == 0, step.log
    work = tmp_path / "work"
    work.mkdir()
    (work / "env").symlink_to(Path(outputs["work"]) / "env")
    return {"install": {"work": str(work), "program": str(work / "env/bin/outfeed")}}


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A runner with an empty checkout."""
    (tmp_path / "workspace/.git").mkdir(parents=True)
    return Job(tmp_path)


@pytest.fixture
def site(tmp_path: Path, job: Job) -> Iterator[Site]:
    """A server, and articles and settings of the site that it publishes, as a checkout has them."""
    with hosting(tmp_path / "published") as made:
        settings = f"site: {{title: News, url: '{made.url}'}}\nsource: {{path: articles}}\n"
        (job.workspace / "outfeed.yaml").write_text(settings, encoding="utf-8")
        post(job.workspace / "articles", "a")
        yield made


@pytest.fixture
def use(job: Job, action: Path, done: Mapping[str, Mapping[str, str]]) -> Use:
    """Use the action with these inputs, `_` for `-`."""

    def used(**given: str) -> Job:
        inputs = {name.replace("_", "-"): value for name, value in given.items()}
        job.use(inputs, action, done)
        return job

    return used
