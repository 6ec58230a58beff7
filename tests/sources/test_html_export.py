"""`format: html`: a built site without its sources becomes feeds."""

import json
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any, Final

import pytest

from exporters.api import ExportReport, export
from exporters.errors import SettingsError
from exporters.settings.load import load
from exporters.sources.changed_files import groups
from tests.cli.running import Ran
from tests.cli.running import outfeed_here as outfeed
from tests.sites.facts import FACTS
from tests.sites.test_sites import RECOGNISED, encoded, expectation, moment
from tests.sites.test_sites import settings as settings_of

SITES: Final = Path(__file__).parents[1] / "sites"
SETTINGS: Final = (
    "site: {url: 'https://example.org/blog/', title: Blog}\nsource: {path: _site, format: html}\nout: _site/feeds\n"
)
DATE: Final = "<time datetime=2024-01-15T10:30:00Z>then</time>"
NOT_IN_PAGES: Final = {  # posts whose own page does not say it, by link
    "https://hugo.example/posts/2024-07-01-date-in-name/": "the page has no date",
    "https://hexo.example/2024/06/02/2024-06-01-date-in-name/": "the page has no title",
    "https://pelican.example/fest/%7Bslug%7D.htm": "the address leads to no page: the file is fest/seite.html",
}


def article(title: str = "T", head: str = "", text: str = "<p>Some <a href='../b/'>text</a></p>") -> str:
    return f"<title>{title}</title>{head}<article><h1>{title}</h1>{DATE}{text}</article>"


BODY: Final = '<p>Some <a href="https://example.org/blog/b/">text</a></p>'
LIST: Final = f"<title>All</title><article><h2><a href=/blog/a/>A</a></h2>{DATE}</article>"


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    (tmp_path / "outfeed.yaml").write_text(SETTINGS)
    put(tmp_path, "a/index.html", article("A"))
    return tmp_path


def put(blog: Path, name: str, html: str) -> Path:
    path = blog / "_site" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html)
    return path


def run(blog: Path, **more: Any) -> ExportReport:
    return export(config=blog / "outfeed.yaml", on_problem="return", cache=blog / ".outfeed", **more)


def items(blog: Path, out: str = "_site/feeds") -> dict[str, dict[str, Any]]:
    listed = json.loads((blog / out / "feed.json").read_text())["items"]
    return {each["url"].removeprefix("https://example.org/blog/"): each for each in listed}


def stating(folder: Path) -> None:
    """Have the pages of a test site say their dates as themes do, in place of the facts of its template."""
    for path in filter(Path.is_file, folder.rglob("*.htm*")):
        text = path.read_text(encoding="utf-8")
        if found := FACTS.search(text):
            published = json.loads(unescape(found[1]) if "&quot;" in found[1] else found[1])["published"]
            meta = f'<meta property="article:published_time" content="{published}">' if published else ""
            path.write_text(text.replace(found[0], meta), encoding="utf-8")


@pytest.mark.parametrize("site", [each for each in RECOGNISED if (SITES / each / "built").is_dir()])
def test_each_post_of_a_generator_has_its_link_title_and_date(site: str, tmp_path: Path) -> None:
    home = settings_of(site, tmp_path).site
    shutil.copytree(SITES / site / "built", tmp_path / "_site")
    stating(tmp_path / "_site")
    (tmp_path / "outfeed.yaml").write_text(
        f"site: {{url: '{home and home.url}', title: Blog}}\nfeeds: [{{limit: 0}}]\nout: out\n"
        "source: {path: _site, format: html}\n"
    )

    assert not run(tmp_path).is_failed

    found = items(tmp_path, "out")
    posts = [each for each in expectation(site)["posts"] if each["state"] == "published" and each["link"]]
    expected = {
        encoded(each["link"]): (" ".join(each["title"].split()), each["published"] and moment(each["published"]))
        for each in posts
        if each["link"] not in NOT_IN_PAGES
    }
    assert expected
    assert {
        link: (found[link]["title"], date and found[link]["date_published"])
        for link, (_, date) in expected.items()
        if link in found
    } == expected


class TestExport:
    """What becomes of the pages."""

    def test_an_article_has_what_its_page_says(self, blog: Path) -> None:
        head = (
            "<meta name=author content=Jana><meta property=article:tag content=Cats><meta name=description content=S.>"
            "<meta property=og:image content=/i.png><meta property=article:modified_time content=2024-02-01>"
        )
        put(blog, "a/index.html", article("A", head))

        assert [(each.rule, each.field) for each in run(blog).diagnostics] == [("zone-assumed", "modified")]

        item = items(blog)["a/"]
        assert (item["title"], item["summary"], item["tags"]) == ("A", "S.", ["Cats"])
        assert (item["date_published"], item["date_modified"]) == ("2024-01-15T10:30:00Z", "2024-02-01T00:00:00Z")
        assert (item["image"], item["authors"]) == ("https://example.org/i.png", [{"name": "Jana"}])
        assert item["content_html"] == f'<time datetime="2024-01-15T10:30:00Z">then</time>{BODY}'

    def test_what_is_no_article_is_left_out_and_counted(self, blog: Path) -> None:
        for name in ("l1.html", "l2.html"):
            put(blog, name, LIST)
        put(blog, "404.html", article())
        put(blog, "n.html", article(head="<meta name=robots content=noindex>"))

        ended = outfeed("export", cwd=blog)

        assert "5 pages read, 1 article (left out: 2 lists, 1 noindex, 1 not found)" in ended.out.splitlines()
        assert "1 article read, 1 exported; newest 2024-01-15T10:30:00Z." in ended.out.splitlines()
        assert list(items(blog)) == ["a/"]
        assert json.loads(outfeed("export", "--json", cwd=blog).out)["pages"] == {
            "article": 1,
            "list": 2,
            "noindex": 1,
            "not found": 1,
        }

    def test_validate_counts_them_too(self, blog: Path) -> None:
        put(blog, "l1.html", LIST)
        put(blog, "404.html", article())

        ended = outfeed("validate", cwd=blog)

        assert "3 pages read, 1 article (left out: 1 list, 1 not found)" in ended.err.splitlines()

    def test_a_warm_run_counts_the_same(self, blog: Path) -> None:
        put(blog, "l.html", LIST)
        outfeed("export", cwd=blog)

        assert "2 pages read, 1 article (left out: 1 list)" in outfeed("export", cwd=blog).out

    def test_no_article_at_all_says_of_which_kind_the_pages_are(self, blog: Path) -> None:
        put(blog, "a/index.html", LIST.replace("/a/", "/b/"))

        [told] = run(blog).diagnostics
        assert (told.rule, told.message) == ("no-articles", "no article to export (1 of the kind list)")

    def test_what_outfeed_published_is_none_of_the_pages(self, blog: Path) -> None:
        run(blog)
        put(blog, "feeds/index.html", article())
        put(blog, "old/index.html", article())
        put(blog, "old/manifest.json", '{"generator": "Outfeed"}')

        assert not run(blog, adopt=True).is_failed
        assert list(items(blog)) == ["a/"]

    def test_pages_in_folders_with_any_name_are_read(self, blog: Path) -> None:
        for name in ("out/index.html", "_site/index.html", "readme.html"):
            put(blog, name, article())
        run(blog)

        assert sorted(items(blog)) == ["_site/", "a/", "out/", "readme.html"]

    def test_a_folder_in_the_site_keeps_the_addresses_of_the_site(self, blog: Path) -> None:
        export(blog / "_site" / "a", out=blog / "out")

        assert list(items(blog, "out")) == ["a/"]


class TestFolder:
    """Nothing outside of the built site is read."""

    @pytest.mark.parametrize("name", ["b.html", "c"])
    def test_no_link_leads_out_or_to_a_folder(self, blog: Path, name: str) -> None:
        (blog / "b.html").write_text(article("Secret"))
        (blog / "_site" / name).symlink_to(blog / "b.html" if name == "b.html" else blog / "_site" / "a")
        run(blog)

        assert list(items(blog)) == ["a/"]

    def test_a_link_to_another_page_is_one(self, blog: Path) -> None:
        (blog / "_site" / "b.html").symlink_to("a/index.html")
        run(blog)

        assert sorted(items(blog)) == ["a/", "b.html"]


def deep(lines: int) -> str:
    return "\n" * lines + "<div>" * 300


class TestProblems:
    """What is wrong is told at its place."""

    def test_a_page_that_is_too_deep(self, blog: Path) -> None:
        put(blog, "d.html", deep(2))

        [told] = run(blog).diagnostics
        assert (told.rule, told.level.value, told.line) == ("page-unreadable", "error", 3)
        assert told.path.endswith("_site/d.html")

    def test_one_of_more_than_8_mib(self, blog: Path) -> None:
        put(blog, "d.html", article(text="x" * (8 * 1024 * 1024)))

        [told] = run(blog).diagnostics
        assert told.message == "a page with more than 8 MiB of HTML"

    def test_a_repair_has_the_place_and_the_name_of_the_page(self, blog: Path) -> None:
        put(blog, "a/index.html", "<!doctype html>\n" + article("A", "\n <link rel=canonical href='/blog/a/?x=1|2'>"))
        ended = outfeed("export", "--verbose", cwd=blog)

        assert "_site/a/index.html:3:28: note: canonical:" in ended.err

    def test_a_selector_that_fits_nothing(self, blog: Path) -> None:
        (blog / "outfeed.yaml").write_text(SETTINGS.replace("html}", "html, select: .none}"))

        report = run(blog)
        assert [each.rule for each in report.diagnostics] == ["page-part-missing"]

    def test_keys_that_do_not_go_together(self, blog: Path) -> None:
        (blog / "outfeed.yaml").write_text(SETTINGS.replace("html}", "html, built: _site}"))
        with pytest.raises(SettingsError) as caught:
            load(None, config=blog / "outfeed.yaml", reads=True)

        assert [(each.rule, each.field) for each in caught.value.diagnostics] == [("format-apart", "source.built")]


class TestCache:
    """Warm equals cold."""

    @pytest.mark.parametrize(
        "change",
        [
            lambda blog: put(blog, "a/index.html", article("Other")),
            lambda blog: put(blog, "a/index.html", LIST),
            lambda blog: put(blog, "b.html", deep(1)),
            lambda blog: (blog / "_site" / "a").rename(blog / "_site" / "z"),
            lambda blog: (blog / "_site" / "l.html").unlink(),
            lambda blog: (blog / "outfeed.yaml").write_text(SETTINGS.replace("html}", "html, select: p}")),
        ],
    )
    def test_a_change_is_noticed(self, blog: Path, change: Callable[[Path], object]) -> None:
        put(blog, "b.html", article("B"))
        put(blog, "l.html", LIST)
        run(blog, allow_new_ids=True)
        change(blog)
        warm = run(blog, allow_new_ids=True)
        written = (blog / "_site/feeds/feed.json").read_bytes()
        cold = export(config=blog / "outfeed.yaml", on_problem="return", allow_new_ids=True)

        assert (warm.diagnostics, warm.articles) == (cold.diagnostics, cold.articles)
        assert written == (blog / "_site/feeds/feed.json").read_bytes()


class TestChanged:
    """`outfeed validate --changed`."""

    def test_a_page_is_judged_by_the_settings_of_its_site(self, blog: Path) -> None:
        page, other = put(blog, "b.html", article()), blog / "c.html"
        other.write_text(article())
        [group] = groups([page, other], config=None, site_url=None)

        assert group.articles == [page]


class TestSources:
    """A built site beside articles of another kind."""

    def test_both_are_in_one_feed(self, blog: Path) -> None:
        rows = "sources:\n  - {path: _site, format: html}\n  - path: rows.jsonl\n"
        (blog / "outfeed.yaml").write_text(SETTINGS.replace("source: {path: _site, format: html}\n", rows))
        (blog / "rows.jsonl").write_text('{"title": "R", "url": "/r/", "date": "2024-01-02T10:00:00Z"}')

        assert not run(blog).is_failed
        assert list(items(blog)) == ["a/", "r/"]


class TestRecognised:
    """A folder that holds a finished site alone is one, without settings."""

    def export(self, folder: Path, **files: str) -> Ran:
        shutil.copytree(SITES / "hugo/built", folder / "public")
        stating(folder / "public")
        for name, text in files.items():
            (folder / "public" / name.replace("_", ".")).write_text(text)
        return outfeed("export", "public", "--site-url", "https://hugo.example/", cwd=folder)

    @pytest.mark.parametrize("files", [{}, {"README_md": "# The pages of a site\n"}])
    def test_its_pages_are_the_articles(self, tmp_path: Path, files: dict[str, str]) -> None:
        ended = self.export(tmp_path, **files)

        assert ended.status == 0
        assert "; recognised as a finished site (format html): no file is Markdown\n" in ended.out
        assert "pages read" in ended.out
        links = {each["url"] for each in json.loads((tmp_path / "out/feed.json").read_text())["items"]}
        posts = [each for each in expectation("hugo")["posts"] if each["state"] == "published" and each["link"]]
        assert links
        assert links >= {encoded(each["link"]) for each in posts if each["link"] not in NOT_IN_PAGES}

    def test_validate_reads_it_too(self, tmp_path: Path) -> None:
        self.export(tmp_path)
        ended = outfeed("validate", "public", "--site-url", "https://hugo.example/", cwd=tmp_path)

        assert ended.status == 0
        assert "recognised as a finished site" in ended.err

    @pytest.mark.parametrize(
        "files",
        [
            {"a_md": "---\ntitle: A\npublishedDateTime: 2024-01-02T10:00:00Z\nwebUrl: /a\n---\nB\n"},
            {"a_html": "\n---\ntitle: A\npublishedDateTime: 2024-01-02T10:00:00Z\nwebUrl: /a\n---\nB\n"},
            {"package_json": "{}"},
            {"outfeed_yaml": "site: {title: T}\n"},
            {"hugo_toml": "title = 'T'\n"},
        ],
    )
    def test_a_source_or_a_setting_says_that_it_is_none(self, tmp_path: Path, files: dict[str, str]) -> None:
        ended = self.export(tmp_path, **files)

        assert "finished site" not in ended.out + ended.err
        assert "pages read" not in ended.out

    def test_pages_that_are_no_articles_make_none(self, tmp_path: Path) -> None:
        put(tmp_path, "l.html", LIST)

        ended = outfeed("export", "_site", "--site-url", "https://example.org/blog/", cwd=tmp_path)

        assert ended.status == 1
        assert "[front-matter-missing]" in ended.err
