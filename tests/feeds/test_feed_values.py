"""The feeds an article belongs to: one for each value of each placeholder."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.feeds import fields
from exporters.feeds.fan_out import expand_template, fill_path, placeholder_values
from exporters.feeds.slug import folder_name
from exporters.model.article import Article, Person, Provider
from exporters.settings.paths import PLACEHOLDERS
from exporters.store import rows
from tests.makers import article
from tests.test_properties import articles

MADE: Final = article(
    published=datetime(2021, 8, 24, 7, 30, tzinfo=UTC),
    topics=("AI", "Machine Learning"),
    provider=Provider(name="Wired", domain="wired.com"),
    category="News",
    type="video",
    authors=(Person(name="Ann"), Person(name="Bob")),
)
BARE: Final = article()


def found(
    made: Article, placeholder: str, aliases: Mapping[str, str] | None = None, *, month_alone: bool = False
) -> list[str]:
    """The values of an article, which are those of its facts."""
    table = {placeholder: aliases or {}}
    fact = fields.decoder.decode(rows.unpack(rows.pack(made)))
    seen = placeholder_values(made, placeholder, table, month_alone=month_alone)
    assert placeholder_values(fact, placeholder, table, month_alone=month_alone) == seen
    return seen


class TestValues:
    """Each placeholder stands for a field."""

    @pytest.mark.parametrize(
        ("placeholder", "expected"),
        [
            ("topic", ["AI", "Machine Learning"]),
            ("provider", ["Wired"]),
            ("category", ["News"]),
            ("type", ["video"]),
            ("author", ["Ann", "Bob"]),
            ("year", ["2021"]),
            ("month", ["2021-08"]),
        ],
    )
    def test_whose_values_it_takes(self, placeholder: str, expected: Sequence[str]) -> None:
        assert found(MADE, placeholder) == expected

    @pytest.mark.parametrize("placeholder", ["topic", "provider", "category", "type"])
    def test_what_an_article_lacks_has_no_value(self, placeholder: str) -> None:
        assert found(BARE, placeholder) == []

    def test_every_placeholder_of_the_settings_is_known(self) -> None:
        assert [name for name in PLACEHOLDERS if not found(MADE, name)] == []

    def test_another_is_none(self) -> None:
        with pytest.raises(KeyError, match="heat"):
            placeholder_values(MADE, "heat", {}, month_alone=False)

    def test_a_provider_without_name_is_its_domain(self) -> None:
        assert found(article(provider=Provider(domain="wired.com")), "provider") == ["wired.com"]

    def test_a_provider_with_neither_has_no_value(self) -> None:
        assert found(article(provider=Provider()), "provider") == []

    def test_a_month_behind_a_year_is_two_digits(self) -> None:
        assert found(MADE, "month", month_alone=True) == ["08"]

    def test_the_year_is_that_of_utc(self) -> None:
        assert found(article(published=datetime(2020, 12, 31, 23, 59, 59, tzinfo=UTC)), "year") == ["2020"]


class TestOnce:
    """Of values that share a folder the first spelling counts; those that lost a sign share none."""

    @pytest.mark.parametrize(
        ("topics", "expected"),
        [
            (("AI", "ai", "Ai"), ["AI"]),
            (("machine  learning", "Machine Learning"), ["machine  learning"]),
            (("künstlich", "ku\u0308nstlich"), ["künstlich"]),
            (("C", "C++", "c++", "C#"), ["C", "C++", "c++", "C#"]),
        ],
    )
    def test_differences_of_case_and_spaces_are_none(self, topics: tuple[str, ...], expected: Sequence[str]) -> None:
        assert found(article(topics=topics), "topic") == expected


class TestAliases:
    """A name that stands for another is replaced by it, whatever its case."""

    @pytest.mark.parametrize("written", ["ML", "ml", " Ml "])
    def test_names_are_merged(self, written: str) -> None:
        made = article(topics=(written, "AI", "Machine Learning"))

        assert found(made, "topic", {"ml": "Machine Learning"}) == ["Machine Learning", "AI"]

    def test_a_spelling_can_be_chosen(self) -> None:
        assert found(article(topics=("ai",)), "topic", {"ai": "AI"}) == ["AI"]

    def test_they_are_those_of_the_placeholder_alone(self) -> None:
        made = article(topics=("ML",), category="ML")

        assert placeholder_values(made, "category", {"topic": {"ml": "Machine Learning"}}, month_alone=False) == ["ML"]

    def test_a_domain_can_be_given_a_name(self) -> None:
        assert found(article(provider=Provider(domain="wired.com")), "provider", {"wired.com": "Wired"}) == ["Wired"]


class TestGroups:
    """A path with placeholders is a feed for each value, with several for each combination."""

    @pytest.mark.parametrize(
        ("template", "paths"),
        [
            ("topics/{topic}", ["topics/ai", "topics/machine-learning"]),
            ("{category}/{topic}", ["news/ai", "news/machine-learning"]),
            ("{topic}/{author}", ["ai/ann", "ai/bob", "machine-learning/ann", "machine-learning/bob"]),
            ("{year}/{month}", ["2021/08"]),
            ("{year}/{topic}/{month}", ["2021/ai/08", "2021/machine-learning/08"]),
            ("{month}/{year}", ["2021-08/2021"]),
            ("by-{provider}-x", ["by-wired-x"]),
            ("all", ["all"]),
            ("", [""]),
        ],
    )
    def test_their_paths_are_filled(self, template: str, paths: Sequence[str]) -> None:
        assert [path for path, _ in expand_template(MADE, template, {})] == paths

    def test_each_tells_its_values(self) -> None:
        made = [given for _, given in expand_template(MADE, "{topic}/{category}", {})]

        assert made == [{"topic": "AI", "category": "News"}, {"topic": "Machine Learning", "category": "News"}]

    def test_an_article_without_a_value_is_in_none(self) -> None:
        assert list(expand_template(article(topics=("AI",)), "{topic}/{category}", {})) == []

    def test_aliases_decide_the_path(self) -> None:
        aliases = {"topic": {"ai": "Artificial Intelligence"}, "category": {"news": "Nachrichten"}}

        assert next(expand_template(MADE, "{category}/{topic}", aliases)) == (
            "nachrichten/artificial-intelligence",
            {"topic": "Artificial Intelligence", "category": "Nachrichten"},
        )

    def test_one_path_is_one_feed(self) -> None:
        made = article(topics=("a", "ab"), authors=(Person(name="bc"), Person(name="c")))

        assert [path for path, _ in expand_template(made, "{topic}{author}", {})] == ["abc", "ac", "abbc"]

    def test_of_very_many_only_those_that_are_wanted_are_made(self) -> None:
        many = tuple(f"topic {number}" for number in range(3000))
        made = article(topics=many, authors=tuple(Person(name=name) for name in many))

        first = list(islice(expand_template(made, "{topic}/{author}", {}), 2))

        assert [path for path, _ in first] == ["topic-0/topic-0", "topic-0/topic-1"]

    @given(articles(), st.lists(st.sampled_from(PLACEHOLDERS), unique=True, max_size=3))
    def test_a_path_is_that_of_its_values(self, made: Article, names: Sequence[str]) -> None:
        template = "/".join(f"{{{name}}}" for name in names)
        seen = list(expand_template(made, template, {}))

        assert [path for path, _ in seen] == [fill_path(template, given) for _, given in seen]
        assert len({path for path, _ in seen}) == len(seen)
        assert all(set(given) == set(names) for _, given in seen)


class TestPathOf:
    """Values stand in a path as their folders."""

    @pytest.mark.parametrize(
        ("template", "given", "path"),
        [
            ("topics/{topic}", {"topic": "künstliche Intelligenz"}, "topics/künstliche-intelligenz"),
            ("{topic}", {"topic": "../../etc"}, folder_name("../../etc", "topic")),
            ("{author}/{topic}", {"topic": "🚀", "author": "🚀"}, "author-ebbc0b/topic-ebbc0b"),
            ("Topics/{topic}", {"topic": "机器学习"}, "Topics/机器学习"),
        ],
    )
    def test_in_any_script(self, template: str, given: dict[str, Any], path: str) -> None:
        assert fill_path(template, given) == path
