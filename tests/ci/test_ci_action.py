"""action.yml, its steps run as they are written: what is published, what is told, what is refused."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from markdown_it import MarkdownIt

from tests.ci.steps import ACTION, Job, Step
from tests.cli.running import post, seen
from tests.forecasting.publishing_at import Site, hosting

HOSTILE: Final = [
    "``` <script>alert(1)</script>",
    "::error::no command",
    "##[error]no command",
    "</pre></code><img src=x>",
    "# heading | cell | **bold** [link](https://evil.example.org/) ![x](y) @everyone",
    "    code",
    "$(touch pwned) `touch pwned`",
]
INJECTED: Final = [
    "$(touch pwned) `touch pwned` ${IFS}* ;touch pwned; && touch pwned",
    "\";touch pwned;\"\n';touch pwned;'\ntouch pwned\n--version\nchanged=pwned\n::set-env name=x::pwned",
]
TEXTS: Final = ["source", "config", "site-url", "out", "against", "as-of", "arguments", "export-arguments"]

Use = Callable[..., Job]


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


def titles(folder: Path) -> list[str]:
    """The titles in the feed that was written."""
    return [item["title"] for item in json.loads((folder / "feed.json").read_text(encoding="utf-8"))["items"]]


@pytest.mark.usefixtures("site")
class TestInstalling:
    """An environment of its own; the job keeps its Python."""

    def test_the_program_is_that_of_the_action(self, installed: tuple[Mapping[str, str], Step]) -> None:
        outputs, step = installed

        assert step.status == 0, step.log
        assert Path(outputs["program"]).is_relative_to(outputs["work"])
        assert list(Path(outputs["work"]).glob("env/lib/python*/site-packages/exporters/schemas"))

    def test_nothing_is_left_in_the_checkout_or_the_job(self, use: Use, site: Site) -> None:
        job = use(task="install")

        assert job.outputs["program"].endswith("/env/bin/outfeed")
        assert (job.steps, job.artifacts) == ([], {})
        assert not any(job.files[name].exists() for name in ("GITHUB_ENV", "GITHUB_PATH"))
        assert site.asked == []


@pytest.mark.usefixtures("site")
class TestPublishing:
    """Plan, export, upload."""

    def test_the_first_publication_finds_nothing(self, use: Use, site: Site) -> None:
        job = use()

        assert (job.status, site.asked[0]) == (0, "/feeds/manifest.json")
        assert "No manifest is published there yet." in job.log
        assert titles(job.workspace / "_site/feeds") == ["About a"]
        assert "./feeds/rss.xml" in job.artifacts["github-pages"]
        assert (job.outputs["out"], job.outputs["changed"], job.outputs["dangerous"]) == (
            "_site/feeds",
            "true",
            "false",
        )
        assert (job.outputs["before"], job.outputs["hubs"]) == ("", "false")
        assert "first publication, 1 new" in job.summary

    def test_the_second_one_tells_what_is_new(self, use: Use, tmp_path: Path) -> None:
        publish(use(), tmp_path)
        post(tmp_path / "workspace/articles", "b", publishedDateTime="2024-02-01T00:00:00Z")

        job = use()

        assert job.status == 0
        assert "1 new, 1 unchanged" in job.summary
        assert "About b" in job.summary
        assert titles(job.workspace / "_site/feeds") == ["About b", "About a"]
        before = json.loads(Path(job.outputs["before"]).read_text(encoding="utf-8"))
        assert before == json.loads((tmp_path / "published/feeds/manifest.json").read_text(encoding="utf-8"))
        assert (job.outputs["changed"], Path(job.outputs["plan"]).is_file()) == ("true", True)

    def test_where_nothing_changed_it_says_so(self, use: Use, tmp_path: Path) -> None:
        publish(use(), tmp_path)

        job = use()

        assert (job.status, job.outputs["changed"], job.outputs["dangerous"]) == (0, "false", "false")
        published = {name: data for name, (data, _) in seen(tmp_path / "published/feeds").items()}
        assert {name: data for name, (data, _) in seen(job.workspace / "_site/feeds").items()} == published

    def test_a_feed_that_lost_its_last_article_stays(self, use: Use, tmp_path: Path) -> None:
        settings = job_settings(tmp_path)
        settings.write_text(f"{settings.read_text()}feeds: [{{path: ''}}, {{path: 'topics/{{topic}}'}}]\n")
        post(tmp_path / "workspace/articles", "a", topics="[AI]")
        publish(use(), tmp_path)
        post(tmp_path / "workspace/articles", "a", topics="[Law]")

        job = use()

        assert job.status == 0
        assert titles(job.workspace / "_site/feeds/topics/ai") == []

    def test_inputs_reach_the_program(self, use: Use) -> None:
        job = use(out="public/f", path="public", export_arguments="--format=json\n\n--verbose\n", upload="false")

        assert job.status == 0
        assert (job.workspace / "public/f/feed.json").is_file()
        assert not (job.workspace / "public/f/rss.xml").exists()
        assert (job.outputs["out"], job.artifacts) == ("public/f", {})

    def test_an_article_of_the_future_waits(self, use: Use, tmp_path: Path) -> None:
        post(tmp_path / "workspace/articles", "later", publishedDateTime="2990-01-01T00:00:00Z")

        job = use(as_of="now", strict="true")

        assert job.status == 0
        assert titles(job.workspace / "_site/feeds") == ["About a"]

    def test_hubs_are_told_of(self, use: Use, site: Site, tmp_path: Path) -> None:
        settings = job_settings(tmp_path)
        settings.write_text(f"{settings.read_text()}hubs: ['{site.url}hub']\n", encoding="utf-8")

        assert use().outputs["hubs"] == "true"

    def test_what_another_generator_published_is_compared(self, use: Use, site: Site, tmp_path: Path) -> None:
        old = tmp_path / "published/feed.xml"
        item = "<item><title>About a</title><link>https://example.org/a</link><guid>old</guid></item>"
        head = "<title>News</title><link>https://example.org/</link><description>d</description>"
        old.write_text(f'<rss version="2.0"><channel>{head}{item}</channel></rss>', encoding="utf-8")

        job = use(against=f"{site.url}feed.xml")

        assert (job.status, job.outputs["dangerous"]) == (3, "true")
        assert "shown again as new" in job.summary

    def test_a_page_for_everything_is_no_manifest(self, job: Job, site: Site, tmp_path: Path) -> None:
        place = tmp_path / "published/feeds/manifest.json"
        place.parent.mkdir(parents=True)
        place.write_text("<html>Not found</html>", encoding="utf-8")
        (tmp_path / "against").write_text(f"{site.url}feeds/", encoding="utf-8")
        step = next(step for step in ACTION["runs"]["steps"] if step.get("id") == "published")

        made = job.run({**step, "env": {"WORK": str(tmp_path), "OUT": "_site/feeds"}}, {})

        assert (job.status, made, (job.workspace / "_site").exists()) == (0, {}, False)
        assert "What is published there was not made by Outfeed." in job.log


def job_settings(tmp_path: Path) -> Path:
    """The settings in the checkout."""
    return tmp_path / "workspace/outfeed.yaml"


@pytest.mark.usefixtures("site")
class TestRefused:
    """Nothing is published where subscribers would be harmed, or where nothing is known of them."""

    def test_ids_that_change_show_the_plan_and_end_with_three(self, use: Use, tmp_path: Path) -> None:
        publish(use(), tmp_path)
        post(tmp_path / "workspace/articles", "a", id="other")

        job = use()

        assert (job.status, job.steps[-1].name, job.artifacts) == (3, "Export the feeds", job.artifacts)
        assert (job.outputs["changed"], job.outputs["dangerous"]) == ("true", "true")
        assert "    ! shown again as new     About a" in job.summary
        assert "**Nothing was published.**" in job.summary
        assert re.search(r"(?m)^::error file=articles/a\.md,.*title=id-changed::", job.log)
        assert sorted(path.name for path in (job.workspace / "_site/feeds").iterdir()) == ["manifest.json"]

    def test_they_are_published_where_it_is_allowed(self, use: Use, tmp_path: Path) -> None:
        publish(use(), tmp_path)
        post(tmp_path / "workspace/articles", "a", id="other")

        job = use(allow_new_ids="true")

        assert (job.status, job.outputs["dangerous"]) == (0, "true")

    @pytest.mark.parametrize("status", [403, 500])
    def test_any_failure_but_not_found_ends_it(self, use: Use, site: Site, status: int) -> None:
        site.status["/feeds/manifest.json"] = status

        job = use()

        assert job.status == 3
        assert f"can't be fetched: {status}." in job.log
        assert not (job.workspace / "_site").exists()

    def test_a_server_that_does_not_answer_ends_it(self, use: Use) -> None:
        job = use(against="http://127.0.0.1:1/feeds/")  # nobody listens there

        assert job.status == 3
        assert not (job.workspace / "_site").exists()

    def test_a_wrong_article_is_annotated(self, use: Use, tmp_path: Path) -> None:
        post(tmp_path / "workspace/articles", "b", title="")

        job = use()

        assert (job.status, job.steps[-1].name) == (1, "Plan what subscribers will see")
        assert re.search(r"(?m)^::error file=articles/b\.md,line=1,.*title=field-missing::", job.log)
        assert "There is no plan" in job.summary

    def test_settings_that_are_wrong_are_annotated(self, use: Use, site: Site, tmp_path: Path) -> None:
        job_settings(tmp_path).write_text("fedes: []\n", encoding="utf-8")

        job = use()

        assert site.asked == []
        assert job.status == 2
        assert re.search(r"(?m)^::error file=outfeed\.yaml,line=1,.*title=key-unknown::", job.log)

    @pytest.mark.parametrize(
        "wrong", [{"task": "publish"}, {"strict": "yes"}, {"upload": "True"}, {"allow_new_ids": "1"}]
    )
    def test_inputs_that_mean_nothing_are_refused(self, use: Use, site: Site, wrong: dict[str, str]) -> None:
        job = use(**wrong)

        assert (job.status, site.asked) == (2, [])
        assert "::error title=outfeed::The input" in job.log


@pytest.mark.usefixtures("site")
class TestPullRequest:
    """`task: plan` validates and plans; nothing is written."""

    def test_the_plan_is_in_the_summary(self, use: Use, tmp_path: Path) -> None:
        publish(use(), tmp_path)
        post(tmp_path / "workspace/articles", "b")
        before = seen(tmp_path / "workspace")

        job = use(task="plan")

        assert [step.name for step in job.steps][-2:] == ["Validate the articles", "Plan what subscribers will see"]
        assert (job.status, job.outputs["changed"]) == (0, "true")
        assert "1 new, 1 unchanged" in job.summary
        assert seen(tmp_path / "workspace") == before

    def test_danger_does_not_fail_it(self, use: Use, tmp_path: Path) -> None:
        publish(use(), tmp_path)
        post(tmp_path / "workspace/articles", "a", id="other")

        job = use(task="plan")

        assert (job.status, job.outputs["dangerous"]) == (0, "true")
        assert "Lines with ! do harm" in job.summary

    def test_drafts_are_judged_too(self, use: Use, site: Site, tmp_path: Path) -> None:
        post(tmp_path / "workspace/articles", "draft", published="false", title="")

        job = use(task="plan")

        assert site.asked == []
        assert (job.status, job.steps[-1].name) == (1, "Validate the articles")
        assert "::error file=articles/draft.md,line=1" in job.log


@pytest.mark.usefixtures("site")
class TestInjection:
    """Inputs are words and articles are text; neither is ever a program."""

    @pytest.mark.parametrize("name", TEXTS)
    @pytest.mark.parametrize("text", INJECTED)
    def test_no_input_is_run(self, use: Use, tmp_path: Path, name: str, text: str) -> None:
        job = use(**{name: text}, upload="false")

        assert job.steps
        assert not list(tmp_path.rglob("pwned"))
        assert set(job.outputs) == {"out", "changed", "dangerous", "plan", "before", "hubs", "program"}
        assert job.outputs["changed"] in ("", "true")
        assert [line for line in commands(job.log) if not line.startswith(("::error ", "::warning "))] == []
        assert not any(job.files[each].exists() for each in ("GITHUB_ENV", "GITHUB_PATH"))

    def test_modules_in_the_checkout_are_not_imported(self, use: Use, tmp_path: Path) -> None:
        for name in ("exporters", "click", "yaml", "sitecustomize"):
            (tmp_path / f"workspace/{name}.py").write_text("open('pwned', 'w')\n", encoding="utf-8")

        job = use()

        assert (job.status, list(tmp_path.rglob("pwned"))) == (0, [])

    def test_a_title_is_neither_markdown_nor_a_command(self, use: Use, tmp_path: Path) -> None:
        for number, title in enumerate(HOSTILE):
            post(tmp_path / "workspace/articles", f"x{number}", title=json.dumps(title))

        job = use()

        assert job.status == 0
        tokens = MarkdownIt("commonmark", {"html": True}).parse(job.summary)
        assert [token.type for token in tokens if token.type.startswith(("html", "fence", "code"))] == ["code_block"]
        code = next(token.content for token in tokens if token.type == "code_block")
        rest = " ".join(token.content for token in tokens if token.type == "inline")
        for title in HOSTILE:
            assert title.strip()[:40] in code
            assert title.strip() not in rest
        assert commands(job.log) == []

    def test_a_plan_that_is_too_long_is_cut(self, use: Use, tmp_path: Path) -> None:
        feeds = "".join(f"  - path: p{number}\n    title: {'机' * 50}\n" for number in range(999))
        settings = job_settings(tmp_path)
        settings.write_text(f"{settings.read_text()}formats: [json]\npages: false\nfeeds:\n{feeds}", encoding="utf-8")
        for number in range(12):
            post(tmp_path / "workspace/articles", f"y{number}", title="é" * 200)

        job = use(task="plan", against="none")

        assert job.status == 0
        assert 800_000 < len(job.summary.encode()) < 1_000_000
        assert job.summary.rstrip().endswith("    …")


def commands(log: str) -> list[str]:
    """The lines that the runner takes for commands, but for those that switch commands off and on."""
    found, token = [], ""
    for line in log.splitlines():
        if token:
            token = "" if line == f"::{token}::" else token
        elif line.startswith("::stop-commands::"):
            token = line.rpartition("::")[2]
            assert re.fullmatch("[0-9a-f]{32}", token)
        elif line.lstrip().startswith("::") or "##[" in line:
            found.append(line)
    assert token == ""
    return found
