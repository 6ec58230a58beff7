"""The scripts of the other files in docs/, run as they are written: ping on GitHub, GitLab's jobs, any other CI."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
import yaml

from exporters.scaffold.new_files import workflow_text
from tests.ci.publishing_jobs import job_settings
from tests.ci.steps import Job
from tests.ci.test_ci_files import GITLAB, GITLAB_PING, PAGE, PUBLISH
from tests.cli.running import environment, post
from tests.http.serving import Asked, Server, answer, serving
from tests.planning.publishing_at import Site
from tests.write_docs import blocks

PINGED: Final = PUBLISH["jobs"]["ping"]["steps"][-1]
SHELL: Final = [block.text for block in blocks(PAGE) if block.kind == "sh"]


@pytest.fixture
def hub() -> Iterator[Server]:
    """A hub that takes everything."""

    def taken(_: Asked) -> bytes:
        return answer(status="202 Accepted")

    with serving(taken) as made:
        yield made


@pytest.fixture
def site(site: Site, tmp_path: Path, hub: Server) -> Site:
    """The site, which names a hub."""
    with job_settings(tmp_path).open("a", encoding="utf-8") as settings:
        settings.write(f"hubs: ['{hub.url}']\n")
    return site


def run(job: Job, script: str, program: str, variables: Mapping[str, str]) -> tuple[int, str]:
    """Status and output of a script, which finds `outfeed` in its path."""
    paths = {"PATH": f"{Path(program).parent}{os.pathsep}{os.environ['PATH']}", "no_proxy": "*"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=job.workspace,
        env=environment({**variables, **paths}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout.decode()


def unpack(artifact: Path, folder: Path) -> None:
    """Publish what was uploaded."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["tar", "-xf", artifact, "-C", folder], check=True)


class TestPing:
    """The last job of publish.yml gets the artifacts of the first one."""

    @pytest.fixture
    def artifacts(self, job: Job, site: Site, action: Path, done: dict[str, Mapping[str, str]], tmp_path: Path) -> Path:
        """What the first job uploaded, and the second one has published."""
        job.use({"against": "none"}, action, done)
        assert (job.status, job.outputs["hubs"]) == (0, "true")
        assert site.url in (job.workspace / "_site/feeds/rss.xml").read_text(encoding="utf-8")
        artifacts = job.workspace / "artifacts"
        (artifacts / "github-pages").mkdir(parents=True)
        (job.temp / "artifact.tar").rename(artifacts / "github-pages/artifact.tar")
        unpack(artifacts / "github-pages/artifact.tar", tmp_path / "published")
        return artifacts

    def test_feeds_in_another_folder_are_found(
        self, job: Job, site: Site, action: Path, done: dict[str, Mapping[str, str]], hub: Server, tmp_path: Path
    ) -> None:
        settings = job_settings(tmp_path)
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("site: {", f"site: {{feeds_url: '{site.url}', "), encoding="utf-8")
        made = yaml.safe_load(workflow_text(feeds=""))["jobs"]
        given = next(step["with"] for step in made["build"]["steps"] if step.get("id") == "feeds")
        job.use({**given, "against": "none"}, action, done)
        (job.workspace / "artifacts/github-pages").mkdir(parents=True)
        shutil.copy(job.temp / "artifact.tar", job.workspace / "artifacts/github-pages/artifact.tar")
        unpack(job.temp / "artifact.tar", tmp_path / "published")

        job.run(made["ping"]["steps"][-1], {"steps.install.outputs": {"program": done["install"]["program"]}})

        assert (job.status, bool(hub.asked)) == (0, True), job.log
        assert f"{site.url}rss.xml" in (tmp_path / "published/rss.xml").read_text(encoding="utf-8")

    def pinged(self, job: Job, done: Mapping[str, Mapping[str, str]]) -> None:
        """Run the script."""
        job.run(PINGED, {"steps.install.outputs": {"program": done["install"]["program"]}})

    def test_hubs_are_told_of_every_feed_at_first(
        self, job: Job, artifacts: Path, done: dict[str, Mapping[str, str]], hub: Server
    ) -> None:
        self.pinged(job, done)

        assert artifacts.is_dir()
        assert job.status == 0, job.log
        assert {asked.method for asked in hub.asked} == {"POST"}
        told = " ".join(asked.body.decode() for asked in hub.asked)
        assert set(re.findall(r"rss\.xml|atom\.xml|feed\.json", told)) == {"rss.xml", "atom.xml", "feed.json"}

    def test_then_only_of_what_changed(
        self, job: Job, artifacts: Path, done: dict[str, Mapping[str, str]], hub: Server
    ) -> None:
        (artifacts / "published-before").mkdir()
        manifest = (job.workspace / "_site/feeds/manifest.json").read_bytes()
        (artifacts / "published-before/before.json").write_bytes(manifest)

        self.pinged(job, done)

        assert (job.status, hub.asked) == (0, []), job.log


class TestGitlab:
    """The scripts of both jobs."""

    def test_pages_are_exported_and_merge_requests_planned(
        self, job: Job, site: Site, done: dict[str, Mapping[str, str]]
    ) -> None:
        variables = {"CI_PAGES_URL": site.url.rstrip("/"), "FEEDS": GITLAB["variables"]["FEEDS"]}
        program = done["install"]["program"]

        plan = run(job, "\n".join(GITLAB["plan"]["script"]), program, variables)
        assert (plan[0], (job.workspace / "public").exists()) == (0, False), plan[1]
        pages = run(job, "\n".join(GITLAB["pages"]["script"]), program, variables)

        assert pages[0] == 0, pages[1]
        assert "first publication, 1 new" in plan[1]
        assert json.loads((job.workspace / "public/feeds/feed.json").read_text(encoding="utf-8"))["items"]
        assert (job.workspace / GITLAB[".outfeed"]["cache"]["paths"][0]).is_dir()

    def test_hubs_are_told_once_the_pages_are_there(
        self, job: Job, site: Site, done: dict[str, Mapping[str, str]], hub: Server, tmp_path: Path
    ) -> None:
        variables = {"CI_PAGES_URL": site.url.rstrip("/"), "FEEDS": GITLAB["variables"]["FEEDS"]}
        program = done["install"]["program"]
        run(job, "\n".join(GITLAB["pages"]["script"]), program, variables)
        shutil.copytree(job.workspace / "public", tmp_path / "published", dirs_exist_ok=True)

        first = run(job, "\n".join(GITLAB_PING["script"]), program, variables)
        again = run(job, "\n".join(GITLAB_PING["script"]), program, variables)

        assert (first[0], len(hub.asked)) == (0, 3), first[1]
        assert (again[0], "Nothing to send" in again[1]) == (0, True), again[1]


class TestAnyOther:
    """What the page says for other systems, without the lines that install."""

    def test_the_commands_export(self, job: Job, site: Site, done: dict[str, Mapping[str, str]]) -> None:
        script = next(text for text in SHELL if "pip install" in text)
        lines = script[script.index("outfeed validate") :].replace("https://example.org/", site.url).splitlines()

        status, said = run(job, "\n".join(lines), done["install"]["program"], {})

        assert status == 0, said
        assert (job.workspace / "out/manifest.json").is_file()

    @pytest.mark.usefixtures("site")
    def test_feeds_in_the_repository_are_insisted_on(self, job: Job, done: dict[str, Mapping[str, str]]) -> None:
        script, program = next(text for text in SHELL if "--check" in text), done["install"]["program"]

        before = run(job, script, program, {})
        run(job, "outfeed export", program, {})
        after = run(job, script, program, {})

        assert (before[0], after[0]) == (1, 0)

    @pytest.mark.usefixtures("site")
    def test_what_a_branch_changed_is_validated(self, job: Job, done: dict[str, Mapping[str, str]]) -> None:
        script = next(text for text in SHELL if "git diff" in text)
        (job.workspace / ".git").rmdir()
        as_somebody = "git -c user.name=a -c user.email=a@example.org"
        begin = f"git init -q -b main; git add .; {as_somebody} commit -q -m a; git checkout -q -b other"
        post(job.workspace / "articles", "b c")
        begun = run(job, begin, done["install"]["program"], {})
        post(job.workspace / "articles", "b c", title="")

        made = run(job, script, done["install"]["program"], {})

        assert (begun[0], made[0]) == (0, 123), made[1]  # xargs' own word for 1 to 125
        assert "articles/b c.md:1:1: error: title" in made[1]

    @pytest.mark.usefixtures("site")
    def test_it_is_from_a_folder_below_the_root_of_the_repository_too(
        self, job: Job, done: dict[str, Mapping[str, str]]
    ) -> None:
        script = next(text for text in SHELL if "git diff" in text)
        (job.workspace / ".git").rmdir()
        as_somebody = "git -c user.name=a -c user.email=a@example.org"
        post(job.workspace / "sub/articles", "b")
        (job.workspace / "outfeed.yaml").rename(job.workspace / "sub/outfeed.yaml")
        begin = f"git init -q -b main; git add .; {as_somebody} commit -q -m a; git checkout -q -b other"
        begun = run(job, begin, done["install"]["program"], {})
        post(job.workspace / "sub/articles", "b", title="")

        made = run(job, f"cd sub\n{script}", done["install"]["program"], {})

        assert (begun[0], made[0]) == (0, 123), made[1]
        assert "articles/b.md:1:1: error: title" in made[1]
