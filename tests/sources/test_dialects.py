"""Articles of site generators: who reads which file, what stays, and messages in the author's words."""

import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from exporters import pipeline
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import PublishError, UsageError
from exporters.model.outcome import ReadOutcome
from exporters.run import RunObserver, RunOptions, RunReport
from exporters.settings.load import load, require_site
from exporters.settings.values import Settings
from exporters.sources.dialects.recognise import recognise
from exporters.sources.parse import ArticleReader
from exporters.sources.worker import examiner

NOW: Final = datetime(2026, 6, 1, tzinfo=UTC)
CONFIG: Final = "title: Blog\nurl: https://example.org\nbaseurl: /blog\ntimezone: Europe/Berlin\n"
Make = Callable[..., Path]


class Listener(RunObserver):
    """Remembers what is told."""

    def __init__(self) -> None:
        self.heard: list[Diagnostic] = []

    def told(self, diagnostic: Diagnostic) -> None:
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
    return reader.read((settings.source / name).read_bytes(), name, name)


def export(settings: Settings, **wishes: Any) -> tuple[dict[str, Any], RunReport, list[Diagnostic]]:
    listener = Listener()
    asked = RunOptions(sources=(settings.source,), formats=("json",), now=NOW, **wishes)
    report = pipeline.export(settings, asked, listener)
    file = settings.out / "feed.json"
    items = json.loads(file.read_text())["items"] if file.is_file() and not report.failed else []
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

    def test_a_broken_file_with_our_names_is_told_wherever_it_lies(self, make: Make) -> None:
        files = {"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "title: X", "news/y.md": "webUrl: [\ntitle: Y"}

        _, report, heard = export(settings_of(make(files)))

        assert report.failed
        assert [each.rule for each in heard if each.level is Level.ERROR] == ["yaml-syntax"]

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

    def test_a_topic_that_is_repaired(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "title: X\ntags:\n  - a\n  - b  |  c"})

        told = outcome(settings_of(site), "_posts/2024-01-02-x.md").diagnostics

        assert {(each.field, each.line) for each in told} == {("tags[1]", 5)}

    def test_where_the_date_stands_is_kept_in_his_words(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "title: X\ndate: 2024-01-03"})

        assert outcome(settings_of(site), "_posts/2024-01-02-x.md").dated == ("date", 3, 1)

    def test_keys_that_the_generator_knows_are_no_mistake_and_stay(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-01-02-x.md": "layout: post\ntags: a b\nseries: One"})

        found = outcome(settings_of(site), "_posts/2024-01-02-x.md")

        assert [each.field for each in found.diagnostics if each.rule == "key-extra"] == ["series"]
        assert found.article is not None
        assert found.article.extra == {"layout": "post", "tags": "a b", "series": "One"}

    def test_toml_has_its_places_too(self, make: Make) -> None:
        site = make({"hugo.toml": 'baseURL = "https://example.org/"\n'})
        (site / "content" / "posts").mkdir(parents=True)
        (site / "content/posts/x.md").write_text('+++\ntitle = "X"\ndate = "soon"\n+++\n')

        (told,) = outcome(settings_of(site), "content/posts/x.md").diagnostics

        assert (told.rule, told.field, told.line) == ("date-unreadable", "date", 3)


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


class TestSettings:
    """What the settings say wins over every rule."""

    def test_a_rule_of_addresses(self, make: Make) -> None:
        site = make({"_config.yml": CONFIG, "_posts/2024-03-04-Größe.md": "title: X\ncategories: [News Room]"})

        found = outcome(settings_of(site, permalink="/{category}/{year}/{slug}/"), "_posts/2024-03-04-Größe.md").article

        assert found is not None
        assert found.url == "https://example.org/blog/news-room/2024/gr%C3%B6%C3%9Fe/"

    def test_a_rule_that_can_not_be_read(self, make: Make) -> None:
        with pytest.raises(UsageError, match="sluk is no placeholder"):
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

        assert report.failed
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
