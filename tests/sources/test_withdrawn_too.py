"""Withdrawn articles that a run has to know of: read whole, and nothing is told of them."""

import pytest

from exporters.model.article import Article
from exporters.model.outcome import ReadOutcome
from exporters.sources.parse import ArticleReader
from tests.sources.making import SITE, file


def known(*lines: str, body: str = "", drafts: bool = False) -> ReadOutcome:
    """What becomes of a file with these lines where withdrawn articles are to be known."""
    return ArticleReader(SITE, None, drafts=drafts, withdrawn_too=True).read(file(*lines, body=body), "x.md")


class TestKnown:
    """It stays withdrawn: no article to be shown, and nobody hears of it."""

    def test_it_is_the_article_that_it_was(self) -> None:
        lines = "topics: AI", "featuredContent: '<p>Content</p>'"
        made = known("removed: true", *lines)
        public = ArticleReader(SITE).read(file(*lines), "x.md").article

        assert (made.kind, made.public_state) == ("withdrawn", "withdrawn")
        assert isinstance(made.article, Article)
        assert made.article.is_withdrawn
        assert public is not None
        assert (made.article.id, made.article.topics) == (public.id, ("AI",))
        assert made.article.content_html == public.content_html

    @pytest.mark.parametrize("line", ["mood: gloomy", "title: '  A  title '", "images: [{url: /a b.png}]"])
    def test_what_would_be_noted_is_not(self, line: str) -> None:
        made = known(line, "removed: true", body="<script>1</script>{% raw %}x{% endraw %}")

        assert made.article is not None
        assert made.diagnostics == ()

    def test_another_article_is_read_as_ever(self) -> None:
        assert known("topics: AI") == ArticleReader(SITE).read(file("topics: AI"), "x.md")
        assert known("draft: true") == ReadOutcome(path="x.md", kind="draft")


class TestNotKnown:
    """It is as if nobody had asked."""

    @pytest.mark.parametrize(
        "line",
        [
            "title:",
            "webUrl: nowhere",
            "publishedDateTime: soon",
            "topics: {a: b}",
            "Draft: true",
            "images: [{width: 3}]",
        ],
    )
    def test_where_anything_is_wrong_in_it(self, line: str) -> None:
        assert known(line, "removed: true") == ReadOutcome(path="x.md", kind="withdrawn")

    @pytest.mark.parametrize("line", ["published: false", "draft: true", "published: 'no'"])
    @pytest.mark.parametrize("drafts", [False, True])
    def test_where_it_was_never_for_the_public(self, line: str, *, drafts: bool) -> None:
        assert known(line, "removed: true", drafts=drafts) == ReadOutcome(path="x.md", kind="withdrawn")


class TestUnreadable:
    """What can't be read at all may be no withdrawn article, so it is told as ever."""

    def test_front_matter_that_is_none(self) -> None:
        assert known("removed: [true").kind == "rejected"
