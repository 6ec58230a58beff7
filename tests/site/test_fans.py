"""Feeds of topics, providers and the like: what a filter of a few lines finds, in its order, in every format."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.site import plain
from tests.site.making import exported
from tests.site.published import Published

READ: Final[dict[str, Callable[[plain.Article], list[str]]]] = {
    "topic": plain.topics,
    "provider": plain.provider,
    "category": plain.one("category"),
    "type": plain.one("type"),
    "author": plain.authors,
    "year": plain.moment("%Y"),
    "month": plain.moment("%Y-%m"),
}

ALIASES: Final = {
    "topic": {"ML": "Machine Learning", "machine learning": "机器学习", "AI": "künstliche Intelligenz"},
    "author": {"Ann Lee": "A. Lee"},
}


@pytest.fixture(scope="module")
def made(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Every kind of feed that a path can ask for, with all of its articles."""
    feeds = [{"path": "", "limit": 0}, *({"path": f"by-{name}/{{{name}}}", "limit": 0} for name in READ)]
    pairs = [
        {"path": "dated/{year}/{month}", "limit": 0},
        {"path": "both/{provider}/{topic}", "limit": 3},
        {"path": "of-{category}/in/{type}-feed", "limit": 0},
    ]
    return exported(tmp_path_factory.mktemp("fans"), news, *feeds, *pairs)


@pytest.fixture(scope="module")
def every(news: Path) -> list[plain.Article]:
    """The articles, read by PyYAML."""
    return plain.articles(news)


@pytest.fixture(scope="module")
def merged(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Topics and authors under the names that others stand for."""
    feeds = [{"path": "topics/{topic}", "limit": 0}, {"path": "people/{author}", "limit": 0}]
    more = [{"path": "ml", "where": {"topics": "ml"}, "limit": 0}]
    return exported(tmp_path_factory.mktemp("aliases"), news, *feeds, *more, aliases=ALIASES)


class TestSite:
    """The site has what makes it worth to be asked."""

    def test_its_feed_has_every_article_that_can_be_shown(self, made: Published, every: list[plain.Article]) -> None:
        assert made.ids("") == plain.ids(every)
        assert 140 < len(every) < 180

    def test_no_document_has_a_finding(self, made: Published) -> None:
        assert made.findings() == []


class TestOnePlaceholder:
    """`topics/{topic}`: one feed for each value, with the articles that have it, newest first."""

    @pytest.mark.parametrize("name", READ)
    def test_the_feeds_equal_the_filter(self, made: Published, every: list[plain.Article], name: str) -> None:
        expected = plain.fans(every, **{name: READ[name]})

        assert made.feeds(f"by-{name}/") == expected
        assert len(expected) > 1

    def test_folders_are_readable_in_any_script(self, made: Published) -> None:
        found = set(made.feeds("by-topic/"))

        assert {"ai", "machine-learning", "künstliche-intelligenz", "机器学习", "искусственный-интеллект"} < found
        assert {"हिन्दी", "c-f1deb7", "c-cedb1b", "c", "net", "gpt-4", "power-apps", "2021"} < found
        assert len([each for each in found if each.startswith(("net-", "c-", "r-d-", "a-b-"))]) == 6

    def test_the_most_frequent_spelling_names_the_feed(self, made: Published, every: list[plain.Article]) -> None:
        spelled = [[topic for topic in plain.topics(each) if plain.folded(topic) == "ai"] for each in every]
        firsts = Counter(each[0] for each in spelled if each)  # an article counts once, however often it says it
        ((most, times), (_, fewer)) = firsts.most_common(2)

        assert (set(firsts), times > fewer) == ({"AI", "Ai", "ai"}, True)
        assert made.listed["by-topic/ai"]["values"] == {"topic": most}
        assert made.listed["by-topic/ai"]["title"] == f"Every Day: {most}"


class TestTwoPlaceholders:
    """`{year}/{month}`: one feed for each combination that an article has."""

    def test_of_a_year_and_a_month_in_it(self, made: Published, every: list[plain.Article]) -> None:
        expected = plain.fans(every, year=READ["year"], month=plain.moment("%m"))

        assert made.feeds("dated/") == expected

    def test_of_a_provider_and_a_topic_with_a_limit(self, made: Published, every: list[plain.Article]) -> None:
        expected = plain.fans(every, provider=READ["provider"], topic=READ["topic"])

        assert made.feeds("both/") == {path: ids[:3] for path, ids in expected.items()}
        assert max(map(len, expected.values())) > 3

    def test_with_words_around_them(self, made: Published, every: list[plain.Article]) -> None:
        expected = plain.fans(every, category=READ["category"], type=READ["type"])

        assert made.feeds("of-") == {f"{path.replace('/', '/in/')}-feed": ids for path, ids in expected.items()}


class TestAliases:
    """`aliases`: names that stand for one another share a feed, under the name they stand for."""

    def test_topics_merge_along_the_chain(self, merged: Published, every: list[plain.Article]) -> None:
        names = {"ml": "机器学习", "machine learning": "机器学习", "ai": "künstliche Intelligenz"}

        expected = plain.fans(every, topic=lambda each: [names.get(plain.folded(t), t) for t in plain.topics(each)])
        assert merged.feeds("topics/") == expected
        assert not {"topics/ml", "topics/machine-learning", "topics/ai"} & set(merged.listed)
        assert merged.listed["topics/机器学习"]["values"] == {"topic": "机器学习"}

    def test_authors_merge(self, merged: Published, every: list[plain.Article]) -> None:
        expected = [each for each in every if "ann lee" in map(plain.folded, plain.authors(each))]

        assert merged.ids(f"people/{plain.folder('A. Lee', 'author')}") == plain.ids(expected)
        assert "people/ann-lee" not in merged.listed

    def test_conditions_mean_every_spelling(self, merged: Published) -> None:
        assert merged.ids("ml") == merged.ids("topics/机器学习")
