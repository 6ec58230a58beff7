"""Runs the steps of an action or a job as GitHub does: scripts as they are written, expressions looked up before."""

import os
import re
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from tests.cli.running import ROOT, environment

ACTION: Final[dict[str, Any]] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
EXPRESSION: Final = re.compile(r"\$\{\{ *(.*?) *\}\}")
LITERAL: Final = re.compile(r"'((?:[^']|'')*)'")
COMPARED: Final = re.compile(r"([a-z][\w.-]*) (==|!=) '([^']*)'")
FILES: Final = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH")

Contexts = Mapping[str, Mapping[str, str]]


class Step(NamedTuple):
    """What came of a step that ran a script."""

    name: str
    status: int
    log: str


class Job:
    """A runner in the middle of a job: its folders, and what its steps left behind."""

    def __init__(self, folder: Path) -> None:
        """The workspace is there already, with a checkout in it."""
        self.workspace = folder / "workspace"
        self.temp = folder / "temp"
        self.files = {name: folder / name for name in FILES}
        self.steps: list[Step] = []
        self.outputs: dict[str, str] = {}
        self.artifacts: dict[str, list[str]] = {}  # name -> files in it
        self.attempt = "1"
        self.temp.mkdir()

    @property
    def status(self) -> int:
        """Of the last step."""
        return self.steps[-1].status if self.steps else 0

    @property
    def log(self) -> str:
        """Of all steps."""
        return "".join(step.log for step in self.steps)

    @property
    def summary(self) -> str:
        """The job summary."""
        file = self.files["GITHUB_STEP_SUMMARY"]
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def use(self, given: Mapping[str, str], action: Path, done: Mapping[str, Mapping[str, str]]) -> None:
        """Use the action in the folder `action`; `done` are outputs of its steps that are taken as done."""
        inputs = {name: about["default"] for name, about in ACTION["inputs"].items()} | dict(given)
        outputs: dict[str, Mapping[str, str]] = {}
        for step in ACTION["runs"]["steps"]:
            name = step.get("id", "")
            contexts = _contexts(
                inputs, outputs, {"action_path": str(action), "run_id": "1", "run_attempt": self.attempt}, self.temp
            )
            if not holds(step.get("if", ""), contexts):
                continue
            if name in done:
                outputs[name] = done[name]
            elif "run" in step:
                made = self.run(step, contexts)
                outputs[name] = made
                if self.status:
                    break
            else:
                outputs[name] = self._used(step, contexts)
        contexts = _contexts(inputs, outputs, {}, self.temp)
        self.outputs = {name: filled(about["value"], contexts) for name, about in ACTION["outputs"].items()}

    def run(self, step: Mapping[str, Any], contexts: Contexts) -> dict[str, str]:
        """Run the script of a step as it is written; its outputs come back."""
        self.files["GITHUB_OUTPUT"].write_text("", encoding="utf-8")
        script = self.temp / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        given = {name: filled(value, contexts) for name, value in step.get("env", {}).items()}
        runner = {"RUNNER_TEMP": self.temp, "GITHUB_WORKSPACE": self.workspace, "TMPDIR": self.temp, **self.files}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
            cwd=self.workspace,
            env=environment({**{name: str(value) for name, value in runner.items()}, **given, "no_proxy": "*"}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=900,  # the step that installs takes 20 s on two quiet cores
            check=False,
        )
        self.steps.append(Step(step.get("name", ""), done.returncode, done.stdout.decode()))
        lines = self.files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        return {name: value for name, _, value in (line.partition("=") for line in lines)}

    def _used(self, step: Mapping[str, Any], contexts: Contexts) -> dict[str, str]:
        """What a step does that uses an action of GitHub's, as far as ours needs it."""
        given = {name: filled(str(value), contexts) for name, value in step["with"].items()}
        if step["uses"].startswith("actions/upload-pages-artifact@"):
            tar = self.temp / "artifact.tar"
            with tarfile.open(tar, "w") as out:
                out.add(self.workspace / given["path"], ".", filter=_uploaded)
                self.artifacts[given["name"]] = sorted(out.getnames())
        return {}


def _uploaded(file: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """What goes into an artifact of pages: since v4.0.0 tar is given --exclude=".[^/]*"."""
    return None if any(part.startswith(".") for part in Path(file.name).parts) else file


def holds(condition: str, contexts: Contexts) -> bool:
    """Whether a step is run: comparisons with `&&` between them."""
    parts = [COMPARED.fullmatch(part) for part in condition.split(" && ")] if condition else []
    assert all(parts), condition
    return all(part and (look_up(part[1], contexts) == part[3]) is (part[2] == "==") for part in parts)


def filled(text: str, contexts: Contexts) -> str:
    """`text` with what its expressions stand for; what that says is not looked at again."""
    return EXPRESSION.sub(lambda found: look_up(found[1], contexts), text)


def look_up(name: str, contexts: Contexts) -> str:
    """`inputs.out`, `steps.plan.outputs.changed`, `'a literal'`; what is not there is empty."""
    if literal := LITERAL.fullmatch(name):
        return literal[1].replace("''", "'")
    context, _, key = name.rpartition(".")
    return contexts.get(context, {}).get(key, "")


def _contexts(
    inputs: Mapping[str, str], steps: Mapping[str, Mapping[str, str]], github: Mapping[str, str], temp: Path
) -> Contexts:
    outputs = {f"steps.{name}.outputs": made for name, made in steps.items() if name}
    return {"inputs": inputs, "github": github, "runner": {"temp": str(temp), "os": os.name}, **outputs}
