"""Articles as a page shows them."""

from datetime import UTC, datetime

import pytest

from exporters.model.article import Image, Person, Provider
from exporters.pages.page import PagePicture, day, entry
from tests.makers import article

PICTURES = (
    Image(url="https://example.org/1.jpg", width=3, height=2, title="A chip"),
    Image(url="https://example.org/2"),
)


class TestSource:
    """Who published it."""

    @pytest.mark.parametrize(
        ("provider", "source"),
        [
            (Provider(name="Wired", domain="wired.com"), "Wired"),
            (Provider(domain="wired.com"), "wired.com"),
            (Provider(), "Ann"),
            (None, "Ann"),
        ],
    )
    def test_it_is_the_provider_else_the_first_author(self, provider: Provider | None, source: str) -> None:
        made = entry(article(provider=provider, authors=(Person(name="Ann"), Person(name="Ben"))), images=False)

        assert made.source == source


class TestDate:
    """The day of publication, in words that depend on no locale."""

    def test_it_is_for_people_and_for_programs(self) -> None:
        made = entry(article(published=datetime(2021, 8, 4, 7, 30, tzinfo=UTC)), images=False)

        assert (made.day, made.moment) == ("4 August 2021", "2021-08-04T07:30:00Z")

    def test_every_month_has_its_name(self) -> None:
        made = [day(datetime(2021, month, 1, tzinfo=UTC)).split()[1][:3] for month in range(1, 13)]

        assert made == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class TestTexts:
    """Title and excerpt, short."""

    def test_they_are_clipped_at_a_word(self) -> None:
        made = entry(article(title="word " * 100, summary="text " * 100), images=False)

        assert (len(made.title), len(made.excerpt)) == (200, 280)
        assert made.title.endswith("word…")
        assert made.excerpt.endswith("text…")

    def test_an_excerpt_that_repeats_the_title_is_left_out(self) -> None:
        assert entry(article(title="Same", summary="Same"), images=False).excerpt == ""


class TestPicture:
    """Pictures come from other sites, so only where they are asked for."""

    def test_the_first_one_is_shown_when_asked_for(self) -> None:
        made = entry(article(images=PICTURES), images=True)

        assert made.picture == PagePicture(url="https://example.org/1.jpg", width=3, height=2, alt="A chip")

    def test_none_is_shown_otherwise(self) -> None:
        assert entry(article(images=PICTURES), images=False).picture is None

    def test_an_article_may_have_none(self) -> None:
        assert entry(article(), images=True).picture is None

    def test_one_that_nobody_described_has_no_words(self) -> None:
        made = entry(article(images=PICTURES[1:]), images=True).picture

        assert made is not None
        assert made.alt == ""
