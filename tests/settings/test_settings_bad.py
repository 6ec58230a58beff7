"""Bad settings of every kind: status 2, every problem with its place and its remedy, and nothing is written."""

from pathlib import Path
from typing import Final

import pytest

from exporters.diagnostics.rules.settings import SETTINGS
from tests.cli.running import contents, outfeed_here, post
from tests.settings.saying import rules

BAD: Final = [  # a name in the catalogue, and settings that are told of by it alone
    ("settings-control", 'site: {title: "a\\x01"}'),
    ("settings-empty", "feeds: [{where: {}}]"),
    ("key-unknown", "feeds: [{pth: a}]"),
    ("url-query", "site: {url: 'https://example.org/?a'}"),
    ("feed-id-wrong", "feeds: [{id: ai}]"),
    ("feed-id-alike", "feeds: [{path: '{topic}', id: 'tag:a,2021:b'}]"),
    ("feed-id-shared", "feeds: [{path: a, id: 'tag:a,2021:b'}, {path: b, id: 'tag:a,2021:b'}]"),
    ("feed-path-wrong", "feeds: [{path: a.b}]"),
    ("feed-path-outside", "feeds: [{path: ../../etc}]"),
    ("feed-path-reserved", "feeds: [{path: aux}]"),
    ("feed-path-shared", "feeds: [{path: a}, {path: '{topic}'}]"),
    ("placeholder-unknown", "feeds: [{path: '{tag}'}]"),
    ("placeholder-absent", "feeds: [{title: '{topic}'}]"),
    ("placeholder-repeated", "feeds: [{path: '{topic}/{topic}'}]"),
    ("brace-alone", "feeds: [{title: 'a { b'}]"),
    ("condition-field", "feeds: [{where: {topcs: AI}}]"),
    ("condition-operator", "feeds: [{where: {topics: {min: 5}}}]"),
    ("condition-range", "feeds: [{where: {heat: {min: 2, max: 1}}}]"),
    ("window-wrong", "feeds: [{window: a while}]"),
    ("max-bytes-wrong", "feeds: [{max_bytes: 5}]"),
    ("archive-apart", "feeds: [{archive: month, window: 7 days}]"),
    ("alias-repeated", "aliases: {topic: {a: b, A: c}}"),
    ("alias-of-itself", "aliases: {topic: {a: A}}"),
    ("alias-circle", "aliases: {topic: {a: b, b: a}}"),
    ("timezone-unknown", "source: {timezone: Mars}"),
    ("glob-wrong", "source: {include: [../x]}"),
    ("date-unreadable", "feeds: [{where: {published: {after: soon}}}]"),
    ("type-wrong", "feeds: [{where: {heat: high}}]"),
    ("value-wrong", "feeds: [{limit: -1}]"),
    ("format-apart", "source: {format: html, built: .}"),
    ("selector-wrong", "source: {built: {path: ., select: 'a >'}}"),
    ("id-rule-unknown", "source: {ids: jekyll}"),
    ("templates-missing", "pages: {templates: nowhere}"),
    ("url-wrong", "stylesheet: feed.css"),
]
OF_FILES: Final = {  # what is wrong with the file as a whole
    *("settings-missing", "settings-unreadable", "settings-large", "settings-encoding", "settings-no-mapping"),
    "settings-syntax",
    *("ids-wrong", "ids-shared"),  # of the file that `ids` names
    *("built-missing", "media-folder-missing"),  # told where articles are read
}


class TestEveryKind:
    """A table of mistakes, one for each name in the catalogue."""

    @pytest.mark.parametrize(("rule", "text"), BAD)
    def test_it_is_told_by_its_name_alone(self, folder: Path, rule: str, text: str) -> None:
        (told,) = rules(folder, text)

        assert told.startswith("1:")
        assert told.endswith(f" {rule}")

    def test_the_table_has_every_name(self) -> None:
        assert set(SETTINGS) - OF_FILES - {rule for rule, _ in BAD} == set()


class TestRun:
    """`outfeed export` ends with status 2 and leaves everything as it was."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (
                "feeds: [{where: {topcs: AI}}]",
                'feeds[0].where.topcs: "topcs" is not a field of articles; did you mean topics?',
            ),
            ("aliases: {topic: {A: B, B: A}}", 'aliases.topic.A: a circle of names: "A" -> "B" -> "A"; remove one'),
            (
                "feeds: [{path: a}, {path: a}]",
                'feeds[1].path: "a" is also the folder of feeds[0] (line 1); write another',
            ),
            ("feeds: [{path: ../up}]", 'feeds[0].path: "../up" leaves its folder with ..; write up'),
            ("feeds: [{limit: -1}]", "feeds[0].limit: -1 is less than 0; write a whole number from 0"),
            ("feeds: [{window: 3 months}]", 'feeds[0].window: "3 months" is not a duration; write 90 days'),
        ],
    )
    def test_nothing_is_written(self, tmp_path: Path, text: str, said: str) -> None:
        post(tmp_path / "news", "a")
        (tmp_path / "news/outfeed.yaml").write_text(text, encoding="utf-8")
        before = contents(tmp_path)

        ran = outfeed_here("export", "news", "--site-url", "https://example.org/", cwd=tmp_path)

        assert ran.status == 2
        assert ran.err.startswith("news/outfeed.yaml:1:")
        assert f" error: {said}" in ran.err
        assert ran.out == ""
        assert contents(tmp_path) == before

    def test_folders_files_and_formats_that_are_not_there_are_told_in_one_run(self, tmp_path: Path) -> None:
        post(tmp_path, "a")
        text = (
            "site: {url: https://example.org/}\nsource: {path: nope}\nids: none.yaml\nformats: [rss, atomm]\ntitel: x\n"
        )
        (tmp_path / "outfeed.yaml").write_text(text, encoding="utf-8")

        for command in ("export", "plan", "feeds"):
            ran = outfeed_here(command, cwd=tmp_path)

            assert (ran.status, ran.out) == (2, "")
            assert [line.partition("; ")[0] for line in ran.told("error")] == [
                "outfeed.yaml:2:10: error: source.path: no folder nope",
                "outfeed.yaml:3:1: error: ids: no file none.yaml",
                "outfeed.yaml:4:16: error: formats[1]: no format atomm",
                "outfeed.yaml:5:1: error: titel: unknown key",
            ]

    def test_a_folder_of_articles_that_is_not_there_is_told_by_what_reads_it(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a")
        (tmp_path / "outfeed.yaml").write_text("source: {path: nope}\nformats: [plugin]\n", encoding="utf-8")

        alone, changed = (
            outfeed_here("validate", cwd=tmp_path),
            outfeed_here("validate", "--changed", "news/a.md", cwd=tmp_path),
        )
        named, cache = outfeed_here("validate", "news", cwd=tmp_path), outfeed_here("cache", "info", cwd=tmp_path)

        assert (alone.status, changed.status, named.status, cache.status) == (2, 2, 0, 0)
        assert alone.err == changed.err
        assert alone.err.startswith("outfeed.yaml:1:10: error: source.path: no folder nope; name the folder of the art")

    def test_every_problem_is_told_in_one_run(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a")
        text = "feeds:\n- path: /a\n  window: 5\n- path: ok\n  order: hot\naliases: {topic: {a: a}}\n"
        (tmp_path / "news/outfeed.yaml").write_text(text, encoding="utf-8")

        ran = outfeed_here("export", "news", "--site-url", "https://example.org/", cwd=tmp_path)

        assert ran.status == 2
        assert [line.partition(" ")[0] for line in ran.told("error")] == [
            f"news/outfeed.yaml:{place}:" for place in ("2:3", "3:3", "5:3", "6:19")
        ]
