"""Articles of site generators: who reads which file, what stays, and messages in the author's words."""

import json
import pickle
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from unittest import mock

import pytest
from msgspec import structs

from exporters import pipeline
from exporters.build.build import make_origins
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import PublishError, UsageError
from exporters.model.outcome import ReadOutcome
from exporters.run import RunObserver, RunOptions, RunReport
from exporters.settings.load import load, require_site
from exporters.settings.values import Settings
from exporters.sources.dialects import literals, plain, registry
from exporters.sources.dialects.articles import SiteArticles
from exporters.sources.dialects.recognise import recognise
from exporters.sources.origin import ArticleOrigins
from exporters.sources.parse import ArticleReader
from exporters.sources.worker import examiner

NOW: Final = datetime(2026, 6, 1, tzinfo=UTC)
CONFIG: Final = "title: Blog\nurl: https://example.org\nbaseurl: /blog\ntimezone: Europe/Berlin\n"
Make = Callable[..., Path]


class Listener(RunObserver):
    """Remembers what is told."""

    def __init__(self) -> None:
        self.heard: list[Diagnostic] = []

    def add(self, diagnostic: Diagnostic) -> None:
        self.heard.append(diagnostic)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make files of a site, by path: the lines of the front matter, or the text of another file."""

    def write(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / "site" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                text if "\n---\n" in text or path.suffix not in (".md", ".html") else f"---\n{text}\n---\nBody\n"
            )
        return tmp_path / "site"

    return write


def settings_of(site: Path, **flags: Any) -> Settings:
    return recognise(load(site, out=site.parent / "out", **flags))


def outcome(settings: Settings, name: str, **flags: Any) -> ReadOutcome:
    reader = ArticleReader(require_site(settings), settings.timezone, source=settings.source_site, **flags)
    return reader.read((settings.source / name).read_bytes(), str(settings.source / name))


def export(settings: Settings, **wishes: Any) -> tuple[dict[str, Any], RunReport, list[Diagnostic]]:
    listener = Listener()
    asked = RunOptions(sources=(settings.source,), formats=("json",), now=NOW, **wishes)
    report = pipeline.export(settings, asked, listener)
    file = settings.out / "feed.json"
    items = json.loads(file.read_text())["items"] if file.is_file() and not report.is_failed else []
    return {each["url"]: each for each in items}, report, listener.heard


class TestWhoReads:
    """An article with our own names is read by them, file by file, whatever the dialect."""

    def test_our_names_win_beside_a_generator(self, make: Make) -> None:
        ours = "title: Ours\npublishedDateTime: 2024-01-02T03:04:05Z\nwebUrl: /a\ndate: 1999-01-01"
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": ours, "news/y.md": ours.replace("/a", "/b")})

        items, report, _ = export(settings_of(site))

        assert set(items) == {"https://example.org/blog/a", "https://example.org/blog/b"}
        assert report.dialects == {"": 2}
        assert b'"source"' not in (site.parent / "out" / "manifest.json").read_bytes()

    def test_a_page_is_no_article_and_no_error(self, make: Make) -> None:
        files = {
            "_config.yml": CONFIG,
            "_posts/2024-01-02-x.md": "title: X",
            "about.md": "title: About",
            "a.html": "{% x %}\n---\n",
        }

        items, report, heard = export(settings_of(make(files)))

        assert len(items) == 1
        assert (report.read, report.kinds["page"]) == (1, 2)
        assert [each for each in heard if each.level is Level.ERROR] == []

    @pytest.mark.parametrize("folder", ["data", "static/news", "content/themes", "articles"])
    @pytest.mark.parametrize("beside", ["hugo.toml", "package.json", ".eleventy.js", "mkdocs.yml", "_quarto.yml"])
    def test_our_names_are_found_wherever_they_were(self, make: Make, folder: str, beside: str) -> None:
        text = {"hugo.toml": "title = 'x'\n", "mkdocs.yml": "plugins: [blog]\n", "_quarto.yml": "lang: en\n"}.get(
            beside, "{}"
        )
        ours = "title: Ours\npublishedDateTime: 2024-01-02T03:04:05Z\nwebUrl: /a"
        site = make({beside: text, f"{folder}/y.md": ours})

        items, _, _ = export(settings_of(site, site_url="https://example.org/ai/"))

        assert list(items) == ["https://example.org/ai/a"]

    def test_a_broken_file_with_our_names_is_told_wherever_it_lies(self, make: Make) -> None:
        files = {"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "title: X", "news/y.md": "webUrl: [\ntitle: Y"}

        _, report, heard = export(settings_of(make(files)))

        assert report.is_failed
        assert [each.rule for each in heard if each.level is Level.ERROR] == ["yaml-syntax"]

    def test_our_names_in_a_folder_of_drafts_stay_there(self, make: Make) -> None:
        ours = "title: Ours\npublishedDateTime: 2024-01-02T03:04:05Z\nwebUrl: /a"
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "title: X", "_drafts/y.md": ours})

        _, report, _ = export(settings_of(site), drafts=True)

        assert (report.current_articles, report.kinds["page"]) == (1, 1)

    @pytest.mark.parametrize(
        ("file", "settings", "drafts"),
        [
            ("drafts/y.md", "", 1),
            ("news/drafts/2024/y.md", "", 1),
            ("drafts-of-laws/y.md", "", 0),
            ("drafts/y.md", "source: {include: ['drafts/*.md', '*.md']}\n", 0),
        ],
    )
    def test_a_folder_of_drafts_holds_drafts(self, make: Make, file: str, settings: str, drafts: int) -> None:
        ours = "title: {}\npublishedDateTime: 2024-01-02T03:04:05Z\nwebUrl: /{}"
        files = {file: ours.format("Y", "y"), "a.md": ours.format("A", "a")}
        site = make({**files, "outfeed.yaml": f"site: {{url: 'https://example.org/'}}\n{settings}"})

        _, report, _ = export(settings_of(site))
        _, with_drafts, _ = export(settings_of(site), drafts=True)

        assert (report.kinds["draft"], with_drafts.kinds["draft"]) == (drafts, 0)

    def test_a_folder_of_drafts_that_is_the_source_holds_articles(self, make: Make) -> None:
        ours = "title: Y\npublishedDateTime: 2024-01-02T03:04:05Z\nwebUrl: /y"
        site = make({"drafts/y.md": ours, "outfeed.yaml": "site: {url: 'https://example.org/'}\n"})

        items, _, _ = export(settings_of(site / "drafts"))

        assert list(items) == ["https://example.org/y"]

    def test_without_a_generator_articles_without_a_usual_date_are_ours(self, make: Make) -> None:
        site = make({"a.md": "title: A"})

        found = outcome(settings_of(site, site_url="https://example.org/"), "a.md")

        assert {each.field for each in found.diagnostics} == {"publishedDateTime", "webUrl"}

    def test_plain_articles_ask_once_for_the_rule_of_addresses(self, make: Make) -> None:
        site = make({"a.md": "title: A\ndate: 2024-01-02"})

        found = outcome(settings_of(site, site_url="https://example.org/"), "a.md")

        assert [each.rule for each in found.diagnostics if each.level is Level.ERROR] == ["address-unknown"]
        assert "source.permalink: /blog/{slug}/" in found.diagnostics[0].fix


class TestWords:
    """Messages name the author's field and his line."""

    def test_a_date_that_can_not_be_read(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "title: X\nlayout: post\ndate: soon"})

        (told,) = outcome(settings_of(site), "_posts/2024-01-02-x.md").diagnostics

        assert (told.rule, told.field, told.line) == ("date-unreadable", "date", 4)

    def test_a_date_in_the_name_of_a_file_that_does_not_exist(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-13-45-x.md": "title: X"})

        (told,) = outcome(settings_of(site), "_posts/2024-13-45-x.md").diagnostics

        assert (told.rule, told.field, told.line) == ("date-unreal", "date", 1)

    def test_a_rule_that_an_article_does_not_fit(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "title: X\npermalink: /:colection/x"})

        (told,) = outcome(settings_of(site), "_posts/2024-01-02-x.md").diagnostics

        assert (told.rule, told.field, told.line) == ("address-unknown", "permalink", 3)
        assert "collection" in told.fix

    def test_a_topic_that_is_repaired(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "title: X\ntags:\n  - a\n  - b  |  c"})

        told = outcome(settings_of(site), "_posts/2024-01-02-x.md").diagnostics

        assert {(each.field, each.line) for each in told} == {("tags[1]", 5)}

    def test_where_the_date_stands_is_kept_in_his_words(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "title: X\ndate: 2024-01-03"})

        assert outcome(settings_of(site), "_posts/2024-01-02-x.md").date_origin == ("date", 3, 1)

    def test_keys_that_the_generator_knows_are_no_mistake_and_stay(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "layout: post\ntags: a b\nseries: One"})

        found = outcome(settings_of(site), "_posts/2024-01-02-x.md")

        assert [each.field for each in found.diagnostics if each.rule == "key-extra"] == ["series"]
        assert found.article is not None
        assert found.article.extra == {"layout": "post", "tags": "a b", "series": "One"}

    @pytest.mark.parametrize(
        ("config", "name", "text", "told"),
        [
            ("_config.yml", "_posts/2024-01-02-x.md", "lastmod: 2024-01-02", "lastmod: did you mean last_modified_at?"),
            ("hugo.toml", "content/posts/x.md", "permalink: /x/", "permalink: did you mean url?"),
            ("hugo.toml", "content/posts/x.md", "topics: [a]\ntopisc: [a]", "topisc: did you mean tags?"),
        ],
    )
    def test_a_slip_of_the_pen_is_compared_with_the_names_of_the_generator(
        self, make: Make, config: str, name: str, text: str, told: str
    ) -> None:
        settings = CONFIG if config == "_config.yml" else 'baseURL = "https://example.org/"\n'
        site = make({config: settings, name: f"title: X\ndate: 2024-01-02T10:00:00Z\n{text}"})

        found = [each for each in outcome(settings_of(site), name).diagnostics if each.rule == "key-extra"]

        assert [f"{each.field}: {each.fix}" for each in found] == [told]

    def test_one_missing_date_is_one_error(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_drafts/x.md": "title: X", "_posts/2024-01-02-a.md": "title: A"})

        told = outcome(settings_of(site), "_drafts/x.md", drafts=True).diagnostics

        assert [(each.rule, each.fix) for each in told] == [("date-missing", "write date: 2021-08-24T07:30:00Z")]

    def test_the_date_that_is_missing_has_the_name_of_the_generator(self, make: Make) -> None:
        site = make({"astro.config.mjs": "export default {site: 'https://example.org'}", "src/pages/[slug].astro": ""})
        (site / "src/content/blog").mkdir(parents=True)
        (site / "src/content/blog/x.md").write_text("---\ntitle: X\n---\n")

        told = outcome(settings_of(site), "src/content/blog/x.md").diagnostics

        assert [each.fix for each in told if each.rule == "date-missing"] == ["write pubDate: 2021-08-24T07:30:00Z"]

    def test_a_title_that_is_a_list_is_one_error(self, make: Make) -> None:
        config = "site_name: X\nsite_url: https://example.org\nplugins: [blog]\n"
        site = make({"mkdocs.yml": config, "docs/blog/posts/x.md": "title: [a, b]\ndate: 2024-01-02"})

        told = outcome(settings_of(site), "docs/blog/posts/x.md").diagnostics

        assert [(each.rule, each.field) for each in told if each.level is Level.ERROR] == [("type-wrong", "title")]
        assert [each.fix for each in told if each.level is Level.ERROR] == ['write text, such as "a, b"']

    def test_a_list_of_one_is_its_value(self, make: Make) -> None:
        config = "site_name: X\nsite_url: https://example.org\nplugins: [blog]\n"
        site = make({"mkdocs.yml": config, "docs/blog/posts/x.md": "title: [A]\ndate: [2024-01-02]"})

        found = outcome(settings_of(site), "docs/blog/posts/x.md").article

        assert found is not None
        assert (found.title, found.url) == ("A", "https://example.org/blog/2024/01/02/a/")

    @pytest.mark.parametrize(
        ("config", "path", "key"),
        [
            ("_config.yml", "_posts/2024-01-02-x.md", "date"),
            ("hugo.yaml", "content/posts/x.md", "pubdate"),
            ("astro.config.mjs", "src/content/blog/x.md", "pubDate"),
        ],
    )
    def test_a_date_in_another_form_is_told_by_its_key_and_written_out(
        self, make: Make, config: str, path: str, key: str
    ) -> None:
        settings = {"_config.yml": CONFIG, "hugo.yaml": "baseURL: https://example.org/\n"}
        site = make({config: settings.get(config, "site: 'https://example.org'"), path: f"title: X\n{key}: 24/08/2021"})

        problem = outcome(settings_of(site), path).diagnostics[-1]

        assert (problem.rule, problem.field, problem.fix) == ("date-unreadable", key, "write 2021-08-24")

    def test_a_leap_second_and_an_apostrophe_are_told_by_their_keys(self, make: Make) -> None:
        fields = "title: A\ndate: 2016-12-31 18:59:60 -05:00\npermalink: /it's/"
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-a.md": fields})

        found = outcome(settings_of(site), "_posts/2024-01-02-a.md")

        assert found.article is not None
        assert found.article.published == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)
        assert [(each.line, each.field, each.rule) for each in found.diagnostics] == [
            (3, "date", "date-leap-second"),
            (4, "permalink", "id-apostrophe"),
        ]

    def test_a_comment_that_cuts_a_text_is_told_by_its_key(self, make: Make) -> None:
        site = make(
            {"_config.yml": CONFIG, "_posts/2024-01-02-a.md": "title: C # x\ndescription: F # y\ntags: [a] # b"}
        )

        found = outcome(settings_of(site), "_posts/2024-01-02-a.md")

        assert [(each.line, each.field, each.rule) for each in found.diagnostics] == [
            (2, "title", "yaml-comment"),
            (3, "description", "yaml-comment"),
        ]

    def test_toml_has_its_places_too(self, make: Make) -> None:
        site = make({"hugo.toml": 'baseURL = "https://example.org/"\n'})
        (site / "content" / "posts").mkdir(parents=True)
        (site / "content/posts/x.md").write_text('+++\ntitle = "X"\ndate = "soon"\n+++\n')

        (told,) = outcome(settings_of(site), "content/posts/x.md").diagnostics

        assert (told.rule, told.field, told.line) == ("date-unreadable", "date", 3)


DOCUSAURUS = "module.exports = { url: 'https://example.org', baseUrl: '/', presets: [['classic', { blog: {} }]] }\n"


class TestOddValues:
    """What an author wrote in a form that the generator does not take, or that feeds can't carry."""

    @pytest.mark.parametrize("slug", ["ftp://x/y", "https://x/y", "/a/ftp://x"])
    def test_a_slug_with_a_scheme_is_no_path(self, make: Make, slug: str) -> None:
        site = make({"docusaurus.config.js": DOCUSAURUS, "blog/2024-01-02-x.md": f"title: X\nslug: {slug}"})

        (told,) = outcome(settings_of(site), "blog/2024-01-02-x.md").diagnostics

        assert (told.rule, told.level, told.fix) == ("address-unknown", Level.ERROR, "write /path/")

    @pytest.mark.parametrize("written", ["[[bild.png]]", "'[[bild.png]]'", "'![[bild.png|300]]'", "bild.png"])
    def test_a_picture_of_obsidian(self, make: Make, written: str) -> None:
        site = make({".obsidian/app.json": "{}", "x.md": f"title: X\ndate: 2024-01-02\nimage: {written}"})

        found = outcome(settings_of(site, site_url="https://example.org/"), "x.md").article

        assert found is not None
        assert [each.url for each in found.images] == ["https://example.org/bild.png"]

    def test_a_mapping_that_says_nothing_is_noted(self, make: Make) -> None:
        lines = "title: X\nimage: {file: a.png}\nauthors: [{nmae: Ann}, {name: Bo}]"
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": lines})

        found = outcome(settings_of(site), "_posts/2024-01-02-x.md")

        notes = [(each.line, each.field, each.message) for each in found.diagnostics if each.rule == "mapping-unread"]
        assert notes == [
            (3, "image", "a picture without an address"),
            (4, "authors[0]", "an author without a name"),
        ]
        assert found.article is not None
        assert found.article.images == ()

    def test_quarto_knows_its_keys(self, make: Make) -> None:
        lines = "title: X\ndate: 2024-01-02T10:00:00Z\nslug: y\nimage-alt: A\ntitle-block-banner: true"
        site = make({"_quarto.yml": "website: {site-url: 'https://example.org'}\n", "posts/x.md": lines})

        assert outcome(settings_of(site), "posts/x.md").diagnostics == ()


class TestStates:
    """What is not for the public stays back, by the words of the generator."""

    @pytest.mark.parametrize("line", ["published: false", "draft: true", "published:"])
    def test_drafts_of_jekyll(self, make: Make, line: str) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": f"title: X\n{line}"})

        assert outcome(settings_of(site), "_posts/2024-01-02-x.md").kind == "draft"

    def test_published_is_a_date_in_hugo(self, make: Make) -> None:
        site = make(
            {"hugo.toml": 'baseURL = "https://example.org/"\n', "content/posts/x.md": "title: X\npublished: 2024-01-02"}
        )

        found = outcome(settings_of(site), "content/posts/x.md").article

        assert found is not None
        assert found.published == datetime(2024, 1, 2, tzinfo=UTC)

    @pytest.mark.parametrize("line", ["private: true", "status: trash", "public: false", "wip: yes", "password: x"])
    def test_words_that_a_dialect_does_not_know_are_errors(self, make: Make, line: str) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": f"title: X\n{line}"})

        assert [
            each.rule
            for each in outcome(settings_of(site), "_posts/2024-01-02-x.md").diagnostics
            if each.level is Level.ERROR
        ] == ["flag-misspelled"]

    @pytest.mark.parametrize("line", ["status: publish", "private: false", "visibility: public"])
    def test_other_values_mean_nothing(self, make: Make, line: str) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": f"title: X\n{line}"})

        assert outcome(settings_of(site), "_posts/2024-01-02-x.md").kind == "article"

    def test_what_expired_is_left_out_and_counted(self, make: Make) -> None:
        page = "title: X\ndate: 2024-01-02\nexpiryDate: 2025-01-01"
        site = make(
            {
                "hugo.toml": 'baseURL = "https://example.org/"\n',
                "content/posts/x.md": page,
                "content/posts/y.md": page.replace("2025", "2999"),
            }
        )

        items, report, _ = export(settings_of(site))

        assert list(items) == ["https://example.org/posts/y/"]
        assert report.expired == 1


class TestFuture:
    """What the generator holds back waits; articles with our own names do not."""

    def test_only_articles_of_the_generator_wait(self, make: Make) -> None:
        ours = "title: Ours\npublishedDateTime: 2999-01-02T03:04:05Z\nwebUrl: /a"
        site = make({"_config.yml": CONFIG, "_posts/2999-01-02-x.md": "title: X", "_posts/2024-01-02-y.md": ours})

        items, report, heard = export(settings_of(site), holds_from=NOW)

        assert list(items) == ["https://example.org/blog/a"]
        assert report.later == 1
        assert [each.message for each in heard if each.rule == "clock-used"] == [
            "jekyll holds back articles with a later date: those after 2026-06-01T00:00:00Z wait"
        ]

    def test_the_settings_win(self, make: Make) -> None:
        own = "site: {url: https://example.org/}\nsource: {future: export}\n"
        site = make({"outfeed.yaml": own, "_config.yml": CONFIG, "_posts/2999-01-02-x.md": "title: X"})

        assert settings_of(site).hold_future is False


class TestOrigins:
    """A finding in a feed is told at the field of the article that shows it."""

    def test_a_field_in_the_words_of_the_author(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "title: X\nlayout: post\ndate: 2024-01-03"})
        settings = settings_of(site)
        articles = SiteArticles(settings.source_site, require_site(settings), None) if settings.source_site else None
        origins = ArticleOrigins(site, lambda _: articles)

        assert origins.find("_posts/2024-01-02-x.md", ["publishedDateTime"]) == ("date", 4, 1)

    def test_an_article_is_read_by_the_rules_of_its_own_source(self, make: Make) -> None:
        own = "site: {title: T, url: https://example.org/}\nsources: [{path: news}, {path: blog}, {path: notes}]\n"
        site = make(
            {
                "outfeed.yaml": own,
                "news/a.md": "title: A\npublishedDateTime: 2024-01-03T10:00:00Z\nwebUrl: https://example.org/a",
                "blog/_config.yml": CONFIG,
                "blog/_posts/2024-01-02-x.md": "layout: post\nlast_modified_at: 2024-01-03\ntitle: X",
                "notes/hugo.toml": 'baseURL = "https://example.org/notes/"\n',
                "notes/content/b.md": "lastmod: 2024-01-04\ntitle: B\ndate: 2024-01-03",
            }
        )
        settings = settings_of(site)
        origins = make_origins(settings, require_site(settings))

        assert origins.find("news/a.md", ["updatedDateTime", "publishedDateTime"]) == ("publishedDateTime", 3, 1)
        assert origins.find("blog/_posts/2024-01-02-x.md", ["updatedDateTime"]) == ("last_modified_at", 3, 1)
        assert origins.find("notes/content/b.md", ["updatedDateTime"]) == ("lastmod", 2, 1)


class TestSettings:
    """What the settings say wins over every rule."""

    def test_a_rule_of_addresses(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-03-04-Größe.md": "title: X\ncategories: [News Room]"})

        found = outcome(settings_of(site, permalink="/{category}/{year}/{slug}/"), "_posts/2024-03-04-Größe.md").article

        assert found is not None
        assert found.url == "https://example.org/blog/news-room/2024/gr%C3%B6%C3%9Fe/"

    def test_a_rule_that_can_not_be_read(self, make: Make) -> None:
        with pytest.raises(UsageError, match="sluk is not a placeholder"):
            settings_of(make({"a.md": "title: A"}), site_url="https://example.org/", permalink="/{sluk}/")

    def test_fields(self, make: Make) -> None:
        fields = "{title: [none, head.line], type: {value: note}, topics: subjects}"
        own = f"source:\n  permalink: /{{slug}}/\n  fields: {fields}\n"
        page = "head: {line: Deep}\ntitle: Flat\nsubjects: [a]\ntags: [b]\ndate: 2024-01-02"
        site = make({"outfeed.yaml": f"site: {{url: https://example.org/}}\n{own}", "a.md": page})

        found = outcome(settings_of(site), "a.md").article

        assert found is not None
        assert (found.title, found.type, found.topics) == ("Deep", "note", ("a",))

    def test_a_dialect_that_there_is_not(self, make: Make) -> None:
        with pytest.raises(UsageError, match="did you mean jekyll"):
            settings_of(make({"a.md": "title: A"}), dialect="jekill")


class TestSafe:
    """No address moves, and none is shared, in silence."""

    def test_two_articles_with_one_computed_address(self, make: Make) -> None:
        site = make(
            {
                "_config.yml": CONFIG,
                "_posts/2024-01-02-x.md": "title: X",
                "_posts/2024-01-02-x.markdown": "---\ntitle: Y\n---\nZ",
            }
        )

        _, report, heard = export(settings_of(site))

        assert report.is_failed
        (told,) = [each for each in heard if each.level is Level.ERROR]
        assert told.rule == "address-shared"
        assert "x.md" in told.path + told.message
        assert "x.markdown" in told.path + told.message

    def test_another_rule_than_the_published_one(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "title: X"})
        export(settings_of(site))
        make({"_config.yml": f"{CONFIG}permalink: pretty\n"})

        with pytest.raises(PublishError, match="dialect-changed") as raised:
            export(settings_of(site))

        assert ":title:output_ext" in str(raised.value)
        assert ":title/" in str(raised.value)
        items, _, _ = export(settings_of(site), allow_new_ids=True)
        assert list(items) == ["https://example.org/blog/2024/01/02/x/"]

    @pytest.mark.parametrize(
        ("name", "text"),
        [("_data/authors.yml", "ann: {name: Anna}\n"), ("_config.yml", CONFIG.replace("Berlin", "London"))],
    )
    def test_warm_equals_cold_whatever_is_touched(self, make: Make, name: str, text: str) -> None:
        page = "title: X\nauthor: ann\ndate: 2024-01-02 10:00"
        site = make({"_config.yml": CONFIG, "_data/authors.yml": "ann: {name: Ann}\n", "_posts/2024-01-02-x.md": page})
        cache = site.parent / "cache"
        before, _, _ = export(settings_of(site), cache=cache)
        make({name: text})

        warm, _, _ = export(settings_of(site), cache=cache)
        cold, _, _ = export(settings_of(site))

        assert warm == cold
        assert warm != before

    def test_what_is_known_of_a_site_passes_to_other_processes(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "title: X"})
        settings = settings_of(site)
        made = examiner(require_site(settings), settings, RunOptions(sources=(site,), now=NOW))

        assert pickle.loads(pickle.dumps(made)) is not made  # noqa: S301 - our own

    def test_what_is_not_read_is_counted(self, make: Make) -> None:
        site = make(
            {"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "title: X", "_posts/2024-01-02-y.textile": "---\n---\n"}
        )

        _, _, heard = export(settings_of(site))

        assert [each.message for each in heard if each.rule == "not-read"] == ["1 .textile not read"]


class TestPlugins:
    """A package may bring a dialect, in the entry-point group `outfeed.dialects`."""

    @pytest.fixture(autouse=True)
    def fresh(self) -> Iterator[None]:
        cached = (registry.find, registry.dialect_plugins, registry._load)
        for each in cached:
            each.cache_clear()
        yield
        for each in cached:
            each.cache_clear()

    def test_it_is_used_where_it_is_named(self, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
        point = mock.Mock(load=lambda: structs.replace(plain.DIALECT, name="mine", address=lambda _: "/mine/"))
        point.name = "mine"
        monkeypatch.setattr(registry, "entry_points", lambda group: [point] * (group == "outfeed.dialects"))
        site = make({"a.md": "title: A\ndate: 2024-01-02"})

        items, report, _ = export(settings_of(site, site_url="https://example.org/", dialect="mine"))

        assert list(items) == ["https://example.org/mine/"]
        assert report.dialects == {"mine": 1}

    @pytest.mark.parametrize("loaded", [lambda: 1 / 0, lambda: "no dialect"])
    def test_one_that_does_not_load_is_told(self, make: Make, monkeypatch: pytest.MonkeyPatch, loaded: Any) -> None:
        point = mock.Mock(load=loaded)
        point.name = "mine"
        monkeypatch.setattr(registry, "entry_points", lambda group: [point])  # noqa: ARG005

        with pytest.raises(UsageError, match=r"the dialect mine of .* can't be used"):
            settings_of(make({"a.md": "title: A"}), site_url="https://example.org/", dialect="mine")


class TestLiterals:
    """Settings in a programming language are read, and never run."""

    def test_python(self) -> None:
        text = "A = 'x'\nB = {A: 1, 'b': (2, 3)}\nC = open('/etc/passwd').read()\nD: str = 'd'\nif True:\n    E = 1\n"

        assert literals.of_python(text) == {"A": "x", "B": {"x": 1, "b": (2, 3)}, "D": "d"}

    def test_what_is_no_python_says_nothing(self) -> None:
        assert literals.of_python("A = (") == {}

    def test_javascript(self) -> None:
        text = "// site: 'no'\nexport default { site: 'https://a.example', 'base': \"/b\", on: true, "
        text += "n: `t${x}` /* k: 'no' */ }"

        assert literals.of_javascript(text) == {"site": "https://a.example", "base": "/b", "on": True}


class TestOddSettings:
    """Settings of a generator that have another shape than theirs say nothing, and end in no traceback."""

    @pytest.mark.parametrize(
        "files",
        [
            {
                "_config.yml": "collections: 5\ndefaults: [{scope: 5}]\npermalink: [x]\n",
                "_posts/2024-01-02-x.md": "title: X",
            },
            {"zola.toml": "base_url = 'https://e.example'\nlanguages = 5\n", "content/a/x.md": "title: X"},
            {
                "pelicanconf.py": "ARTICLE_PATHS = 5\nPAGE_PATHS = None\nSTATIC_PATHS = True\n",
                "content/x.md": "title: X",
            },
            {"conf.py": "POSTS = 5\nBLOG_TITLE = 1\n", "posts/x.md": "title: X"},
            {
                "mkdocs.yml": "plugins: [{blog: {post_url_max_categories: x}}]\n",
                "docs/blog/posts/x.md": "date: 2024-01-02",
            },
            {".eleventy.js": "", "x.md": "date: 2024-01-02\ntags: {a: b}"},
        ],
    )
    def test_they_are_passed_over(self, make: Make, files: dict[str, str]) -> None:
        *_, name = files
        site = make(files)

        assert outcome(settings_of(site, site_url="https://example.org/"), name).kind in ("article", "rejected", "page")
