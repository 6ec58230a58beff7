"""One entry of the settings' feeds: which feeds and archive documents it keeps from before, and what is private."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace

from exporters.errors import UsageError
from exporters.feeds import feed_rule as module
from exporters.feeds.feed_group import ALL
from exporters.feeds.feed_rule import FeedRule
from exporters.feeds.select import select
from exporters.feeds.selection import FeedSelection, PublishedFeed
from exporters.model.article import Article
from exporters.model.feed import DeletedEntry
from exporters.settings.values import FeedSettings
from exporters.store.articles import ArticleKey, ArticleStore
from tests.feeds.shelving import settings, shelved
from tests.makers import MOMENT, article

DAY: Final = timedelta(days=1)
LATER: Final = MOMENT + 9 * DAY
GO: Final = PublishedFeed("{topic}", {"topic": "Go"}, "go", LATER)


def told(number: int, *topics: str, days: int = 0) -> Article:
    """The article `number`, published that many days before the first."""
    published = MOMENT - days * DAY
    return article(id=f"{number}", url=f"https://example.org/{number}", published=published, topics=topics)


def offered(seek: FeedRule, articles: Iterable[Article], *, is_public: bool = True) -> None:
    """Offer the articles."""
    for place, each in enumerate(articles, 1):
        published = int(each.published.timestamp())
        list(seek.picks(ArticleKey(place, published, published, b"", is_public), each))


def chosen(
    shelf: ArticleStore,
    wanted: FeedSettings,
    *articles: Article,
    drafts: Iterable[Article] = (),
    known: Iterable[PublishedFeed] = (),
    prune: bool = False,
) -> dict[str, FeedSelection]:
    """What the entry `wanted` makes of public articles and drafts, by path and period."""
    seek = FeedRule(wanted, shelf, {}, None, "")
    offered(seek, articles)
    offered(seek, drafts, is_public=False)
    seek.keep(known, prune=prune)
    list(seek.bounds())
    return {f"{each.member.path}@{each.member.period}".removesuffix("@"): each for each in seek.selections()}


class TestPrivate:
    """A feed that only drafts name is private: who prepared them with --drafts publishes it, and nobody else."""

    FAN: Final = FeedSettings(path="{topic}")

    def test_drafts_alone_make_a_private_feed(self) -> None:
        with shelved([]) as shelf:
            made = chosen(shelf, self.FAN, told(1, "AI"), drafts=[told(2, "AI", "Go")])

        assert {path: each.is_private for path, each in made.items()} == {"ai": False, "go": True}

    def test_a_feed_that_the_settings_name_is_public_whatever_it_holds(self) -> None:
        with shelved([]) as shelf:
            made = chosen(shelf, FeedSettings(path="drafts", archive="year"), drafts=[told(1)])

        assert not made["drafts"].is_private

    def test_one_that_was_public_stays_public(self) -> None:
        with shelved([]) as shelf:
            assert not chosen(shelf, self.FAN, drafts=[told(1, "Go")], known=[GO])["go"].is_private
            assert not chosen(shelf, self.FAN, known=[GO])["go"].is_private

    def test_one_that_was_private_stays_so_until_an_article_is_public(self) -> None:
        private = [GO._replace(is_private=True)]
        with shelved([]) as shelf:
            assert chosen(shelf, self.FAN, drafts=[told(1, "Go")], known=private)["go"].is_private
            assert not chosen(shelf, self.FAN, told(1, "Go"), known=private)["go"].is_private

    def test_its_archive_documents_stay_while_it_has_drafts(self) -> None:
        private = GO._replace(is_private=True, periods=("2023-06",))
        with shelved([]) as shelf:
            made = chosen(shelf, FeedSettings(path="{topic}", archive="month"), drafts=[told(1, "Go")], known=[private])

        assert list(made) == ["go", "go@2023-06"]
        assert made["go"].is_private

    def test_one_that_was_private_goes_with_its_drafts(self) -> None:
        with shelved([]) as shelf:
            assert chosen(shelf, self.FAN, told(1, "AI"), known=[GO._replace(is_private=True)]).keys() == {"ai"}

    def test_others_stay_when_it_goes(self) -> None:
        rust = GO._replace(values={"topic": "Rust"}, path="rust")
        with shelved([]) as shelf:
            assert chosen(shelf, self.FAN, known=[GO._replace(is_private=True), rust]).keys() == {"rust"}

    @pytest.mark.parametrize("order", [(True, False), (False, True)])
    def test_one_public_article_is_enough_wherever_it_stands(self, order: tuple[bool, bool]) -> None:
        with shelved([]) as shelf:
            seek = FeedRule(self.FAN, shelf, {}, None, "")
            for is_public in order:
                offered(seek, [told(1, "AI")], is_public=is_public)

            assert [each.is_private for each in seek.selections()] == [False]


class TestKnown:
    """What was published before stays, as it was, though it holds nothing now."""

    def test_an_empty_feed_is_as_old_as_it_was(self) -> None:
        with shelved([]) as shelf:
            made = chosen(shelf, FeedSettings(path="{topic}"), told(1, "AI"), known=[GO])

        assert (made["go"].updated, made["go"].member.values) == (LATER, {"topic": "Go"})
        assert made["ai"].updated is None

    def test_those_of_other_entries_of_the_settings_are_passed_over(self) -> None:
        other = GO._replace(template="topics/{topic}", path="topics/go")
        with shelved([]) as shelf:
            assert list(chosen(shelf, FeedSettings(path="{topic}"), known=[other, GO])) == ["go"]

    def test_articles_spell_it_anew(self) -> None:
        with shelved([]) as shelf:
            made = chosen(shelf, FeedSettings(path="{topic}"), told(1, "GO"), known=[GO])

        assert made["go"].member.values == {"topic": "GO"}

    def test_to_prune_keeps_only_what_has_articles(self) -> None:
        with shelved([]) as shelf:
            kept = chosen(shelf, FeedSettings(path="{topic}"), told(1, "AI"), known=[GO], prune=True)
            made = chosen(shelf, FeedSettings(path="{topic}"), told(1, "Go"), known=[GO], prune=True)

        assert kept.keys() == {"ai"}
        assert made["go"].updated == LATER

    def test_an_archive_document_stays_without_articles(self) -> None:
        known = PublishedFeed("", {}, "", MOMENT, ("2023-06", "2023-11"))
        wanted = FeedSettings(archive="month")
        with shelved([]) as shelf:
            made = chosen(shelf, wanted, told(1), told(2, days=40), known=[known])
            pruned = chosen(shelf, wanted, told(1), told(2, days=40), known=[known], prune=True)

        assert list(made) == ["", "@2023-06", "@2023-11"]
        assert list(pruned) == ["", "@2023-11"]

    def test_to_prune_keeps_the_newest_period_archived_where_it_was(self) -> None:
        known = PublishedFeed("", {}, "", MOMENT, ("2023-11", "2024-01"))
        with shelved([]) as shelf:
            made = chosen(shelf, FeedSettings(archive="month"), told(1), told(2, days=40), known=[known], prune=True)

        assert list(made) == ["", "@2023-11", "@2024-01"]
        assert made[""].member.older == "2024-01"

    def test_without_archives_those_that_were_published_are_no_longer_asked_for(self) -> None:
        with shelved([]) as shelf:
            made = chosen(shelf, FeedSettings(path="{topic}"), told(1, "Go"), known=[GO._replace(periods=("2023-06",))])

        assert {path: each.periods for path, each in made.items()} == {"go": ()}

    @pytest.mark.parametrize("value", ["", " ", "a\x00b", "\u200b"])
    def test_a_manifest_that_holds_no_visible_text_is_not_believed(self, value: str) -> None:
        known = PublishedFeed("{topic}", {"topic": value}, "go", MOMENT)
        with shelved([]) as shelf:
            assert chosen(shelf, FeedSettings(path="{topic}"), known=[known]) == {}


class TestBounds:
    """How many entries each document may have."""

    def test_the_limit_of_a_feed_yields_to_months_that_are_not_archived(self) -> None:
        with shelved([]) as shelf:
            seek = FeedRule(FeedSettings(archive="month", limit=1), shelf, {}, None, "")
            offered(seek, [told(1), told(2, days=1), told(3, days=40)])

            assert [most for _, most in seek.bounds()] == [2, ALL]

    def test_none_where_the_articles_need_no_look(self) -> None:
        with shelved([]) as shelf:
            assert list(FeedRule(FeedSettings(), shelf, {}, None, "").bounds()) == []


class TestMany:
    """A site has at most so many feeds and archive documents; the message says what to write, and where."""

    def test_as_many_as_there_may_be_and_no_more(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "MAX_FEEDS", 3)
        wanted = FeedSettings(path="{topic}", line=4, column=5)
        with shelved([]) as shelf:
            offered(FeedRule(wanted, shelf, {}, None, ""), [told(1, "a", "b", "c")])
        with shelved([]) as shelf, pytest.raises(UsageError) as raised:
            offered(FeedRule(wanted, shelf, {}, None, "outfeed.yaml"), [told(1, "a", "b", "c", "d")])

        (problem,) = raised.value.diagnostics
        assert (problem.rule, problem.path, problem.line, problem.column) == ("feeds-too-many", "outfeed.yaml", 4, 5)
        assert "more than 3 feeds" in problem.message

    @pytest.mark.parametrize("name", ["", "outfeed.yaml"])
    def test_settings_without_a_file_have_no_place(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
    ) -> None:
        monkeypatch.setattr(module, "MAX_FEEDS", 0)
        monkeypatch.chdir(tmp_path)
        asked = replace(settings(FeedSettings()), file=tmp_path / name if name else None)
        with shelved([]) as shelf, pytest.raises(UsageError) as raised:
            select(asked, shelf)

        assert [each.path for each in raised.value.diagnostics] == [name]

    def test_twenty_thousand(self) -> None:
        assert module.MAX_FEEDS == 20_000


class TestWindow:
    """A window counts from the newest article of the site, in seconds; on its edge is in it."""

    @pytest.mark.parametrize(("days", "is_in"), [(2, True), (3, False)])
    def test_its_edge(self, days: int, is_in: bool) -> None:
        wanted = FeedSettings(path="{topic}", window=2 * 86_400)
        with shelved([]) as shelf:
            seek = FeedRule(wanted, shelf, {}, int(MOMENT.timestamp()), "")
            offered(seek, [told(1, "AI", days=days)])

            assert [each.member.path for each in seek.selections()] == (["ai"] if is_in else [])

    def test_a_site_without_articles_has_none(self) -> None:
        with shelved([]) as shelf:
            seek = FeedRule(FeedSettings(path="{topic}", window=60), shelf, {}, None, "")
            offered(seek, [told(1, "AI")])

            assert len(list(seek.selections())) == 1


class TestWithdrawn:
    """Withdrawn articles are noted in the feeds that are there; they make none."""

    def test_they_make_no_feed(self) -> None:
        gone = DeletedEntry(id="2", when=MOMENT)
        with shelved([]) as shelf:
            seek = FeedRule(FeedSettings(path="{topic}"), shelf, {}, None, "")
            offered(seek, [told(1, "AI")])
            seek.add_tombstone(ArticleKey(2, 0, 0, b""), told(2, "AI", "Go"), gone)
            made = list(seek.selections())

        assert [(each.member.path, each.deleted) for each in made] == [("ai", (gone,))]
