"""What is seen in a folder before it has settings: whose site it is, where articles are, what they are about."""

from pathlib import Path

import pytest

from exporters.starting.look import HUGO, JEKYLL, NONE, Found, look
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
        return found.source, found.articles, found.dated

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

    @pytest.mark.parametrize("text", ["", "# No front matter\n", "---\n- list\n---\n", "---\na: [\n---\n", "\xff"])
    def test_what_is_no_article_is_passed_over(self, site: Path, text: str) -> None:
        (site / "x").mkdir()
        (site / "x/x.md").write_text(text, encoding="latin-1")

        assert look(site) == Found()


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
