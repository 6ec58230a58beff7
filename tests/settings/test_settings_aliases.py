"""`aliases`: names that stand for another one."""

from pathlib import Path

import pytest

from tests.settings.saying import problem, problems, rules, settings


class TestNames:
    """The left name counts whatever its case; the right one is what people see."""

    def test_each_leads_to_the_name_it_stands_for(self, folder: Path) -> None:
        said = settings(folder, "aliases: {topic: {ML: Machine  Learning, 'Künstliche  Intelligenz': KI}}")

        assert said.aliases == {"topic": {"ml": "Machine Learning", "künstliche intelligenz": "KI"}}

    def test_five_placeholders_have_names(self, folder: Path) -> None:
        every = ("topic", "provider", "category", "type", "author")

        said = settings(folder, "aliases:\n" + "".join(f"  {name}: {{a: b}}\n" for name in every))

        assert said.aliases == {name: {"a": "b"} for name in every}

    def test_words_that_yaml_takes_for_others_are_names(self, folder: Path) -> None:
        said = settings(folder, "aliases: {topic: {no: Norway, 2021: 010, x: yes}}")

        assert said.aliases == {"topic": {"no": "Norway", "2021": "010", "x": "yes"}}

    def test_the_same_name_may_be_given_in_two_spellings(self, folder: Path) -> None:
        assert settings(folder, "aliases: {topic: {ML: Maths, ml: Maths}}").aliases == {"topic": {"ml": "Maths"}}

    def test_without_any_there_are_none(self, folder: Path) -> None:
        assert settings(folder, "").aliases == {}
        assert settings(folder, "aliases: {topic: {}}").aliases == {"topic": {}}


class TestChains:
    """A name that stands for one that stands for a third means the third."""

    def test_they_are_followed_to_their_end(self, folder: Path) -> None:
        said = settings(folder, "aliases: {topic: {C: D, A: B, b: c, X: a}}")

        assert said.aliases == {"topic": {"c": "D", "a": "D", "b": "D", "x": "D"}}

    def test_one_of_ten_thousand_names_has_an_end(self, folder: Path) -> None:
        links = "".join(f"    n{number}: n{number + 1}\n" for number in range(10_000))

        said = settings(folder, f"aliases:\n  topic:\n{links}")

        assert set(said.aliases["topic"].values()) == {"n10000"}

    def test_placeholders_have_chains_of_their_own(self, folder: Path) -> None:
        said = settings(folder, "aliases: {topic: {A: B}, type: {B: A}}")

        assert said.aliases == {"topic": {"a": "B"}, "type": {"b": "A"}}

    @pytest.mark.parametrize(
        ("names", "said"),
        [
            ("A: B, B: A", '1:19: error: aliases.topic.A: a circle of names: "A" -> "B" -> "A"'),
            ("X: B, A: C, b: a, c: B", '1:25: error: aliases.topic.A: a circle of names: "A" -> "c" -> "b" -> "A"'),
        ],
    )
    def test_a_circle_is_told_once_at_its_first_name(self, folder: Path, names: str, said: str) -> None:
        assert problem(folder, f"aliases: {{topic: {{{names}}}}}") == f"{said}; remove one of them [alias-circle]"

    def test_of_a_large_circle_a_few_names_are_shown(self, folder: Path) -> None:
        links = "".join(f"    n{number}: n{(number + 1) % 5000}\n" for number in range(5000))

        assert problem(folder, f"aliases:\n  topic:\n{links}") == (
            '3:5: error: aliases.topic.n0: a circle of names: "n0" -> "n1" -> "n2" -> "n3" -> "n4" -> "n5" -> … -> "n0"'
            "; remove one of them [alias-circle]"
        )

    def test_every_circle_is_told(self, folder: Path) -> None:
        text = "aliases:\n  topic: {a: b, b: a, c: d, d: c}\n  type: {a: b, b: a}\n"

        assert rules(folder, text) == ["2:11 alias-circle", "2:23 alias-circle", "3:10 alias-circle"]


class TestWrong:
    """What can't be meant."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("{topic: {AI: ai}}", '"AI" maps to itself; remove it: case does not distinguish names [alias-of-itself]'),
            ("{topic: {a: b, A: c}}", '"A" is also in line 1, where it maps to "b"; keep one of them'),
            ("{topic: {a: ''}}", "empty"),
            ("{topic: {'': a}}", "a name without letters; write a name [settings-empty]"),
            ('{topic: {a: "\\u200b"}}', "no visible character"),
            ('{topic: {"a\\x01": b}}', "the control character U+0001; remove it [settings-control]"),
            ("{topic: {a: [b]}}", "a list; write text"),
            ("{topic: {a: }}", "nothing; write text"),
            ("{topics: {a: b}}", "unknown key; did you mean topic? [key-unknown]"),
            ("{year: {2021: x}}", "unknown key; use one of topic, provider, category, type, author [key-unknown]"),
            ("{topic: [a]}", "a list; write a mapping"),
            ("[topic]", "a list; write a mapping"),
        ],
    )
    def test_it_is_told(self, folder: Path, text: str, said: str) -> None:
        assert any(said in each for each in problems(folder, f"aliases: {text}"))
        assert all(each.startswith("site/outfeed.yaml:1:") for each in problems(folder, f"aliases: {text}"))
