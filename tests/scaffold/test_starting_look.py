"""What is seen in a folder before it has settings: whose site it is, where articles are, what they are about."""

from pathlib import Path

import pytest

from exporters.scaffold.folder_facts import HUGO, JEKYLL, NONE, FolderFacts, look
from tests.cli.running import post


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository, above which nothing is looked for."""
    (tmp_path / ".git").mkdir()
    return tmp_path


class TestTool:
    """Jekyll and Hugo tell about the site, and have folders of their own for articles."""

    def test_jekyll_has_posts(self, site: Path) -> None:
        (site / "_config.yml").write_text("title: News\nurl: https://example.org\nbaseurl: /n\n", encoding="utf-8")
        post(site / "_posts", "a")
        post(site, "about", publishedDateTime="")

        found = look(site)

        assert (found.tool, found.source, found.articles, found.out) == (JEKYLL, "_posts", 1, "_site/feeds")
        assert (found.known.title, found.known.url) == ("News", "https://example.org/n/")

    @pytest.mark.parametrize("name", ["hugo.toml", "config.toml"])
    def test_hugo_has_content(self, site: Path, name: str) -> None:
        (site / name).write_text('baseURL = "https://example.org/"\ntitle = "News"\n', encoding="utf-8")
        post(site / "content/posts/2021", "a")

        found = look(site)

        assert (found.tool, found.source, found.articles, found.out) == (HUGO, "content", 1, "public/feeds")

    def test_a_folder_below_their_settings_is_a_plain_one_that_they_tell_about(self, site: Path) -> None:
        (site / "_config.yml").write_text("title: News\nurl: https://example.org\n", encoding="utf-8")
        post(site / "news/_posts", "a")

        found = look(site / "news")

        assert (found.tool, found.source, found.out, found.known.title) == (NONE, "_posts", "out", "News")

    def test_without_its_usual_folder_articles_are_searched(self, site: Path) -> None:
        (site / "_config.yml").write_text("title: News\n", encoding="utf-8")
        post(site / "articles", "a")

        assert look(site).source == "articles"


class TestSource:
    """The deepest folder that holds all articles; what has front matter and no date only counts where nothing has."""

    def source(self, site: Path) -> tuple[str, int, int]:
        """Where articles are, how many files have front matter there, how many of them a date."""
        found = look(site)
        return found.source, found.articles, found.articles - dict(found.lacking).get("publishedDateTime", 0)

    def test_it_is_the_folder_that_they_share(self, site: Path) -> None:
        post(site / "content/articles/2020", "a")
        post(site / "content/articles/2021/08", "b")
        (site / "docs").mkdir()
        (site / "docs/guide.md").write_text("# Guide\n", encoding="utf-8")

        assert self.source(site) == ("content/articles", 2, 2)

    def test_folders_that_begin_alike_are_not_one(self, site: Path) -> None:
        post(site / "articles", "a")
        post(site / "articles-old", "b")

        assert self.source(site) == (".", 2, 2)

    def test_one_article_at_the_top_makes_it_the_top(self, site: Path) -> None:
        post(site / "articles", "a")
        post(site, "b")

        assert self.source(site) == (".", 2, 2)

    def test_pages_beside_dated_articles_do_not_count(self, site: Path) -> None:
        post(site / "articles", "a")
        post(site / "articles", "b", publishedDateTime="")
        post(site / "pages", "about", publishedDateTime="")

        assert self.source(site) == ("articles", 2, 1)

    def test_articles_with_other_names_for_their_fields_count_where_there_are_no_others(self, site: Path) -> None:
        post(site / "posts", "a", publishedDateTime="", date="2021-08-24")

        assert self.source(site) == ("posts", 1, 0)

    @pytest.mark.parametrize(
        "text",
        ["", "+++\n", "+++\na = [\n+++\n", "# No front matter\n", "---\n- list\n---\n", "---\na: [\n---\n", "\xff"],
    )
    def test_what_is_no_article_is_passed_over(self, site: Path, text: str) -> None:
        (site / "x").mkdir()
        (site / "x/x.md").write_text(text, encoding="latin-1")

        assert look(site) == FolderFacts()


class TestReady:
    """What an export would miss: each field that articles need, drafts aside."""

    @pytest.mark.parametrize(
        ("fields", "lacking"),
        [
            ({}, ()),
            ({"webUrl": "", "originalUrl": "/a"}, ()),
            ({"webUrl": ""}, (("webUrl", 1),)),
            ({"webUrl": "' '"}, (("webUrl", 1),)),
            ({"publishedDateTime": "", "webUrl": ""}, (("publishedDateTime", 1), ("webUrl", 1))),
            ({"publishedDateTime": "null", "title": "''"}, (("title", 1), ("publishedDateTime", 1))),
            ({"title": ""}, (("title", 1),)),
        ],
    )
    def test_each_field_is_counted(self, site: Path, fields: dict[str, str], lacking: object) -> None:
        post(site, "a", **fields)

        found = look(site)

        assert (found.lacking, found.is_ready) == (lacking, not lacking)

    @pytest.mark.parametrize("mark", [{"published": "false"}, {"draft": "true"}, {"removed": "true"}])
    def test_a_draft_may_lack_anything_and_is_no_article_alone(self, site: Path, mark: dict[str, str]) -> None:
        post(site, "a", webUrl="", **mark)

        alone = look(site)
        post(site, "b")
        found = look(site)

        assert (alone.articles, alone.drafts, alone.lacking, alone.is_ready) == (1, 1, (), False)
        assert (found.articles, found.drafts, found.lacking, found.is_ready) == (2, 1, (), True)

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_front_matter_in_toml_is_counted_and_keeps_it_from_being_ready(self, site: Path, end: str) -> None:
        post(site / "content", "a")
        (site / "content/b.md").write_bytes(end.join(["+++", 'title = "B"', "a = 1", "+++", "Text"]).encode())

        found = look(site)

        assert (found.source, found.articles, found.toml, found.lacking, found.is_ready) == ("content", 2, 1, (), False)

    def test_a_folder_without_articles_is_not_ready(self, site: Path) -> None:
        assert not look(site).is_ready


class TestNames:
    """Topics and providers as they are written, the most frequent first."""

    def test_they_are_counted(self, site: Path) -> None:
        post(site, "a", topics="[Chips, AI]", provider="{name: Wired, domain: wired.com}")
        post(site, "b", topics="[AI, ' A  b ', 5]", provider="{domain: a.org}")
        post(site, "c", topics="AI", provider="{name: Wired}")
        post(site, "d", topics="{a: b}", provider="x")

        found = look(site)

        assert found.topics == ("AI", "A b", "Chips")
        assert found.providers == ("Wired", "a.org")
