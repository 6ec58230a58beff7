"""Actions, workflows and hooks have the shape that GitHub and GitLab ask for, and none of the holes they warn of."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import click
import pytest
import yaml

from exporters.cli.export import command as export
from exporters.cli.plan import command as plan
from exporters.scaffold.folder_facts import HUGO, JEKYLL
from exporters.scaffold.new_files import workflow_text
from tests.ci.steps import ACTION, EXPRESSION
from tests.cli.running import ROOT
from tests.write_docs import blocks

OURS: Final = "everyday-cc/outfeed@main"
PINNED: Final = re.compile(r"((?:actions|github)/[a-z/-]+)@([0-9a-f]{40})")
USES: Final = re.compile(r"(?m)^\s*(?:- )?uses: (?P<what>\S+)(?P<comment>.*)$")
KEYS: Final = {
    "needs",
    "if",
    "runs-on",
    "timeout-minutes",
    "permissions",
    "environment",
    "outputs",
    "steps",
}  # of a job
STEP: Final = {"id", "name", "if", "uses", "with", "run", "shell", "env"}
PAGE: Final = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
PUBLISH: Final[dict[Any, Any]] = yaml.safe_load((ROOT / "docs/publish.yml").read_text(encoding="utf-8"))
GITLAB: Final[dict[str, Any]] = yaml.safe_load((ROOT / "docs/gitlab-ci.yml").read_text(encoding="utf-8"))


def shown(page: str) -> Iterator[str]:
    """The YAML in a page."""
    return (block.text for block in blocks(page) if block.kind == "yaml")


def pieces() -> Iterator[Any]:
    """The YAML in docs/ci.md, read."""
    return map(yaml.safe_load, shown(PAGE))


GITLAB_PING: Final[dict[str, Any]] = next(each for each in pieces() if isinstance(each, dict) and "ping" in each)[
    "ping"
]


WORKFLOWS: Final[dict[str, dict[Any, Any]]] = {
    "publish": PUBLISH,
    "publish, Jekyll": yaml.safe_load(workflow_text(tool=JEKYLL, source="blog", branch="trunk")),
    "publish, Hugo": yaml.safe_load(workflow_text(feeds="rss", tool=HUGO)),
    "pull request": next(each for each in pieces() if isinstance(each, dict) and "jobs" in each),
}
SCANNING: Final[dict[str, Any]] = next(
    read
    for read in map(yaml.safe_load, shown((ROOT / "docs/ci-diagnostics.md").read_text(encoding="utf-8")))
    if isinstance(read, dict)
)["jobs"]["validate"]


def jobs() -> dict[str, list[dict[str, Any]]]:
    """The steps of every job that is shown, and of the action."""
    made = {f"{flow}: {name}": job["steps"] for flow, each in WORKFLOWS.items() for name, job in each["jobs"].items()}
    shown = {"shown": next(each for each in pieces() if isinstance(each, list))}
    return {"action": ACTION["runs"]["steps"], **made, **shown}


def texts() -> Iterator[tuple[str, str]]:
    """Every text that names actions: all files of the project that people use or copy."""
    files = [ROOT / "action.yml", ROOT / "README.md", *sorted((ROOT / "docs").iterdir())]
    files += sorted((ROOT / "exporters/scaffold").iterdir())
    for file in files:
        if file.suffix in (".yml", ".md", ".py"):
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


JOBS: Final = [pytest.param(steps, id=name) for name, steps in jobs().items()]
STEPS: Final[dict[str, dict[str, Any]]] = {
    f"{name}: {at}: {step.get('name') or step.get('id') or step.get('uses')}": step
    for name, steps in jobs().items()
    for at, step in enumerate(steps)
}


def expressions(value: Any) -> Iterator[str]:
    """All expressions in a step, that of `if` too."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from [each] if key == "if" else expressions(each)
    elif isinstance(value, list):
        for each in value:
            yield from expressions(each)
    elif isinstance(value, str):
        yield from EXPRESSION.findall(value)


def named(value: Any, context: str) -> set[str]:
    """The names that expressions take from a context: those of inputs from `inputs`."""
    found = (re.findall(rf"\b{context}\.([\w.-]+)", each) for each in expressions(value))
    return {name for names in found for name in names}


class TestAction:
    """docs.github.com, metadata syntax for GitHub Actions."""

    def test_its_keys_are_known(self) -> None:
        assert set(ACTION) == {"name", "description", "branding", "inputs", "outputs", "runs"}
        assert set(ACTION["runs"]) == {"using", "steps"}
        assert ACTION["runs"]["using"] == "composite"
        assert {key for each in ACTION["inputs"].values() for key in each} == {"description", "default"}
        assert {key for each in ACTION["outputs"].values() for key in each} == {"description", "value"}

    def test_defaults_are_text(self) -> None:
        assert {type(each["default"]) for each in ACTION["inputs"].values()} == {str}

    def test_every_input_is_used_and_none_else(self) -> None:
        assert named([ACTION["runs"], ACTION["outputs"]], "inputs") == set(ACTION["inputs"])

    def test_outputs_come_from_steps_that_there_are(self) -> None:
        ids = [step["id"] for step in ACTION["runs"]["steps"] if "id" in step]

        assert {name.partition(".")[0] for name in named(ACTION["outputs"], "steps")} <= set(ids)

    def test_it_installs_itself(self) -> None:
        install = next(step for step in ACTION["runs"]["steps"] if step.get("id") == "install")

        assert install["env"]["ACTION"] == "${{ github.action_path }}"
        assert 'install --no-deps "$ACTION"\n' in install["run"]

    def test_it_installs_exact_versions_first(self) -> None:
        install = next(step for step in ACTION["runs"]["steps"] if step.get("id") == "install")

        names = re.findall(r'install --require-hashes --requirement "\$ACTION/(.*)"\n', install["run"])

        assert names == ["requirements/build.txt", "requirements/run.txt"]

    @pytest.mark.parametrize(("name", "commands"), [("arguments", [export, plan]), ("export-arguments", [export])])
    def test_flags_that_it_names_are_those_of_the_commands(self, name: str, commands: list[click.Command]) -> None:
        flags = set(re.findall(r"--[a-z-]+", ACTION["inputs"][name]["description"]))

        assert flags
        for command in commands:
            assert flags <= {each for parameter in command.params for each in parameter.opts}

    def test_the_page_has_every_input_and_output(self) -> None:
        tables = re.findall(r"(?m)^\| (?:input|output) \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE)
        inputs, outputs = (re.findall(r"(?m)^\| `([a-z-]+)`", table) for table in tables)

        assert (inputs, outputs) == (list(ACTION["inputs"]), list(ACTION["outputs"]))
        for name, default in re.findall(r"(?m)^\| `([a-z-]+)` \| `([^`]+)` \|", tables[0]):
            if name != "config":
                assert ACTION["inputs"][name]["default"] == default


class TestSteps:
    """Each step uses a pinned action, or runs a script that fails where anything in it does."""

    @pytest.mark.parametrize("name", STEPS)
    def test_it_has_known_keys_and_either_uses_or_runs(self, name: str) -> None:
        step = STEPS[name]

        assert set(step) <= STEP
        assert ("uses" in step) is not ("run" in step)

    @pytest.mark.parametrize("name", [name for name, step in STEPS.items() if "uses" in step])
    def test_it_uses_an_action_of_github_at_a_commit_or_ours(self, name: str) -> None:
        step = STEPS[name]

        assert step["uses"] == OURS or PINNED.fullmatch(step["uses"])

    @pytest.mark.parametrize("name", [name for name, step in STEPS.items() if "run" in step])
    def test_no_expression_is_part_of_a_script(self, name: str) -> None:
        step = STEPS[name]

        assert "${{" not in step["run"]
        assert step["run"].startswith("set -euo pipefail\n")
        assert not re.search(r"\beval\b|\bsource\b|bash -c|sh -c", step["run"])

    @pytest.mark.parametrize("name", [name for name in STEPS if name.startswith("action: ")])
    def test_scripts_of_the_action_name_their_shell(self, name: str) -> None:
        step = STEPS[name]

        assert step.get("shell") == ("bash" if "run" in step else None)
        assert step["name"]

    @pytest.mark.parametrize("steps", JOBS)
    def test_outputs_are_asked_of_steps_before(self, steps: list[Mapping[str, Any]]) -> None:
        known = set[str]()
        for step in steps:
            assert {name.partition(".")[0] for name in named(step, "steps")} <= known
            known |= {step["id"]} if "id" in step else set()

    @pytest.mark.parametrize("steps", JOBS)
    def test_our_action_is_given_inputs_and_asked_for_outputs_that_it_has(self, steps: list[Mapping[str, Any]]) -> None:
        ours = {step.get("id", ""): step.get("with", {}) for step in steps if step.get("uses") == OURS}
        for name, given in ours.items():
            asked = {
                each.removeprefix(f"{name}.outputs.")
                for each in named(steps, "steps")
                if name and each.startswith(f"{name}.")
            }
            assert set(given) <= set(ACTION["inputs"])
            assert asked <= set(ACTION["outputs"])


def minutes(timeout: str) -> int:
    """How long a job of GitLab's may take, which is written `30 minutes`."""
    return int(timeout.removesuffix(" minutes"))


def waited(script: str) -> int:
    """How many minutes a script lets a ping wait."""
    (found,) = re.findall(r"--wait ([0-9]+)m", script)
    return int(found)


class TestInstalling:
    """GitLab and any other CI install the exact versions that the action installs: the same bytes rest on them."""

    @pytest.mark.parametrize(
        "script",
        ["\n".join(GITLAB[".outfeed"]["before_script"]), next(b.text for b in blocks(PAGE) if "pip install" in b.text)],
    )
    def test_exact_versions_come_first(self, script: str) -> None:
        place = re.findall(r"(?m)^git clone --quiet https://github.com/everyday-cc/outfeed (\S+)$", script)
        installs = re.findall(r"(?m)^pip install (?:--quiet )?(.*)$", script)

        assert installs == [
            *(
                f"--require-hashes --no-build-isolation -r {place[0]}/requirements/{name}.txt"
                for name in ("build", "run")
            ),
            f"--no-deps --no-build-isolation {place[0]}",
        ]


class TestWorkflows:
    """docs.github.com, workflow syntax; GITHUB_TOKEN gets no more than each job needs."""

    @pytest.mark.parametrize("name", WORKFLOWS)
    def test_its_keys_are_known(self, name: str) -> None:
        flow = WORKFLOWS[name]

        assert {True if key == "on" else key for key in flow} <= {"name", True, "permissions", "concurrency", "jobs"}
        for job in flow["jobs"].values():
            assert set(job) <= KEYS
            needed = [job.get("needs", [])] if isinstance(job.get("needs", []), str) else job.get("needs", [])
            assert set(needed) <= set(flow["jobs"])

    @pytest.mark.parametrize("name", WORKFLOWS)
    def test_every_job_ends(self, name: str) -> None:
        for job in WORKFLOWS[name]["jobs"].values():
            assert 10 < job["timeout-minutes"] <= 30  # actions/deploy-pages itself waits 10 minutes

    def test_a_ping_has_time_to_wait(self) -> None:
        ping = PUBLISH["jobs"]["ping"]

        assert ping["timeout-minutes"] > waited(ping["steps"][-1]["run"])

    @pytest.mark.parametrize("name", WORKFLOWS)
    def test_nothing_may_be_written_but_pages(self, name: str) -> None:
        flow = WORKFLOWS[name]

        assert flow["permissions"] == {"contents": "read"}
        assert [job["permissions"] for job in flow["jobs"].values() if "permissions" in job] in (
            [],
            [{"pages": "write", "id-token": "write"}],
        )

    def test_publishing_waits_for_its_turn(self) -> None:
        assert PUBLISH["concurrency"] == {"group": "pages", "cancel-in-progress": False}
        assert set(PUBLISH[True]) == {"push", "workflow_dispatch"}

    @pytest.mark.parametrize("name", WORKFLOWS)
    def test_each_sees_the_articles_of_the_same_moments(self, name: str) -> None:
        steps = next(iter(WORKFLOWS[name]["jobs"].values()))["steps"]

        assert [step["with"]["as-of"] for step in steps if step.get("uses") == OURS] == ["now"]

    def test_a_condition_that_skips_deployments_asks_for_what_there_is(self) -> None:
        condition = next(each["if"] for each in pieces() if isinstance(each, dict) and set(each) == {"if"})

        assert named({"if": condition}, "needs") <= {
            f"build.outputs.{name}" for name in PUBLISH["jobs"]["build"]["outputs"]
        }
        assert "build" in PUBLISH["jobs"]["deploy"]["needs"]

    def test_jobs_pass_on_what_they_have(self) -> None:
        made = PUBLISH["jobs"]

        assert named(made["ping"], "needs") <= {f"build.outputs.{name}" for name in made["build"]["outputs"]}
        assert named(made["build"]["outputs"], "steps") <= {f"feeds.outputs.{name}" for name in ACTION["outputs"]}
        assert made["build"]["outputs"]["artifact"] == "${{ steps.feeds.outputs.artifact }}"
        assert made["deploy"]["steps"][0]["with"] == {"artifact_name": "${{ needs.build.outputs.artifact }}"}
        assert made["deploy"]["environment"]["name"] == "github-pages"
        assert made["deploy"]["steps"][0]["uses"].startswith("actions/deploy-pages@")

    def test_the_schedule_that_stands_in_a_comment_is_one(self) -> None:
        text = (ROOT / "docs/publish.yml").read_text(encoding="utf-8")

        assert yaml.safe_load(re.sub(r"(?m)^  # (?=schedule|  - cron)", "  ", text))[True]["schedule"] == [
            {"cron": "17 * * * *"}
        ]


class TestGitlab:
    """docs.gitlab.com, CI/CD YAML syntax."""

    def test_its_keys_are_known(self) -> None:
        assert set(GITLAB) == {"default", "variables", ".outfeed", "plan", "pages"}
        for name in (".outfeed", "plan", "pages"):
            assert set(GITLAB[name]) <= {
                "extends",
                "timeout",
                "cache",
                "before_script",
                "rules",
                "script",
                "artifacts",
            }
        assert [GITLAB[name]["extends"] for name in ("plan", "pages")] == [".outfeed", ".outfeed"]
        assert GITLAB["pages"]["artifacts"] == {"paths": ["public"]}

    def test_a_merge_request_fills_no_cache(self) -> None:
        # extends merges mappings, so the job keeps key and paths, those of pip too
        assert isinstance(GITLAB[".outfeed"]["cache"], dict)
        assert (
            GITLAB["variables"]["PIP_CACHE_DIR"].removeprefix("$CI_PROJECT_DIR/")
            in GITLAB[".outfeed"]["cache"]["paths"]
        )
        assert GITLAB["plan"]["cache"] == {"policy": "pull"}
        assert "cache" not in GITLAB["pages"]

    def test_every_job_ends(self) -> None:
        assert [minutes(each["timeout"]) for each in (GITLAB["plan"], GITLAB["pages"])] == [30, 30]
        assert minutes(GITLAB_PING["timeout"]) > waited(GITLAB_PING["script"][-1])

    def test_both_jobs_see_the_articles_of_the_same_moments(self) -> None:
        for name in ("plan", "pages"):
            script = GITLAB[name]["script"]
            assert script[0] == "moment=$(date -u +%Y-%m-%dT%H:%M:%SZ)"
            assert script[-1].endswith('--as-of "$moment"')

    def test_the_job_that_pings_fits_the_file(self) -> None:
        assert set(GITLAB_PING) == {"extends", "stage", "timeout", "rules", "script"}
        assert (GITLAB_PING["extends"], GITLAB_PING["rules"]) == (".outfeed", GITLAB["pages"]["rules"])


class TestPins:
    """docs.github.com, security hardening: a commit is the only version of an action that nobody can change."""

    @pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in texts()])
    def test_foreign_actions_are_named_by_commit_with_their_version(self, text: str) -> None:
        for found in USES.finditer(text):
            if not found["what"].startswith(OURS.partition("@")[0]):
                assert PINNED.fullmatch(found["what"]), found[0]
                assert re.fullmatch(r" # v[0-9]+\.[0-9]+\.[0-9]+", found["comment"]), found[0]

    def test_an_action_is_the_same_version_everywhere(self) -> None:
        pins = {(found["what"], found["comment"]) for _, text in texts() for found in USES.finditer(text)}
        foreign = {each for each in pins if not each[0].startswith(OURS.partition("@")[0])}
        names = [what.partition("@")[0] for what, _ in foreign]

        assert len(names) >= 9
        assert len(names) == len(set(names))


class TestCodeScanning:
    """github/codeql-action, upload-sarif: a job that uploads alerts needs the permission to."""

    def test_the_job_has_it_and_nothing_else(self) -> None:
        job = SCANNING
        uses = [step["uses"] for step in job["steps"] if "uses" in step]

        assert [each.partition("@")[0] for each in uses] == [
            "actions/checkout",
            OURS.partition("@")[0],
            "github/codeql-action/upload-sarif",
        ]
        assert job["permissions"] == {"contents": "read", "security-events": "write"}
        assert job["timeout-minutes"] == 15
        script = next(step for step in job["steps"] if "run" in step)
        assert "${{" not in script["run"]
        assert script["env"] == {"OUTFEED": "${{ steps.outfeed.outputs.program }}"}


class TestPreCommit:
    """What the page tells people to write asks for the hook that there is."""

    def test_the_hook_is_ours(self) -> None:
        shown = next(each for each in pieces() if isinstance(each, dict) and "repos" in each)
        hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

        assert [hook["id"] for repo in shown["repos"] for hook in repo["hooks"]] == [hook["id"] for hook in hooks]


class TestPlaces:
    """Files lie where GitHub and pre-commit look for them."""

    @pytest.mark.parametrize("name", ["action.yml", ".pre-commit-hooks.yaml"])
    def test_they_are_in_the_root(self, name: str) -> None:
        assert Path(ROOT, name).is_file()
