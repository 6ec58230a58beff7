"""`outfeed validate --changed` in real repositories: a file that shapes articles of other files has those judged."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.cli.running import Ran, outfeed_here, post

SITES: Final = Path(__file__).parents[1] / "sites"
ITEM: Final = "<item><title>{0}</title><link>https://a.example/{0}</link><pubDate>{0}</pubDate></item>"
DATE: Final = "Wed, 03 Jan 2024 10:11:12 GMT"
SETTINGS: Final = 'site: {title: T, url: "https://example.org/"}\n'


def git(folder: Path, *words: str) -> str:
    names = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "core.quotepath=off")
    done = subprocess.run(["git", *names, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    return tmp_path


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All")


def judged(folder: Path, *flags: str) -> tuple[int, int, list[str]]:
    """How many articles were read of what git says changed, how many files passed over, and the files with errors."""
    made = validate(folder, *flags)
    counts = re.search(r"(\d+) articles? read: .*?(?:; (\d+) files? skipped)?\.\n", made.err)
    assert counts is not None, made.err
    errors = sorted({line.partition(":")[0] for line in made.out.splitlines() if ": error: " in line})
    return int(counts[1]), int(counts[2] or 0), errors


def validate(folder: Path, *flags: str) -> Ran:
    git(folder, "add", "--intent-to-add", "--all")
    names = git(folder, "diff", "--name-only", "-z", "HEAD").split("\0")
    return outfeed_here("validate", "--changed", *flags, "--", *filter(None, names), cwd=folder)


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def change(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\n")


def row(number: int, date: str = "2024-01-02") -> str:
    return f'{{"title": "T", "url": "https://example.org/{number}", "date": "{date}"}}\n'


class TestFilesOfManyArticles:
    """Where a row or an item changed, the whole file is judged, and no other one."""

    @pytest.mark.parametrize(
        ("name", "before", "after"),
        [
            ("a.jsonl", row(1) + row(2), row(1) + row(2, "soon")),
            ("a.json", f"[{row(1)}]", f"[{row(1)}, {row(2, 'soon')}]"),
            ("a.csv", "title,url,date\nA,/a,2024-01-02\n", "title,url,date\nA,/a,2024-01-02\nB,/b,soon\n"),
            (
                "a.xml",
                "<rss version='2.0'><channel><title>T</title></channel></rss>",
                f"<rss version='2.0'><channel><title>T</title>{ITEM.format('soon')}{ITEM.format(DATE)}</channel></rss>",
            ),
        ],
    )
    def test_it_is_judged(self, repository: Path, name: str, before: str, after: str) -> None:
        sources = f"[{{path: data/{name}, timezone: UTC}}, {{path: data/b.jsonl}}, {{path: posts}}]"
        write(repository / "outfeed.yaml", f"{SETTINGS}sources: {sources}\n")
        write(repository / "data" / name, before)
        write(repository / "data/b.jsonl", row(3, "soon"))
        post(repository / "posts", "a", publishedDateTime="soon")
        commit(repository)
        write(repository / "data" / name, after)

        assert judged(repository) == (2, 0, [f"data/{name}"])

    def test_standard_input_is_refused(self, repository: Path) -> None:
        ran = outfeed_here("validate", "--changed", "-", cwd=repository)

        assert (ran.status, "[source-format]" in ran.err) == (2, True)


class TestDataOfGenerators:
    """Settings and data of a generator shape all articles, or those below their folder, or the one beside them."""

    @pytest.mark.parametrize(
        ("site", "file", "articles"),
        [
            ("jekyll", "_config.yml", "."),
            ("jekyll", "_data/authors.yml", "."),
            ("hugo", "hugo.toml", "content"),
            ("hugo", "content/posts/_index.md", "content/posts"),
            ("hugo", "content/posts/2024/_index.md", "content/posts/2024"),
            ("mkdocs", "mkdocs.yml", "docs"),
            ("mkdocs", "docs/blog/.authors.yml", "docs/blog"),
            ("pelican", "pelicanconf.py", "content"),
            ("nikola", "conf.py", "."),
            ("nikola", "posts/two-files.meta", "posts/two-files.md"),
            ("hexo", "_config.yml", "source"),
            ("eleventy-data", "src/_data/metadata.json", "src"),
            ("docusaurus", "blog/authors.yml", "blog"),
            ("quarto", "posts/_metadata.yml", "posts"),
            ("zola", "zola.toml", "content"),
            ("astro", "astro.config.mjs", "src"),
        ],
    )
    @pytest.mark.parametrize("is_gone", [False, True])
    def test_their_articles_are_judged(
        self, repository: Path, site: str, file: str, articles: str, *, is_gone: bool
    ) -> None:
        shutil.copytree(SITES / site / "source", repository / "site")
        write(repository / "README.md", "# Read me\n")
        write(repository / "site/outfeed.yaml", SETTINGS + f"source: {{dialect: {site.partition('-')[0]}}}\n")
        changed = repository / "site" / file
        if not changed.exists():
            write(changed, "title: X\n")
        commit(repository)
        every = outfeed_here("validate", f"site/{articles}", "--config", "site/outfeed.yaml", cwd=repository)
        changed.unlink() if is_gone else change(changed)
        change(repository / "README.md")

        if is_gone and file == "conf.py":
            assert judged(repository)[0] == 0  # nothing says any more where Nikola has its posts
            return

        read, passed, _ = judged(repository)

        other_languages = 1 if is_gone and file == "zola.toml" else 0  # nothing says any more that they are others
        count = every.err.partition("s read")[0].partition(" read")[0].rpartition("\n")[2]
        assert (f"{read - other_languages} article", passed) == (count, 1)
        assert read


class TestOther:
    """What shapes nothing is passed over."""

    def test_a_site_without_our_settings_is_found_by_its_generator(self, repository: Path) -> None:
        shutil.copytree(SITES / "pelican-paths/source", repository / "blog")
        commit(repository)
        change(repository / "blog/pelicanconf.py")

        assert judged(repository)[:2] == (3, 0)

    def test_settings_beside_articles_with_our_names(self, repository: Path) -> None:
        write(repository / "_config.yml", "url: https://example.org\ntimezone: UTC\n")
        post(repository, "a", publishedDateTime="2024-01-02 10:00")
        post(repository, "b", publishedDateTime="soon")
        commit(repository)
        write(repository / "_config.yml", "url: https://example.org\n")

        assert judged(repository) == (2, 0, ["a.md", "b.md"])

    def test_other_files_of_the_site(self, repository: Path) -> None:
        shutil.copytree(SITES / "jekyll/source", repository, dirs_exist_ok=True)
        write(repository / "assets/site.css", "p { color: black }\n")
        commit(repository)
        change(repository / "_layouts/post.html")
        (repository / "assets/site.css").unlink()

        assert judged(repository) == (0, 2, [])

    def test_an_article_that_is_gone(self, repository: Path) -> None:
        shutil.copytree(SITES / "hugo/source", repository, dirs_exist_ok=True)
        commit(repository)
        (repository / "content/posts/slug.md").unlink()

        assert judged(repository) == (0, 1, [])

    def test_a_removed_bundle_has_what_lay_beside_it_judged(self, repository: Path) -> None:
        write(repository / "hugo.toml", 'baseURL = "https://example.org/"\n')
        for name in ("a/index.md", "a/beside.md", "b/index.md", "c.md"):
            write(repository / "content/posts" / name, "---\ntitle: T\ndate: soon\n---\nB\n")
        commit(repository)
        (repository / "content/posts/b/index.md").unlink()

        assert judged(repository) == (0, 1, [])

        (repository / "content/posts/a/index.md").unlink()

        assert judged(repository) == (1, 1, ["content/posts/a/beside.md"])

    def test_an_article_and_the_settings_that_shape_it_count_once(self, repository: Path) -> None:
        shutil.copytree(SITES / "jekyll-none/source", repository, dirs_exist_ok=True)
        commit(repository)
        change(repository / "_config.yml")
        change(next((repository / "_posts").iterdir()))

        every = outfeed_here("validate", ".", cwd=repository)

        assert f"{judged(repository)[0]} articles read" in every.err
        assert judged(repository)[1] == 0

    def test_a_finished_page_and_a_style_sheet(self, repository: Path) -> None:
        write(repository / "outfeed.yaml", f"{SETTINGS}source: {{built: public}}\n")
        post(repository, "a")
        write(repository / "public/a.css", "")
        write(repository / "public/a/index.html", "<article>A</article>")
        commit(repository)
        change(repository / "public/a.css")

        assert judged(repository) == (0, 1, [])

        change(repository / "public/a/index.html")

        assert judged(repository) == (1, 1, [])
