"""Pages as values: what the page of a feed shows, and what the list of all feeds shows."""

import posixpath
from typing import Final

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporters.model.feed import FeedLink
from exporters.pages.maker import PageMaker
from exporters.pages.page import FeedAddress, FeedPage, FeedRow, FeedRowGroup, SiblingFeed, href, readable_address
from exporters.settings.values import PageSettings
from tests.makers import LATER, MADE, MOMENT, article, feed, site
from tests.pages.making import Told, maker, root, told

FOLDERS: Final = st.lists(st.sampled_from(["a", "b", "-", "a.b", "é"]), max_size=4).map("/".join)


def names(page: FeedPage) -> list[str]:
    return [sibling.name for sibling in page.siblings]


def topics(count: int) -> list[Told]:
    return [told(f"T{number}") for number in range(count)]


class TestHref:
    """Relative addresses, so that pages work on any server and from a folder."""

    @pytest.mark.parametrize(
        ("path", "seen_from", "written"),
        [
            ("index.html", "", "index.html"),
            ("topics/ai/index.html", "", "topics/ai/index.html"),
            ("topics/ai/index.html", "topics/chips", "../ai/index.html"),
            ("index.html", "topics/chips", "../../index.html"),
            ("topics/机器学习/index.html", "topics/ai", "../机器学习/index.html"),
            ("a b/50%/x:y/#?/index.html", "", "a%20b/50%25/x%3Ay/%23%3F/index.html"),
            ("topics/ai/index.html", "topics", "ai/index.html"),
        ],
    )
    def test_it_leads_from_one_page_to_another(self, path: str, seen_from: str, written: str) -> None:
        assert href(path, seen_from=seen_from) == written

    @given(FOLDERS, FOLDERS)
    def test_it_is_the_shortest_way(self, folder: str, seen_from: str) -> None:
        path = f"{folder}/index.html" if folder else "index.html"

        relative = href(path, seen_from=seen_from)

        assert relative == posixpath.relpath(f"/{path}", f"/{seen_from}")
        assert posixpath.normpath(posixpath.join("/", seen_from, relative)) == f"/{path}"


class TestReadableAddress:
    """Addresses as people read them."""

    @pytest.mark.parametrize(
        ("url", "shown"),
        [
            ("https://example.org/%D8%A7%D9%84/rss.xml", "https://example.org/ال/rss.xml"),
            ("https://example.org/k%C3%BCnste%2Fa%20b", "https://example.org/künste%2Fa%20b"),
            ("https://example.org/%E2%80%AE/%C2%A0", "https://example.org/%E2%80%AE/%C2%A0"),
            ("https://example.org/%FF%C3", "https://example.org/%FF%C3"),
            ("https://example.org/rss.xml", "https://example.org/rss.xml"),
        ],
    )
    def test_it_has_letters_and_nothing_that_deceives(self, url: str, shown: str) -> None:
        assert readable_address(url) == shown


class TestFeedPage:
    """What this feed is, and where it is."""

    def test_it_says_what_the_feed_is(self) -> None:
        where = site(title="Daily", language="de")
        ai = told("AI", article(), site=where, title="Daily: AI", description="About AI")

        page = maker([root(site=where), ai]).page(ai.listed)

        assert (page.site, page.home, page.language) == ("Daily", "https://example.org/", "de")
        assert (page.title, page.name, page.group, page.description) == ("Daily: AI", "AI", "Topics", "About AI")
        assert (page.url, page.count, page.newest) == (f"{MADE}topics/ai/", 1, MOMENT)
        assert (page.list_href, page.opml_href) == ("../../index.html", "../../feeds.opml")
        assert not page.is_list

    def test_a_feed_that_stands_alone_is_called_by_its_title(self) -> None:
        heat = told("Most discussed", group="", path="hot", title="Daily: most discussed")

        assert maker([heat]).page(heat.listed).name == "Daily: most discussed"

    def test_what_feed_readers_take_comes_with_its_address(self) -> None:
        ai = told("AI")

        assert maker([ai]).page(ai.listed).addresses == (
            FeedAddress(label="RSS", url=f"{MADE}topics/ai/rss.xml", href="rss.xml", media_type="application/rss+xml"),
            FeedAddress(
                label="Atom", url=f"{MADE}topics/ai/atom.xml", href="atom.xml", media_type="application/atom+xml"
            ),
            FeedAddress(
                label="JSON Feed",
                url=f"{MADE}topics/ai/feed.json",
                href="feed.json",
                media_type="application/feed+json",
            ),
        )

    def test_other_formats_are_downloads(self) -> None:
        digest = FeedLink(format="digest", media_type="text/plain", url=f"{MADE}digest.txt")
        csv = FeedLink(format="csv", media_type="text/csv", url=f"{MADE}feed.csv")
        made = root(links=(csv, digest))

        page = maker([made]).page(made.listed)

        assert page.addresses == ()
        assert [(each.label, each.href) for each in page.downloads] == [
            ("CSV table", "feed.csv"),
            ("digest", "digest.txt"),
        ]

    def test_long_texts_are_clipped(self) -> None:
        long = told("word " * 900, path="topics/long", title="word " * 900, description="word " * 900)

        page = maker([long]).page(long.listed)

        assert max(map(len, (page.title, page.name, page.description))) <= 500

    def test_it_can_be_digested(self) -> None:
        made = topics(3)
        page = maker(made).page(made[0].listed)

        assert msgspec.json.decode(msgspec.json.encode(page), type=FeedPage) == page


class TestFeedsOfOneName:
    """Feeds without a title have that of the site: their folder tells them apart."""

    def test_the_folder_stands_behind_the_name(self) -> None:
        feeds = [root(title="Daily", name="Daily")]
        feeds += [told("Daily", group="", path=path, title="Daily") for path in ("hot", "机器学习")]

        pages = [maker(feeds).root(feeds[0].listed), *(maker(feeds).page(each.listed) for each in feeds[1:])]

        assert [page.name for page in pages] == ["Daily", "Daily (hot)", "Daily (机器学习)"]
        assert [page.title for page in pages] == ["Daily", "Daily (hot)", "Daily (机器学习)"]
        assert [row.name for row in pages[0].groups[0].rows] == ["Daily", "Daily (hot)", "Daily (机器学习)"]
        assert names(pages[1]) == ["Daily", "Daily (机器学习)"]

    def test_in_groups_of_their_own_they_need_none(self) -> None:
        feeds = [told("Wired"), told("Wired", group="Providers", title="From Wired")]

        assert [maker(feeds).page(each.listed).name for each in feeds] == ["Wired", "Wired"]

    def test_in_one_group_each_has_its_folder(self) -> None:
        feeds = [told("AI", path=path, title=f"AI of {path}") for path in ("topics/ai", "old/ai")]

        assert [maker(feeds).page(each.listed).name for each in feeds] == ["AI (topics/ai)", "AI (old/ai)"]
        assert [maker(feeds).page(each.listed).title for each in feeds] == ["AI of topics/ai", "AI of old/ai"]


class TestSiblings:
    """At most 20 feeds of the same group: those beside it."""

    def test_they_are_the_others_of_the_group_in_the_order_of_the_list(self) -> None:
        feeds = [root(), told("B"), told("Wired", group="Providers"), told("A"), told("C")]

        page = maker(feeds).page(feeds[3].listed)

        assert page.siblings == (
            SiblingFeed(name="B", href="../b/index.html"),
            SiblingFeed(name="C", href="../c/index.html"),
        )
        assert page.siblings_title == "More topics"

    @pytest.mark.parametrize(
        ("rank", "near"),
        [
            (0, range(1, 21)),
            (3, [*range(3), *range(4, 21)]),
            (50, [*range(40, 50), *range(51, 61)]),
            (99, range(79, 99)),
        ],
    )
    def test_of_many_the_nearest_twenty_are_shown(self, rank: int, near: range) -> None:
        feeds = topics(100)

        page = maker(feeds).page(feeds[rank].listed)

        assert names(page) == [f"T{number}" for number in near]

    def test_twenty_others_are_all_shown(self) -> None:
        feeds = topics(21)

        assert all(len(maker(feeds).page(each.listed).siblings) == 20 for each in feeds)

    def test_a_new_entry_elsewhere_does_not_change_the_page(self) -> None:
        feeds = [root(article()), *topics(30)]
        later = [each._replace(listed=replace(each.listed, count=9, newest=LATER)) for each in feeds]
        same = [*later[:10], feeds[10], *later[11:]]

        assert maker(same).page(feeds[10].listed) == maker(feeds).page(feeds[10].listed)

    @pytest.mark.parametrize(
        ("group", "title"), [("Topics", "More topics"), ("AI labs", "More AI labs"), ("", "Other feeds")]
    )
    def test_they_have_a_heading(self, group: str, title: str) -> None:
        one = told("One", group=group, path="one")

        assert maker([one]).page(one.listed).siblings_title == title


class TestList:
    """The list of all feeds, grouped."""

    def test_it_has_every_feed_in_its_group_in_the_order_given(self) -> None:
        whole = root(article(), name="Daily")
        feeds = [
            whole,
            told("B", article()),
            told("Wired", group="Providers"),
            told("A"),
            told("Hot", group="", path="hot"),
        ]

        page = maker(feeds).root(whole.listed)

        assert page.groups == (
            FeedRowGroup(
                title="Main feeds",
                rows=(
                    FeedRow(name="Daily", href="#subscribe", count=1),
                    FeedRow(name="Hot", href="hot/index.html", count=0),
                ),
            ),
            FeedRowGroup(
                title="Topics",
                rows=(
                    FeedRow(name="B", href="topics/b/index.html", count=1),
                    FeedRow(name="A", href="topics/a/index.html", count=0),
                ),
            ),
            FeedRowGroup(title="Providers", rows=(FeedRow(name="Wired", href="providers/wired/index.html", count=0),)),
        )
        assert (page.total, page.is_list, page.opml_href) == (5, True, "feeds.opml")

    def test_it_is_the_page_of_the_feed_of_the_whole_site_too(self) -> None:
        whole = root(article(), title="Daily")

        page = maker([whole]).root(whole.listed)

        assert (page.name, page.count, page.url) == ("Daily", 1, MADE)
        assert [each.label for each in page.addresses] == ["RSS", "Atom", "JSON Feed"]

    def test_a_site_without_such_a_feed_has_a_list_all_the_same(self) -> None:
        page = maker([told("AI", article())]).root(None)

        assert (page.name, page.description, page.url) == ("Site", "About it", MADE)
        assert (page.count, page.newest, page.addresses, page.downloads) == (0, None, (), ())
        assert page.total == 1

    def test_it_can_be_empty(self) -> None:
        assert PageMaker(site(), [], PageSettings()).root(None).total == 0

    def test_a_page_that_is_not_published_has_no_address(self) -> None:
        whole = root()
        hidden = replace(whole.listed, feed=feed(page=None))

        assert maker([whole]).root(hidden).url is None
