"""Articles and their parts check themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import Struct

from exporters.model.article import Article, Image, Person, Provider, Related

MOMENT = datetime(2021, 8, 24, 7, 30, tzinfo=UTC)
NOT_URLS = ["", "/a", "javascript:alert(1)", "https://example.org/a b", "https://a@example.org/"]
NOT_TEXTS = ["", " ", "\u200b", "a\x00b", "\ud800"]
REQUIRED: dict[str, Any] = {
    "id": "1",
    "url": "https://example.org/1",
    "title": "A",
    "summary": "B",
    "published": MOMENT,
    "updated": MOMENT,
    "authors": (Person(name="C"),),
}


def article(**fields: Any) -> Article:
    """An article with what is required."""
    return Article(**(REQUIRED | fields))


class TestArticle:
    """What can't be written into a feed is no article."""

    @pytest.mark.parametrize("field", ["url", "original_url", "amp_url", "amp_cdn_url"])
    @pytest.mark.parametrize("url", NOT_URLS)
    def test_an_address_is_absolute(self, field: str, url: str) -> None:
        with pytest.raises(ValueError, match=f"^{field}: "):
            article(**{field: url})

    @pytest.mark.parametrize("field", ["title", "summary", "category", "type"])
    @pytest.mark.parametrize("text", NOT_TEXTS)
    def test_a_text_shows_something_and_holds_no_controls(self, field: str, text: str) -> None:
        with pytest.raises(ValueError, match=f"^{field}: "):
            article(**{field: text})

    @pytest.mark.parametrize("text", NOT_TEXTS)
    def test_so_does_a_topic(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"^topic: "):
            article(topics=("AI", text))

    @pytest.mark.parametrize("text", ["", "a\x00", "\uffff"])
    def test_an_id_is_clean_text(self, text: str) -> None:
        with pytest.raises(ValueError, match="an id"):
            article(id=text)

    @pytest.mark.parametrize("html", ["", "<p>\x0c</p>"])
    def test_content_is_clean_or_none(self, html: str) -> None:
        with pytest.raises(ValueError, match="content"):
            article(content_html=html)

    def test_it_is_not_updated_before_it_is_published(self) -> None:
        with pytest.raises(ValueError, match="before it is published"):
            article(updated=MOMENT - timedelta(seconds=1))

    @pytest.mark.parametrize("field", ["published", "updated"])
    def test_its_moments_are_utc(self, field: str) -> None:
        with pytest.raises(ValueError, match="a moment"):
            article(**{field: MOMENT.replace(tzinfo=None)})

    def test_it_has_an_author(self) -> None:
        with pytest.raises(ValueError, match="author"):
            article(authors=())

    def test_what_was_not_given_is_none_or_empty(self) -> None:
        made = article()

        assert (made.original_url, made.content_html, made.provider, made.quality, made.heat) == (None,) * 5
        assert (made.topics, made.images, made.related, made.extra) == ((), (), (), {})
        assert (made.is_draft, made.is_withdrawn) == (False, False)

    @pytest.mark.parametrize(
        "value", [article(), Image(url="https://a.b/"), Person(name="a"), Provider(), Related(url="https://a.b/")]
    )
    def test_values_do_not_change(self, value: Struct) -> None:
        with pytest.raises(AttributeError, match="immutable"):
            setattr(value, value.__struct_fields__[0], "x")

    def test_two_articles_share_no_extra(self) -> None:
        assert article().extra is not article().extra


class TestParts:
    """So are a picture, a person, a provider and a related article."""

    @pytest.mark.parametrize("url", NOT_URLS)
    def test_their_addresses_are_absolute(self, url: str) -> None:
        for make in (
            lambda: Image(url=url),
            lambda: Person(name="A", url=url),
            lambda: Person(name="A", avatar=url),
            lambda: Related(url=url),
        ):
            with pytest.raises(ValueError, match=": "):
                make()

    @pytest.mark.parametrize("text", NOT_TEXTS)
    def test_their_texts_show_something(self, text: str) -> None:
        for make in (
            lambda: Image(url="https://a.b/", title=text),
            lambda: Person(name=text),
            lambda: Provider(name=text),
            lambda: Related(url="https://a.b/", title=text),
        ):
            with pytest.raises(ValueError, match="empty or contains control"):
                make()

    @pytest.mark.parametrize("field", ["width", "height"])
    @pytest.mark.parametrize("pixels", [0, -1])
    def test_a_side_is_at_least_one_pixel(self, field: str, pixels: int) -> None:
        with pytest.raises(ValueError, match="one pixel"):
            Image(url="https://a.b/", **{field: pixels})  # type: ignore[arg-type]

    @pytest.mark.parametrize("domain", ["a b", "wired.com/x y", "a@b", "-"])
    def test_a_domain_makes_an_address(self, domain: str) -> None:
        with pytest.raises(ValueError, match=r"^domain: "):
            Provider(domain=domain)

    def test_a_provider_has_the_address_of_its_domain(self) -> None:
        assert Provider(domain="wired.com").url == "https://wired.com/"
        assert Provider(name="Wired").url is None

    @pytest.mark.parametrize("domain", ["wired.com/x", "wired.com?x", "wired.com#x", ""])
    def test_a_domain_is_a_host_name_and_nothing_more(self, domain: str) -> None:
        with pytest.raises(ValueError, match=r"^domain: "):
            Provider(domain=domain)
