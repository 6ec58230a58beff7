"""What the action refuses to publish, and what it tells of a pull request."""

import re
from pathlib import Path

import pytest

from tests.ci.publishing_jobs import Use, job_settings, publish_beforehand
from tests.cli.running import post, seen
from tests.planning.publishing_at import Site


@pytest.mark.usefixtures("site")
class TestRefused:
    """Nothing is published where subscribers would be harmed, or where nothing is known of them."""

    def test_ids_that_change_show_the_plan_and_end_with_three(self, use: Use, tmp_path: Path) -> None:
        publish_beforehand(tmp_path)
        post(tmp_path / "workspace/articles", "a", id="other")

        job = use()

        assert (job.status, job.steps[-1].name, job.artifacts) == (3, "Export the feeds", {})
        assert (job.outputs["changed"], job.outputs["dangerous"]) == ("true", "true")
        assert "    ! shown again as new     About a" in job.summary
        assert "**Nothing was published.**" in job.summary
        assert re.search(r"(?m)^::error file=articles/a\.md,.*title=id-changed::", job.log)
        assert sorted(path.name for path in (job.workspace / "_site/feeds").iterdir()) == ["manifest.json"]

    def test_they_are_published_where_it_is_allowed(self, use: Use, tmp_path: Path) -> None:
        publish_beforehand(tmp_path)
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
        publish_beforehand(tmp_path)
        post(tmp_path / "workspace/articles", "b")
        before = seen(tmp_path / "workspace")

        job = use(task="plan")

        assert [step.name for step in job.steps][-2:] == ["Validate the articles", "Plan what subscribers will see"]
        assert (job.status, job.outputs["changed"]) == (0, "true")
        assert "1 new, 1 unchanged" in job.summary
        assert seen(tmp_path / "workspace") == before

    def test_danger_does_not_fail_it(self, use: Use, tmp_path: Path) -> None:
        publish_beforehand(tmp_path)
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
