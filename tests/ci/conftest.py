"""The action as a workflow finds it, installed once, and a runner with a checkout of articles."""

import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.ci.publishing_jobs import Use
from tests.ci.steps import ACTION, Job, Step
from tests.cli.programs import programs
from tests.cli.running import ROOT, post
from tests.planning.publishing_at import Site, hosting

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


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An environment whose programs have loaded this checkout already."""
    folder = tmp_path_factory.mktemp("loaded")
    (folder / "bin").mkdir()
    with programs(folder / "bin"):
        yield folder


@pytest.fixture
def done(loaded: Path, tmp_path: Path) -> dict[str, Mapping[str, str]]:
    """What the step that installs says, with a folder of work for one test."""
    return working(tmp_path / "work", loaded)


@pytest.fixture
def done_for_real(installed: tuple[Mapping[str, str], Step], tmp_path: Path) -> dict[str, Mapping[str, str]]:
    """The same, with the program that it installed."""
    outputs, step = installed
    assert step.status == 0, step.log
    return working(tmp_path / "work", Path(outputs["work"]) / "env")


def working(work: Path, environment: Path) -> dict[str, Mapping[str, str]]:
    """The outputs of the step that installs, where it made `environment`."""
    work.mkdir()
    (work / "env").symlink_to(environment)
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
    return using(job, action, done)


@pytest.fixture
def use_for_real(job: Job, action: Path, done_for_real: Mapping[str, Mapping[str, str]]) -> Use:
    """The same, with the program that was installed."""
    return using(job, action, done_for_real)


def using(job: Job, action: Path, done: Mapping[str, Mapping[str, str]]) -> Use:
    """What uses the action, where that is done."""

    def used(**given: str) -> Job:
        inputs = {name.replace("_", "-"): value for name, value in given.items()}
        job.use(inputs, action, done)
        return job

    return used
