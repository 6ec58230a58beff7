"""What renders pages decodes an article once, on however many pages it stands."""

from collections.abc import Sequence
from typing import Final

import pytest

from exporters.build import page_files
from exporters.build.page_files import PageWriter, Task
from exporters.model.article import Article, Enclosure
from exporters.model.show import Show
from exporters.settings.values import PageSettings
from exporters.store import key, rows
from tests.makers import article
from tests.pages.making import TEMPLATES, Told, maker, many, render, root, told

SOUND: Final = Enclosure(url="https://cdn.example/1.mp3", media_type="audio/mpeg")


def tasks(feeds: Sequence[Told], settings: PageSettings | None = None) -> list[Task]:
    """The tasks of the pages of these feeds."""
    make = maker(feeds, settings)
    return [(make.page(each.listed), [_packed(article) for article in each.articles]) for each in feeds]


def _packed(each: Article) -> tuple[bytes, bytes]:
    packed = rows.pack(each)
    return key.content_digest(packed, ""), packed


class TestDecoding:
    """An article is decoded once, and looks on each page as it does there alone."""

    def test_an_article_of_two_pages_is_decoded_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        articles, decoded = many(5), list[bytes]()
        feeds = [root(*articles), told("AI", *articles[2:])]

        def counted(packed: bytes) -> Article:
            decoded.append(packed)
            return rows.decode_article(packed)

        monkeypatch.setattr(page_files, "decode_article", counted)
        writer = PageWriter(TEMPLATES)

        made = [writer(task) for task in tasks(feeds)]

        assert len(decoded) == 5
        assert made == [render(page, each.articles) for (page, _), each in zip(tasks(feeds), feeds, strict=True)]

    @pytest.mark.parametrize("images", [False, True])
    def test_an_episode_plays_on_the_page_of_its_show_alone(self, images: bool) -> None:
        episode = article(enclosures=(SOUND,))
        feeds = [root(episode), told("Show", episode, show=Show()), told("AI", episode)]
        writer = PageWriter(TEMPLATES)

        made = [writer(task) for task in tasks(feeds, PageSettings(images=images))]

        assert [b"<audio" in each for each in made] == [False, True, False]

    def test_what_is_kept_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(page_files, "_MOST_KEPT", 3)
        writer = PageWriter(TEMPLATES)

        [made] = [writer(task) for task in tasks([root(*many(9))])]

        assert len(writer._entries) == 3
        assert made == PageWriter(TEMPLATES)(tasks([root(*many(9))])[0])
