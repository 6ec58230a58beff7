"""ArticleFacts are read from the bytes that the cache holds of an article."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given

from exporters.feeds import fields
from exporters.feeds.fields import ArticleFacts
from exporters.model.article import Article, Image, Person, Provider
from exporters.store import rows
from tests.makers import LATER, MOMENT, article
from tests.test_properties import articles


def read(made: Article) -> ArticleFacts:
    return fields.decoder.decode(rows.unpack(rows.pack(made)))


def same(fact: Any, whole: Any) -> bool:
    """Whether every field of `fact` is that of `whole`."""
    if isinstance(fact, fields.ArticleFacts | fields.ArticleAuthor | fields.ArticleProvider):
        return all(same(getattr(fact, name), getattr(whole, name)) for name in fact.__struct_fields__)
    if isinstance(fact, tuple):
        return len(fact) == len(whole) and all(map(same, fact, whole))
    return type(fact) is type(whole) and bool(fact == whole)


class TestFacts:
    """The same attributes as an Article, by the same names."""

    def test_every_field_comes_back(self) -> None:
        made = article(
            id="1",
            updated=LATER,
            authors=(Person(name="Ann", url="https://ann.example/"), Person(name="Bob")),
            provider=Provider(name="Wired", domain="wired.com", image=Image(url="https://wired.com/l.png")),
            topics=("AI", "机器学习"),
            category="news",
            type="video",
            quality=110,
            heat=-3.5,
            content_html="<p>Long</p>",
            extra={"series": {"name": "A"}, "id": 5},
        )

        assert read(made) == ArticleFacts(
            id="1",
            title="Title",
            published=MOMENT,
            updated=LATER,
            authors=(fields.ArticleAuthor(name="Ann"), fields.ArticleAuthor(name="Bob")),
            provider=fields.ArticleProvider(name="Wired", domain="wired.com"),
            topics=("AI", "机器学习"),
            category="news",
            type="video",
            quality=110,
            heat=-3.5,
        )

    def test_what_an_article_lacks_is_none_or_empty(self) -> None:
        found = read(article())

        assert (found.provider, found.category, found.type, found.quality, found.heat) == (None,) * 5
        assert found.topics == ()

    def test_moments_are_utc_from_1900_to_9990(self) -> None:
        first, last = datetime(1900, 1, 1, tzinfo=UTC), datetime(9990, 12, 31, 23, 59, 59, tzinfo=UTC)
        found = read(article(published=first, updated=last))

        assert (found.published, found.updated) == (first, last)
        assert found.published.tzinfo is UTC

    @given(articles())
    def test_of_any_article_they_are_the_same(self, made: Article) -> None:
        assert same(read(made), made)
