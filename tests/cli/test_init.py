"""`outfeed init`: first settings for Jekyll, Hugo and plain folders, with which an export works at once."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from exporters.scaffold.folder_facts import HUGO, JEKYLL, SiteGenerator
from exporters.scaffold.new_files import PLACE, workflow_text
from tests.cli.running import ROOT, SITE, contents, outfeed_here, post, seen

TITLE = "News: \"all\" of 'it' # {not} [a] \\n – é 机"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository."""
    (tmp_path / ".git").mkdir()
    return tmp_path


def jekyll(site: Path, title: str = TITLE) -> None:
    """A site of Jekyll."""
    config = {"title": title, "url": "https://example.org", "baseurl": "/blog", "author": title, "lang": "no"}
    (site / "_config.yml").write_text(json.dumps(config), encoding="utf-8")
    post(site / "_posts", "2021-08-24-a", topics="[AI, Law]")


def hugo(site: Path, title: str = TITLE) -> None:
    """A site of Hugo."""
    site.mkdir(exist_ok=True)
    (site / "hugo.json").write_text(
        json.dumps({"title": title, "baseURL": "https://example.org/blog/", "params": {"description": title}}),
        encoding="utf-8",
    )
    post(site / "content/posts", "a")


def plain(site: Path) -> None:
    """Articles, and a guide that is none."""
    post(site / "articles/2021", "a")
    (site / "guide.md").write_text("# Guide\n", encoding="utf-8")


class TestExportAfterIt:
    """`outfeed export` works without a flag."""

    @pytest.mark.parametrize(
        "title",
        [
            TITLE,
            "a: b",
            "- a",
            "#1",
            "{topic}",
            "{{",
            "'",
            '"',
            "two\nlines\n",
            "no",
            "2021",
            "é\u2028机",
            "@a",
            "%a",
            "`a",
        ],
    )
    @pytest.mark.parametrize(("make", "out"), [(jekyll, "_site/feeds"), (hugo, "public/feeds")])
    def test_of_a_site_that_a_tool_makes(
        self, site: Path, make: Callable[[Path, str], None], out: str, title: str
    ) -> None:
        make(site, title)

        begun = outfeed_here("init", cwd=site)
        made = outfeed_here("export", "--quiet", cwd=site)

        assert (begun.status, made.status, made.err) == (0, 0, "")
        feed = json.loads((site / out / "feed.json").read_text(encoding="utf-8"))
        assert feed["title"] == " ".join(title.split())
        assert (feed["home_page_url"], len(feed["items"])) == ("https://example.org/blog/", 1)
        assert feed["feed_url"] == "https://example.org/blog/feeds/feed.json"

    def test_of_a_plain_folder(self, site: Path) -> None:
        plain(site)

        begun = outfeed_here("init", *SITE, cwd=site)
        made = outfeed_here("export", "--quiet", cwd=site)

        assert (begun.status, made.status) == (0, 0)
        assert begun.out == "outfeed.yaml: written\nNext: outfeed export\n"
        assert begun.err == "Found 1 article in articles/2021.\n"
        assert len(json.loads((site / "out/feed.json").read_text(encoding="utf-8"))["items"]) == 1

    def test_of_another_folder_the_next_step_names_the_settings(self, site: Path) -> None:
        plain(site / "news")

        begun = outfeed_here("init", "news", *SITE, cwd=site)
        next_step = begun.out.splitlines()[-1].removeprefix("Next: outfeed ").split()
        made = outfeed_here(*next_step, cwd=site)

        assert next_step == ["export", "--config", "news/outfeed.yaml"]
        assert made.status == 0
        assert (site / "news/out/rss.xml").is_file()

    @pytest.mark.parametrize("name", ["$(id)", "a b", "it's", "${{ x }}"])
    def test_the_next_step_is_quoted_for_the_shell(self, site: Path, name: str) -> None:
        plain(site / name)

        begun = outfeed_here("init", name, *SITE, cwd=site)

        words = shlex.split(begun.out.splitlines()[-1].removeprefix("Next: outfeed "))
        assert words == ["export", "--config", f"{name}/outfeed.yaml"]
        assert "$" not in begun.out.splitlines()[-1] or "'" in begun.out.splitlines()[-1]

    def test_a_flag_wins_over_what_is_found(self, site: Path) -> None:
        jekyll(site)

        outfeed_here("init", "--site-url", "https://example.com/n", cwd=site)

        assert yaml.safe_load((site / "outfeed.yaml").read_text(encoding="utf-8"))["site"]["url"] == (
            "https://example.com/n/"
        )


class TestFound:
    """It says what it found."""

    def test_of_a_site_that_a_tool_makes(self, site: Path) -> None:
        jekyll(site)
        post(site / "_posts", "b", publishedDateTime="")

        made = outfeed_here("init", cwd=site)

        assert made.err == (
            "Found Jekyll's settings in _config.yml; 2 articles in _posts, with 2 topics; "
            "1 without publishedDateTime: `outfeed validate` shows what is missing.\n"
            "Add to _config.yml: keep_files: [feeds] (`jekyll build` empties _site, the feeds with it).\n"
            "Add to _config.yml: exclude: [outfeed.yaml, ids.yaml] (these files would be published).\n"
        )
        assert made.out.splitlines()[-1] == "Next: outfeed validate"
        assert outfeed_here("export", cwd=site).status == 1

    def test_each_field_that_articles_lack_is_counted(self, site: Path) -> None:
        for name in ("a", "b"):
            post(site / "articles", name, publishedDateTime="", webUrl="")
        post(site / "articles", "c", webUrl="")
        post(site / "articles", "draft", webUrl="", draft="true")

        made = outfeed_here("init", *SITE, cwd=site)

        assert made.err == (
            "Found 4 articles in articles; "
            "2 without publishedDateTime, 3 without webUrl: `outfeed validate` shows what is missing.\n"
        )
        assert made.out.splitlines()[-1] == "Next: outfeed validate"

    def test_front_matter_in_toml_is_no_trouble(self, site: Path) -> None:
        hugo(site)
        (site / "content/posts/b.md").write_text('+++\ntitle = "B"\n+++\n', encoding="utf-8")

        made = outfeed_here("init", cwd=site)

        assert made.err.endswith("2 articles in content; an export rejects 1 of them: `outfeed validate` shows why.\n")
        assert (
            "content/posts/b.md:1:1: error: neither the front matter nor the file name has a date"
            in outfeed_here("export", cwd=site).err
        )

    def test_a_draft_that_lacks_something_is_in_nobodys_way(self, site: Path) -> None:
        plain(site)
        post(site / "articles/2021", "b", published="false", webUrl="")

        made = outfeed_here("init", *SITE, cwd=site)

        assert made.out.splitlines()[-1] == "Next: outfeed export"
        assert outfeed_here("export", cwd=site).status == 0

    def test_of_an_empty_folder(self, site: Path) -> None:
        made = outfeed_here("init", *SITE, cwd=site)

        assert (made.status, made.err) == (0, "Found no articles yet.\n")
        assert made.out.splitlines()[-1] == "Next: outfeed validate"


class TestRefused:
    """Nothing is written where it would not be right."""

    def test_without_an_address_one_is_asked_for(self, site: Path) -> None:
        plain(site)
        before = seen(site)

        made = outfeed_here("init", "--ci", "github", cwd=site)

        assert (made.status, made.out) == (2, "")
        assert "give --site-url https://…" in made.err
        assert "[site-url-missing]" in made.err
        assert seen(site) == before

    @pytest.mark.parametrize(
        ("words", "rule"),
        [
            (["--site-url", "example.org"], "url-wrong"),
            (["--site-url", "https://example.org/?a"], "url-query"),
            (["nowhere", *SITE], "folder-missing"),
            (["guide.md", *SITE], "folder-missing"),
        ],
    )
    def test_wrong_words_are_told(self, site: Path, words: list[str], rule: str) -> None:
        plain(site)
        before = seen(site)

        made = outfeed_here("init", *words, cwd=site)

        assert (made.status, made.out) == (2, "")
        assert f"[{rule}]" in made.err
        assert seen(site) == before

    @pytest.mark.parametrize("name", ["outfeed.yaml", "outfeed.yml"])
    def test_settings_that_exist_are_left_alone(self, site: Path, name: str) -> None:
        plain(site)
        (site / name).write_text("site: {}\n", encoding="utf-8")
        before = seen(site)

        made = outfeed_here("init", *SITE, cwd=site)

        assert made.status == 2
        assert f"{name}: error: already exists, so Outfeed leaves it as it is" in made.err
        assert seen(site) == before

    def test_a_folder_that_can_not_be_written_is_told(self, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refused(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("exporters.scaffold.new_files.write", refused)

        made = outfeed_here("init", *SITE, cwd=site)

        assert made.status == 3
        assert "outfeed.yaml: error: the settings can't be written there: permission denied" in made.err

    @pytest.mark.parametrize("link", [".github", ".github/workflows"])
    def test_a_link_out_of_the_repository_is_not_followed(self, tmp_path: Path, link: str) -> None:
        site, other = tmp_path / "site", tmp_path / "other"
        plain(site)
        other.mkdir()
        (site / ".git").mkdir()
        (site / link).parent.mkdir(exist_ok=True)
        (site / link).symlink_to(other)
        before = seen(site)

        made = outfeed_here("init", "--ci", "github", *SITE, cwd=site)

        assert made.status == 2
        assert ".github/workflows/publish.yml: error: a folder above it is a link out" in made.err
        assert "[workflow-outside]" in made.err
        assert (seen(site), list(other.iterdir())) == (before, [])

    def test_what_is_in_the_way_of_the_workflow_is_told_before_anything_is_written(self, site: Path) -> None:
        plain(site)
        (site / ".github").symlink_to(site / "nowhere")
        before = seen(site)
        told = [outfeed_here("init", "--ci", "github", *SITE, cwd=site)]
        (site / ".github").unlink()
        (site / ".github").touch()
        told.append(outfeed_here("init", "--ci", "github", *SITE, cwd=site))
        (site / ".github").unlink()

        assert [made.status for made in told] == [3, 3]
        for made in told:
            assert "the workflow can't be written there: .github is not a folder; make it a folder" in made.err
        assert contents(site).keys() == before.keys() - {"."}


class TestWorkflow:
    """`--ci github` writes the workflow, too."""

    def test_both_are_written(self, site: Path) -> None:
        plain(site / "news")

        made = outfeed_here("init", "news", "--ci", "github", *SITE, cwd=site)

        assert made.status == 0
        assert made.out.splitlines()[:2] == ["news/outfeed.yaml: written", ".github/workflows/publish.yml: written"]
        written = (site / PLACE).read_text(encoding="utf-8")
        assert written == workflow_text("news/outfeed.yaml")

    def test_it_lies_in_the_root_of_the_repository(self, site: Path) -> None:
        hugo(site / "blog")

        made = outfeed_here("init", "--ci", "github", cwd=site / "blog")

        assert "../.github/workflows/publish.yml: written" in made.out
        written = (site / PLACE).read_text(encoding="utf-8")
        assert written == workflow_text("blog/outfeed.yaml", tool=HUGO, source="blog")

    def test_settings_that_exist_stay_and_only_the_workflow_is_written(self, site: Path) -> None:
        plain(site)
        (site / "outfeed.yml").write_text("site: {title: Mine}\n", encoding="utf-8")

        made = outfeed_here("init", "--ci", "github", cwd=site)

        assert made.status == 0
        assert "outfeed.yml: already exists, so Outfeed left it as it is\n" in made.out
        assert (site / "outfeed.yml").read_text(encoding="utf-8") == "site: {title: Mine}\n"
        assert (site / PLACE).read_text(encoding="utf-8") == workflow_text("outfeed.yml")

    @pytest.mark.parametrize(("feeds_url", "folder"), [("rss/", "rss"), ("", ""), ("a/b/", "a/b")])
    def test_feeds_are_published_where_their_settings_say(self, site: Path, feeds_url: str, folder: str) -> None:
        plain(site)
        (site / "outfeed.yaml").write_text(
            f"site: {{url: https://example.org/n/, feeds_url: https://example.org/n/{feeds_url}}}\nout: public/x\n",
            encoding="utf-8",
        )

        made = outfeed_here("init", "--ci", "github", cwd=site)

        assert (made.status, made.err) == (0, "")
        assert (site / PLACE).read_text(encoding="utf-8") == workflow_text(feeds=folder)

    def test_an_address_elsewhere_is_warned_of(self, site: Path) -> None:
        plain(site)
        settings = "site: {url: https://example.org/, feeds_url: https://feeds.example.com/rss/}\n"
        (site / "outfeed.yaml").write_text(settings, encoding="utf-8")

        made = outfeed_here("init", "--ci", "github", cwd=site)

        assert made.status == 0
        assert "outfeed.yaml: warning: site.feeds_url: no address below that of the site" in made.err
        assert (site / PLACE).read_text(encoding="utf-8") == workflow_text(feeds=None)

    def test_settings_that_are_wrong_are_told(self, site: Path) -> None:
        (site / "outfeed.yaml").write_text("fedes: []\n", encoding="utf-8")
        before = seen(site)

        made = outfeed_here("init", "--ci", "github", cwd=site)

        assert (made.status, seen(site)) == (2, before)
        assert "[key-unknown]" in made.err

    @pytest.mark.parametrize(
        ("make", "tool", "said"),
        [
            (jekyll, JEKYLL, "The workflow builds the site with Jekyll, and adds the feeds to it.\n"),
            (hugo, HUGO, "The workflow ends with an error until its step Build the site says how Hugo builds it.\n"),
        ],
    )
    def test_a_site_that_a_tool_makes_is_built_first(
        self, site: Path, make: Callable[[Path], None], tool: SiteGenerator, said: str
    ) -> None:
        make(site)

        made = outfeed_here("init", "--ci", "github", cwd=site)

        assert (made.status, made.err.endswith(said)) == (0, True)
        assert (site / PLACE).read_text(encoding="utf-8") == workflow_text(tool=tool)

    def test_articles_in_a_folder_of_such_a_site_count_as_it(self, site: Path) -> None:
        jekyll(site)

        outfeed_here("init", "_posts", "--ci", "github", cwd=site)

        written = (site / PLACE).read_text(encoding="utf-8")
        assert written == workflow_text("_posts/outfeed.yaml", tool=JEKYLL)

    def test_another_branch_is_published_from(self, site: Path) -> None:
        plain(site)
        (site / ".git/HEAD").write_text("ref: refs/heads/trunk\n", encoding="utf-8")

        outfeed_here("init", "--ci", "github", *SITE, cwd=site)

        assert "    branches: [main, master, trunk]\n" in (site / PLACE).read_text(encoding="utf-8")

    def test_a_workflow_that_exists_stays_and_only_settings_are_written(self, site: Path) -> None:
        plain(site)
        place = site / PLACE
        place.parent.mkdir(parents=True)
        place.write_text("mine", encoding="utf-8")

        made = outfeed_here("init", "--ci", "github", *SITE, cwd=site)

        assert made.status == 0
        assert place.read_text(encoding="utf-8") == "mine"
        assert (site / "outfeed.yaml").is_file()

    def test_where_both_exist_nothing_is_done(self, site: Path) -> None:
        plain(site)
        outfeed_here("init", "--ci", "github", *SITE, cwd=site)
        before = seen(site)

        made = outfeed_here("init", "--ci", "github", *SITE, cwd=site)

        assert made.status == 2
        assert made.err.count("[file-exists]") == 2
        assert seen(site) == before


class TestDryRun:
    """`--dry-run` prints what would be written, even where it exists."""

    def test_the_files_are_printed_and_nothing_is_written(self, site: Path) -> None:
        plain(site)
        before = seen(site)

        made = outfeed_here("init", "--ci", "github", "--dry-run", *SITE, cwd=site)
        outfeed_here("init", "--ci", "github", *SITE, cwd=site)
        written = contents(site)

        settings, both = written["outfeed.yaml"].decode(), written[PLACE.as_posix()].decode()
        assert made.out == f"# outfeed.yaml\n{settings}# .github/workflows/publish.yml\n{both}"
        assert seen(site) != before
        assert outfeed_here("init", "--ci", "github", "--dry-run", *SITE, cwd=site).out == made.out

    def test_the_first_files_of_the_seeds_name_their_topics(self) -> None:
        made = outfeed_here("init", "seeds", "--dry-run", *SITE, cwd=ROOT)

        assert "such as AI, AI Hardware and Machine Learning" in made.out
