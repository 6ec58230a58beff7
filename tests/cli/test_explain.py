"""`outfeed validate --explain`: one article, field by field."""

import re
from pathlib import Path

import pytest

from exporters.cli.explain import table
from exporters.sources.explain.explanation import FieldExplanation
from tests.cli.running import SITE, Ran, outfeed_here, post, seen, with_seeds
from tests.deadline import deadline

CONFIG = """\
title: Blog
url: https://example.org
timezone: Europe/Berlin
defaults:
  - scope: {path: _posts}
    values: {author: Ada, permalink: /notes/:year/:title/}
"""
_RIGHT = "name a file in there, or SOURCE too"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def row(made: Ran, name: str) -> list[str]:
    """The line of a field, and those below it, without the space around them."""
    lines = made.out.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith(f"{name} "))
    rest = lines[first + 1 :]
    end = next((at for at, line in enumerate(rest) if not line.startswith(" ")), len(rest))
    return [re.sub(" {2,}", " | ", line.strip()) for line in (lines[first], *rest[:end])]


class TestJekyll:
    """A site with its own settings and `defaults`."""

    def explain(self, folder: Path, *flags: str, outfeed: str = "", **files: str) -> Ran:
        post_ = '---\ntitle: " Hello "\ndate: 2024-01-02 08:30\ntags: [AI]\nmood: glad\nsecured: cipher\n---\nBody\n'
        write(folder, {"_config.yml": CONFIG, "_posts/2024-01-02-hello.md": post_, **files})
        if outfeed:
            write(folder, {"outfeed.yaml": outfeed})
        return outfeed_here("validate", "--explain", "_posts/2024-01-02-hello.md", *flags, cwd=folder)

    def test_the_first_lines_say_what_becomes_of_it_and_how_it_is_read(self, tmp_path: Path) -> None:
        made = self.explain(tmp_path)

        assert made.status == 0
        assert made.out.splitlines()[:2] == [
            "_posts/2024-01-02-hello.md: exported",
            "Read as jekyll has it, recognised from _config.yml and _posts.",
        ]

    def test_a_value_has_its_key_its_line_and_its_repairs(self, tmp_path: Path) -> None:
        made = self.explain(tmp_path)

        assert row(made, "title") == ["title | Hello | title, line 2", '" Hello " → "Hello" [text-spaces]']

    def test_what_the_generator_reads_in_its_own_way_shows_what_was_written(self, tmp_path: Path) -> None:
        made = self.explain(tmp_path)

        assert row(made, "published") == [
            "published | 2024-01-02T07:30:00Z | date, line 3",
            'read from "2024-01-02 08:30", in the time zone Europe/Berlin',
        ]

    def test_data_from_elsewhere_names_its_place(self, tmp_path: Path) -> None:
        made = self.explain(tmp_path)

        assert row(made, "authors") == ["authors | Ada | author, given by defaults[0] in _config.yml"]

    def test_the_address_has_its_rule_and_each_placeholder(self, tmp_path: Path) -> None:
        made = self.explain(tmp_path)

        assert row(made, "url") == [
            "url | https://example.org/notes/2024/hello/ | permalink, given by defaults[0] in _config.yml",
            "/notes/:year/:title/",
            "year=2024 title=hello",
        ]
        assert row(made, "id") == ["id | as url"]

    def test_our_own_rule_of_addresses_wins(self, tmp_path: Path) -> None:
        made = self.explain(tmp_path, "--permalink", "/p/{slug}/")

        assert row(made, "url") == ["url | https://example.org/p/hello/ | --permalink", "/p/{slug}/", "slug=hello"]

    def test_fields_of_the_settings_are_named(self, tmp_path: Path) -> None:
        fields = "source: {permalink: '/q/{slug}/', fields: {excerpt: mood, type: {value: post}}}\n"
        made = self.explain(tmp_path, outfeed=fields)

        assert row(made, "summary") == ["summary | glad | mood, line 5, by source.fields.excerpt in outfeed.yaml"]
        assert row(made, "type") == ["type | post | source.fields.type in outfeed.yaml"]
        assert row(made, "url")[0] == "url | https://example.org/q/hello/ | source.permalink in outfeed.yaml"

    def test_private_values_are_not_shown(self, tmp_path: Path) -> None:
        made = self.explain(tmp_path)

        assert "mood" in made.out
        assert "secured" not in made.out
        assert "cipher" not in made.out

    @pytest.mark.parametrize(
        ("name", "text", "outfeed", "said"),
        [
            ("_posts/2024-01-03-a.md", "title: A\npublished: false", "", "a draft (published: false, line 3);"),
            ("_posts/2099-01-03-a.md", "title: A", "", "until 2099-01-02T23:00:00Z: later than now"),
            ("_posts/2024-01-03-a.md", "title: A", "source: {exclude: ['*-a.md']}", "source.exclude is *-a.md"),
            ("_posts/2024-01-03-a.md", "title: A", "source: {include: ['b/*']}", "source.include is b/*"),
            ("_posts/README.md", "title: A", "", "no article is called README.md"),
            ("out/2024-01-03-a.md", "title: A", "out: out", "it lies in the out folder out"),
            ("about.md", "title: A\ndate: 2024-01-03", "", "a page of the site, no article"),
            ("_posts/2024-01-03-a.md", "title: [A, B]\ndate: soon", "", "2 errors"),
        ],
    )
    def test_why_an_export_does_not_have_it(
        self, tmp_path: Path, name: str, text: str, outfeed: str, said: str
    ) -> None:
        files = {"_config.yml": CONFIG, "_posts/2024-01-01-b.md": "---\ntitle: B\n---\n", name: f"---\n{text}\n---\n"}
        write(tmp_path, {**files, **({"outfeed.yaml": outfeed} if outfeed else {})})

        made = outfeed_here("validate", "--explain", name, cwd=tmp_path)

        first = made.out.splitlines()[0]
        assert first.startswith(f"{name}: not exported")
        assert said in first

    def test_errors_come_as_validate_prints_them(self, tmp_path: Path) -> None:
        bad = "---\ntitle: A\ndate: soon\n---\n"
        write(tmp_path, {"_config.yml": CONFIG, "_posts/2024-01-02-hello.md": bad})

        told = outfeed_here("validate", "_posts/2024-01-02-hello.md", cwd=tmp_path)
        made = outfeed_here("validate", "--explain", "_posts/2024-01-02-hello.md:3", cwd=tmp_path)

        assert made.status == told.status == 1
        assert made.out.splitlines()[-1:] == told.out.splitlines()


class TestOwnNames:
    """Articles with Outfeed's own names."""

    def test_defaults_say_so(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", topics="[AI, Chips]")

        made = outfeed_here("validate", "--explain", "news/a.md", *SITE, cwd=tmp_path)

        assert made.out.splitlines()[1] == "Read by Outfeed's own names (publishedDateTime, webUrl)."
        assert row(made, "updated")[0].endswith("| as published")
        assert row(made, "authors") == ["authors | example.org | the title of the site"]
        assert row(made, "topics")[0].startswith("topics | AI, Chips | topics, line ")

    def test_nothing_is_written(self, tmp_path: Path) -> None:
        before = seen(with_seeds(tmp_path))

        for file in sorted((tmp_path / "seeds").glob("*.md")):
            assert outfeed_here("validate", "--explain", str(file.relative_to(tmp_path)), cwd=tmp_path).status == 0

        assert seen(tmp_path) == before

    def test_a_warning_counts_with_strict(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", publishedDateTime="1969-01-01T00:00:00Z")

        made = [
            outfeed_here("validate", "--explain", "news/a.md", *SITE, *flags, cwd=tmp_path)
            for flags in ([], ["--strict"])
        ]

        assert [each.status for each in made] == [0, 1]
        assert "[date-old]" in made[0].out

    def test_an_unknown_site_is_a_note(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a")

        made = outfeed_here("validate", "--explain", "news/a.md", cwd=tmp_path)

        assert made.status == 0
        assert made.out.splitlines()[-1].endswith("[site-url-missing]")


class TestRows:
    """A line chooses one of many articles."""

    CSV = 'title,url,date,tags\nOne,/a/,2024-01-02T10:00:00Z,AI|ML\n"Two\nlines",/b/,tomorrow,\nThree,/c/,,\n'

    def explain(self, folder: Path, place: str) -> Ran:
        write(folder, {"rows.csv": self.CSV})
        return outfeed_here("validate", "--explain", place, *SITE, cwd=folder)

    def test_columns_have_the_names_of_the_table(self, tmp_path: Path) -> None:
        made = self.explain(tmp_path, "rows.csv:2")

        assert made.out.splitlines()[:2] == ["rows.csv:2: exported", "Read as a row of the format csv."]
        assert row(made, "published") == ["published | 2024-01-02T10:00:00Z | date, line 2"]
        assert row(made, "topics") == ["topics | AI, ML | tags, line 2"]

    @pytest.mark.parametrize("place", ["rows.csv:3", "rows.csv:4", "rows.csv:4:3"])
    def test_a_line_within_a_row_is_that_row(self, tmp_path: Path, place: str) -> None:
        made = self.explain(tmp_path, place)

        assert made.status == 1
        assert made.out.splitlines()[0] == "rows.csv:3: not exported: 1 error"
        assert made.out.splitlines()[-1].startswith('rows.csv:4:12: error: date: "tomorrow" is not a date')

    @pytest.mark.parametrize("line", [1, 6])
    def test_a_line_without_a_row_is_an_error(self, tmp_path: Path, line: int) -> None:
        made = self.explain(tmp_path, f"rows.csv:{line}")

        right = "the articles begin at the lines 2 to 5"
        assert made.status == 2
        assert made.err == f"rows.csv: error: no article at line {line}; {right} [explain-target]\n"

    def test_without_a_line_it_is_asked_for(self, tmp_path: Path) -> None:
        made = self.explain(tmp_path, "rows.csv")

        right = "name the line of one, such as rows.csv:2"
        assert made.status == 2
        assert made.err == f"rows.csv: error: a file of 3 articles; {right} [explain-target]\n"

    def test_a_feed_names_its_elements(self, tmp_path: Path) -> None:
        item = "<item><title>One</title><link>https://example.org/1</link><pubDate>{}</pubDate></item>\n"
        dates = ("Tue, 24 Aug 2021 07:30:00 GMT", "Wed, 25 Aug 2021 07:30:00 GMT")
        items = "".join(map(item.format, dates))
        write(tmp_path, {"feed.xml": f'<rss version="2.0"><channel>\n<title>F</title>\n{items}</channel></rss>\n'})

        made = outfeed_here("validate", "--explain", "feed.xml:4", *SITE, cwd=tmp_path)

        assert made.out.splitlines()[0] == "feed.xml:4: exported"
        assert row(made, "published") == ["published | 2021-08-25T07:30:00Z | pubDate, line 4"]

    def test_a_prefix_of_the_source_is_told(self, tmp_path: Path) -> None:
        settings = "site: {url: https://example.org/}\nsources: [{path: rows.csv, id_prefix: 'csv:'}]\n"
        write(tmp_path, {"outfeed.yaml": settings})

        made = self.explain(tmp_path, "rows.csv:2")

        assert row(made, "id")[0].split(" | ")[:2] == ["id", "csv:https://example.org/a/"]
        assert "source.id_prefix csv:" in " ".join(row(made, "id"))


class TestTargets:
    """What can't be explained is one clear line."""

    @pytest.mark.parametrize(
        ("target", "said"),
        [
            ("none.md", "none.md: error: no such file; name a file [source-missing]"),
            ("none.md:3", "none.md: error: no such file; name a file [source-missing]"),
            ("news", "news: error: a folder; name one file, or FILE:LINE for a row [explain-target]"),
            (
                "other/b.md",
                f"other/b.md: error: not in a source, which is news; {_RIGHT} [explain-target]",
            ),
        ],
    )
    def test_a_wrong_target(self, tmp_path: Path, target: str, said: str) -> None:
        write(tmp_path, {"outfeed.yaml": "site: {url: https://example.org/}\nsource: {path: news}\n"})
        post(tmp_path / "news", "a")
        post(tmp_path / "other", "b")

        made = outfeed_here("validate", "--explain", target, cwd=tmp_path)

        assert (made.status, made.out, made.err) == (2, "", f"{said}\n")

    def test_a_source_that_is_named_holds_it(self, tmp_path: Path) -> None:
        write(tmp_path, {"outfeed.yaml": "site: {url: https://example.org/}\nsource: {path: news}\n"})
        post(tmp_path / "other", "b")

        made = outfeed_here("validate", "other", "--explain", "other/b.md", cwd=tmp_path)

        assert made.out.splitlines()[0] == "other/b.md: exported"

    @pytest.mark.parametrize("flag", ["--changed", "--diagnostics=json"])
    def test_it_goes_with_no_other_form(self, tmp_path: Path, flag: str) -> None:
        post(tmp_path / "news", "a")

        made = outfeed_here("validate", flag, "--explain", "news/a.md", cwd=tmp_path)

        assert made.status == 2
        assert "--explain goes with neither --changed nor --diagnostics" in made.err


class TestTable:
    """Lines of 100 columns at most."""

    def test_columns_are_aligned_by_what_a_terminal_shows(self) -> None:
        lines = list(table([FieldExplanation("title", "日本", "a"), FieldExplanation("id", "1234", "b")]))

        assert lines == ["title  日本  a", "id     1234  b"]

    def test_a_long_address_is_whole_and_a_long_text_is_cut(self) -> None:
        address = "https://example.org/" + "a" * 120
        lines = list(table([FieldExplanation("url", address, "a"), FieldExplanation("title", "word " * 40, "b")]))

        assert all(len(line) <= 100 for line in lines)
        assert "".join(line[7:] for line in lines[:2]) == address
        assert lines[3].endswith("…")
        assert [lines[2].split(), lines[4].split()] == [["a"], ["b"]]

    def test_a_text_of_a_million_letters_is_cut_at_once(self) -> None:
        with deadline(10):
            [line] = table([FieldExplanation("title", "日é" * 500_000, "")])

        assert line == f"title  {'日é' * 30}日…"[: len(line)]
        assert line.endswith("…")

    def test_details_are_folded_at_words(self) -> None:
        lines = list(table([FieldExplanation("url", "x", "y", (" ".join(["word"] * 40),))]))

        assert max(map(len, lines)) <= 100
        assert " ".join(" ".join(line.split()) for line in lines[1:]) == " ".join(["word"] * 40)
