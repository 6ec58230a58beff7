"""Paths with placeholders: what is in them, what becomes of them, and which may be one folder."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.settings.names import fold
from exporters.settings.paths import PLACEHOLDERS, fill, find_collisions, may_collide, placeholders

SEGMENTS = st.builds(
    "".join,
    st.tuples(
        st.text(alphabet="aB20-", max_size=3),
        st.sampled_from(["", "{topic}", "{author}", "{year}", "{month}"]),
        st.text(alphabet="aB20-", max_size=3),
    ),
).filter(bool)
PATHS = st.lists(SEGMENTS, min_size=1, max_size=3).map("/".join)
SLUGS = st.text(alphabet="ab20-", min_size=1, max_size=5)


class TestPlaceholders:
    """A word in braces that stands for a value of articles."""

    @pytest.mark.parametrize(
        ("template", "names"),
        [
            ("", ()),
            ("topics/{topic}", ("topic",)),
            ("{year}/{month}-{year}", ("year", "month")),
            ("{{topic}} {x} {author}", ("author",)),
        ],
    )
    def test_each_is_named_once_in_its_order(self, template: str, names: tuple[str, ...]) -> None:
        assert placeholders(template) == names

    def test_the_seven_of_the_docs(self) -> None:
        assert PLACEHOLDERS == ("topic", "provider", "category", "type", "author", "year", "month")


class TestFilled:
    """Placeholders become values, braces written twice become braces."""

    @pytest.mark.parametrize(
        ("template", "made"),
        [
            ("topics/{topic}", "topics/AI"),
            ("{topic}, {topic}", "AI, AI"),
            ("{{topic}} is {topic}", "{topic} is AI"),
            ("{{{topic}}}", "{AI}"),
            ("plain", "plain"),
        ],
    )
    def test_it_is_made(self, template: str, made: str) -> None:
        assert fill(template, {"topic": "AI"}) == made

    def test_braces_in_a_value_stay(self) -> None:
        assert fill("{topic} {author}", {"topic": "{author} {{", "author": "Ada"}) == "{author} {{ Ada"

    def test_a_value_that_is_missing_is_an_error(self) -> None:
        with pytest.raises(KeyError, match="author"):
            fill("{author}", {"topic": "AI"})


class TestMayMeet:
    """Two feeds never get one folder, whatever the articles say."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("", ""),
            ("ai", "AI"),
            ("straße", "STRASSE"),
            ("ä", "a\u0308"),
            ("topics/ai", "topics/{topic}"),
            ("{topic}", "{author}"),
            ("{topic}", "{year}"),
            ("{topic}", "{month}"),
            ("{topic}-news", "ai-{topic}"),
            ("a{topic}bc", "ab{author}c"),
            ("{year}", "2021"),
            ("{month}", "2021-08"),
            ("{year}/{month}", "2021/08"),
            ("{year}/{month}", "{topic}/08"),
            ("{year}/{month}", "{year}/{topic}"),
            ("{year}-08", "{month}"),
            ("{topic}/x", "x/{topic}"),
            ("x{topic}", "xy"),
        ],
    )
    def test_these_may(self, one: str, other: str) -> None:
        assert may_collide(one, other)
        assert may_collide(other, one)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("", "ai"),
            ("", "{topic}"),
            ("topics/{topic}", "authors/{author}"),
            ("topics/{topic}", "topics"),
            ("topics/{topic}", "topics/{topic}/x"),
            ("{topic}-news", "ai"),
            ("{topic}-news", "-news"),
            ("a-{topic}", "b-{topic}"),
            ("{topic}-a", "{topic}-b"),
            ("a{topic}a", "aa"),
            ("{year}", "202"),
            ("{year}", "20211"),
            ("{year}", "ai"),
            ("{month}", "2021"),
            ("{month}", "{year}"),
            ("{month}/{year}", "08/2021"),
            ("{year}/{month}", "{year}/2021-08"),
            ("{year}/{month}", "{year}/8"),
        ],
    )
    def test_these_never_do(self, one: str, other: str) -> None:
        assert not may_collide(one, other)
        assert not may_collide(other, one)

    @given(PATHS, PATHS, SLUGS, SLUGS)
    def test_for_any_articles_two_paths_that_may_not_meet_do_not(
        self, one: str, other: str, first: str, second: str
    ) -> None:
        values = {"topic": first, "author": second, "year": "2021"}
        swapped = {"topic": second, "author": first, "year": "2020"}

        for (left, mine), (right, theirs) in product([(one, values)], [(other, values), (other, swapped)]):
            made = fold(fill(left, mine | {"month": _month(left, mine)}))
            if made == fold(fill(right, theirs | {"month": _month(right, theirs)})):
                assert may_collide(left, right)

    @given(PATHS)
    def test_any_path_meets_itself(self, path: str) -> None:
        assert may_collide(path, path.upper() if "{" not in path else path)

    @given(st.lists(PATHS | st.sampled_from(["", "a", "A/b", "{topic}", "a/{author}"]), max_size=8))
    def test_of_many_paths_each_is_told_with_the_first_it_may_meet(self, paths: list[str]) -> None:
        one_by_one = [
            (later, next(earlier for earlier in range(later) if may_collide(paths[later], paths[earlier])))
            for later in range(len(paths))
            if any(may_collide(paths[later], paths[earlier]) for earlier in range(later))
        ]

        assert list(find_collisions(paths)) == one_by_one


def _month(path: str, values: dict[str, str]) -> str:
    """What {month} stands for: alone behind a {year}."""
    year_first = "{year}" in path and path.find("{year}") < path.find("{month}")
    return "08" if year_first else f"{values['year']}-08"
