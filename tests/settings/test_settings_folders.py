"""`path`: a folder below the out folder, on every system and in every address."""

import unicodedata
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.settings.folders import check_folder as rule
from tests.settings.saying import problem, problems, settings

USUAL = "write letters, digits, - and _, with / between folders, such as topics/{topic}"


class TestRight:
    """Letters of any script, digits, - and _, and a placeholder in a segment."""

    @pytest.mark.parametrize(
        "path",
        [
            "",
            "hot",
            "topics/{topic}",
            "{topic}-news",
            "top_10",
            "über/機械学習/विज्ञान",
            "{year}/{month}/{type}",
            "a/b/c/d/e/f/g/h",
            "a" * 80,
            "console",
            "com10",
            "con-{topic}",
        ],
    )
    def test_it_is_taken_as_it_is(self, folder: Path, path: str) -> None:
        assert settings(folder, f"feeds: [{{path: '{path}'}}]").feeds[0].path == path

    def test_letters_are_composed(self, folder: Path) -> None:
        said = settings(folder, "feeds: [{path: 'a\u0308'}]")

        assert said.feeds[0].path == "\u00e4"

    @pytest.mark.parametrize(("written", "path"), [("2021", "2021"), ("no", "no"), ("010", "010")])
    def test_words_that_yaml_takes_for_others_are_folders(self, folder: Path, written: str, path: str) -> None:
        assert settings(folder, f"feeds: [{{path: {written}}}]").feeds[0].path == path


class TestWrong:
    """What is seen, and the path that was probably meant."""

    @pytest.mark.parametrize(
        ("path", "said"),
        [
            ("/topics/{topic}", "is an absolute path; write topics/{topic} [feed-path-outside]"),
            ("/", 'is an absolute path; write "" for the out folder itself [feed-path-outside]'),
            ("C:/topics", "is an absolute path; write topics [feed-path-outside]"),
            ("c:topics", "is an absolute path; write topics [feed-path-outside]"),
            (r"\\server\topics", "is an absolute path; write server/topics [feed-path-outside]"),
            ("../topics", "leaves its folder with ..; write topics [feed-path-outside]"),
            ("topics/../..", "leaves its folder with ..; write topics [feed-path-outside]"),
            (r"a\..\b", "leaves its folder with ..; write a/b [feed-path-outside]"),
            (r"topics\{topic}", "contains a backslash; write topics/{topic} [feed-path-wrong]"),
            ("topics/", "ends with a slash; write topics [feed-path-wrong]"),
            ("a//b", "has two slashes in a row; write a/b [feed-path-wrong]"),
            (".", 'contains a dot, as file names do; write "" for the out folder itself [feed-path-wrong]'),
            ("topics/rss.xml", "contains a dot, as file names do; write topics [feed-path-wrong]"),
            ("rss.xml", 'contains a dot, as file names do; write "" for the out folder itself [feed-path-wrong]'),
            ("v1.2", "contains a dot, as file names do; write v1-2 [feed-path-wrong]"),
            ("my topics", 'contains " "; write my-topics [feed-path-wrong]'),
            ("a?b", 'contains "?"; write a-b [feed-path-wrong]'),
            ("½", f'contains "½"; {USUAL} [feed-path-wrong]'),
            ("🚀", f'contains "🚀"; {USUAL} [feed-path-wrong]'),
            ("{topic}\u0301", "; write {topic} [feed-path-wrong]"),
            ("-news", "begins with -; write news [feed-path-wrong]"),
            ("{topic}{type}", "two placeholders; separate them with a slash, such as {topic}/{type} [feed-path-wrong]"),
            ("co{topic}", "has letters next to a placeholder; write co-{topic} [feed-path-wrong]"),
            ("x/{year}er", "has letters next to a placeholder; write {year}-er [feed-path-wrong]"),
            ("a" * 81, "has more than 80 bytes; write a shorter name [feed-path-wrong]"),
            ("機" * 27, "has more than 80 bytes; write a shorter name [feed-path-wrong]"),
            ("a/b/c/d/e/f/g/h/i", "is 9 folders deep; write at most 8 [feed-path-wrong]"),
            ("a" * 700, "a path of 700 characters; write a short one, such as topics/{topic} [feed-path-wrong]"),
            ("{tpoic}", '"{tpoic}" is not a placeholder; did you mean {topic}? [placeholder-unknown]'),
            ("x/{Topic}", '"{Topic}" is not a placeholder; did you mean {topic}? [placeholder-unknown]'),
            ("{x}", "use one of {topic}, {provider}, {category}, {type}, {author}, {year}, {month}"),
            ("{}", '"{}" is not a placeholder'),
            ("{topic}/a-{topic}", "twice; write each placeholder once [placeholder-repeated]"),
            ("{topic", f"has a brace without a partner; {USUAL} [brace-alone]"),
            ("topic}", f"has a brace without a partner; {USUAL} [brace-alone]"),
            ("{{topic}}", f"has a brace without a partner; {USUAL} [brace-alone]"),
            ("con", "is the name of a Windows device; write another name, such as con-feed [feed-path-reserved]"),
            ("a/NUL", "is the name of a Windows device; write another name, such as NUL-feed [feed-path-reserved]"),
            (
                "Lpt9/{topic}",
                "is the name of a Windows device; write another name, such as Lpt9-feed [feed-path-reserved]",
            ),
        ],
    )
    def test_it_is_told(self, folder: Path, path: str, said: str) -> None:
        found = problem(folder, f"feeds:\n  - limit: 5\n    path: '{path}'\n")

        assert found.startswith("3:5: error: feeds[0].path: ")
        assert said in found

    def test_a_control_character_is_named(self, folder: Path) -> None:
        said = problem(folder, 'feeds: [{path: "a\\x01b"}]')

        assert said == "1:10: error: feeds[0].path: the control character U+0001; remove it [settings-control]"

    @pytest.mark.parametrize("path", ["{path: }", "{path: [a]}", "{path: {a: b}}"])
    def test_what_is_no_text_is_no_path(self, folder: Path, path: str) -> None:
        assert problems(folder, f"feeds: [{path}]")[0].endswith("[type-wrong]")

    @given(st.text() | st.text(alphabet="ab.-_/\\{}:C é\u0301", max_size=20))
    def test_any_path_that_is_taken_stays_below_the_out_folder(self, text: str) -> None:
        if rule(text) is None:
            parts = unicodedata.normalize("NFC", text).split("/") if text else []

            assert PurePosixPath(text).parts == tuple(text.split("/")) if text else parts == []
            assert all(part and "." not in part and "\\" not in part and ":" not in part for part in parts)

    @given(st.text(alphabet="ab. -_/\\{}:topic", max_size=20))
    def test_any_path_that_is_proposed_is_one(self, text: str) -> None:
        wrong = rule(text)
        word = wrong.fix.removeprefix("write ") if wrong else ""

        if word and " " not in word:
            assert rule(word.strip('"')) is None
