"""action.yml, its steps run as they are written: what is installed, published and told."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.ci.publishing_jobs import Use, job_settings, publish, publish_beforehand, titles
from tests.ci.steps import ACTION, Job, Step
from tests.cli.running import post, seen
from tests.planning.publishing_at import Site


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

    def test_the_first_publication_finds_nothing(self, use_for_real: Use, site: Site) -> None:
        job = use_for_real()

        assert (job.status, site.asked[0]) == (0, "/feeds/manifest.json")
        assert "No manifest is published there yet." in job.log
        assert titles(job.workspace / "_site/feeds") == ["About a"]
        assert "./feeds/rss.xml" in job.artifacts["github-pages-1"]
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
        publish_beforehand(tmp_path)

        job = use()

        assert (job.status, job.outputs["changed"], job.outputs["dangerous"]) == (0, "false", "false")
        published = {name: data for name, (data, _) in seen(tmp_path / "published/feeds").items()}
        assert {name: data for name, (data, _) in seen(job.workspace / "_site/feeds").items()} == published

    def test_a_feed_that_lost_its_last_article_stays(self, use: Use, tmp_path: Path) -> None:
        settings = job_settings(tmp_path)
        settings.write_text(f"{settings.read_text()}feeds: [{{path: ''}}, {{path: 'topics/{{topic}}'}}]\n")
        post(tmp_path / "workspace/articles", "a", topics="[AI]")
        publish_beforehand(tmp_path)
        post(tmp_path / "workspace/articles", "a", topics="[Law]")

        job = use()

        assert job.status == 0
        assert titles(job.workspace / "_site/feeds/topics/ai") == []

    def test_another_attempt_uploads_an_artifact_of_another_name(self, use: Use, job: Job, tmp_path: Path) -> None:
        first = use().outputs["artifact"]
        publish(job, tmp_path)
        job.attempt = "2"

        second = use().outputs["artifact"]

        assert (first, second, list(job.artifacts)) == ("github-pages-1", "github-pages-2", ["github-pages-2"])

    def test_inputs_reach_the_program(self, use: Use) -> None:
        job = use(out="public/f", path="public", export_arguments="--format=json\n\n--verbose\n", upload="false")

        assert job.status == 0
        assert (job.workspace / "public/f/feed.json").is_file()
        assert not (job.workspace / "public/f/rss.xml").exists()
        assert (job.outputs["out"], job.outputs["artifact"], job.artifacts) == ("public/f", "", {})

    def test_feeds_are_judged_before_the_upload(self, use: Use, job: Job) -> None:
        (job.workspace / "_site").mkdir()
        (job.workspace / "_site/-other.xml").write_text("<rss version='2.0'><channel/></rss>", encoding="utf-8")

        use(lint="_site\n\n-no.xml\n")

        assert (job.status, job.artifacts) == (2, {})
        assert "::error file=_site/-other.xml,line=1,col=20,title=" in job.log
        assert "-no.xml: error: there is no such file or folder" in job.log

    def test_feeds_without_errors_are_uploaded(self, use: Use) -> None:
        job = use(lint="_site")

        assert (job.status, list(job.artifacts)) == (0, ["github-pages-1"])
        assert "documents judged: 0 errors, 0 warnings" in job.log

    def test_feeds_in_another_folder_than_their_address_are_warned_of(
        self, use: Use, site: Site, tmp_path: Path
    ) -> None:
        settings = job_settings(tmp_path)
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("site: {", f"site: {{feeds_url: '{site.url}rss/', "), encoding="utf-8")

        job = use(out="_site/fe%0Aeds")

        assert job.status == 0
        (warning,) = [line for line in job.log.splitlines() if line.startswith("::warning title=outfeed::")]
        assert "written to _site/fe%250Aeds" in warning
        assert f"They name {site.url}rss/" in warning

    @pytest.mark.parametrize(
        "given",
        [{"out": "_site/rss"}, {"out": "elsewhere", "upload": "false"}, {"upload": "false"}, {"task": "plan"}],
    )
    def test_they_are_not_where_they_fit_or_nothing_is_uploaded(
        self, use: Use, site: Site, tmp_path: Path, given: dict[str, str]
    ) -> None:
        settings = job_settings(tmp_path)
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("site: {", f"site: {{feeds_url: '{site.url}rss/', "), encoding="utf-8")

        job = use(**given)

        assert job.status == 0
        assert "::warning title=outfeed::" not in job.log

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
