"""WebSub from end to end: subscribe, change an article, export, ping, receive. Spec: https://www.w3.org/TR/websub/."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.websub.blog import FEEDS, Blog, blog
from tests.websub.hub import Hub, hub
from tests.websub.subscriber import Subscriber, discover, subscriber


@pytest.fixture
def here(tmp_path: Path) -> Iterator[tuple[Blog, Hub, Subscriber]]:
    """A published blog that names a hub, and somebody who may subscribe."""
    with blog(tmp_path) as made, hub() as its_hub, subscriber() as reader:
        made.settings([its_hub.url])
        made.publish()
        yield made, its_hub, reader


class TestDiscovery:
    """§4: the hub and the topic stand in the feed itself."""

    @pytest.mark.parametrize("name", FEEDS)
    def test_each_format_names_both(self, here: tuple[Blog, Hub, Subscriber], name: str) -> None:
        made, its_hub, _ = here

        assert discover(*made.urls(name)) == ([its_hub.url], *made.urls(name))

    def test_several_hubs_are_all_named(self, here: tuple[Blog, Hub, Subscriber]) -> None:
        made, its_hub, _ = here
        made.settings([its_hub.url, "https://other.example/"])
        made.publish()

        for name in FEEDS:
            assert discover(*made.urls(name))[0] == [its_hub.url, "https://other.example/"]


class TestDelivery:
    """§5 to §7: what is published comes to those who subscribed."""

    @pytest.mark.parametrize("name", FEEDS)
    def test_a_changed_article_arrives(self, here: tuple[Blog, Hub, Subscriber], name: str) -> None:
        made, its_hub, reader = here
        assert made.ping().status == 0
        [topic] = made.urls(name)
        assert reader.subscribe(topic) == its_hub.url
        its_hub.settle()
        assert [each for each, _ in its_hub.subscriptions] == [topic]

        made.write("first", title="A better title")
        made.publish()
        done = made.ping()
        its_hub.settle()

        assert (done.status, done.err) == (0, "")
        [received] = reader.received
        assert (received.topic, received.hub) == (topic, its_hub.url)
        assert received.media_type in ("application/xml", "application/json")
        assert received.body == (made.folder / "out" / name).read_bytes()
        assert b"A better title" in received.body

    def test_nothing_is_told_twice(self, here: tuple[Blog, Hub, Subscriber]) -> None:
        made, its_hub, reader = here
        reader.subscribe(*made.urls("rss.xml"))
        its_hub.settle()

        first, second = made.ping(), made.ping()
        its_hub.settle()

        assert sorted(its_hub.published) == sorted(made.urls())
        assert len(reader.received) == 1
        assert first.out.splitlines()[-1] == f"{its_hub.url}: notified of 3 of 3 documents."
        assert (second.status, second.out, second.err) == (0, "Nothing to send: hubs know every feed.\n", "")

    def test_an_export_that_changes_nothing_is_no_news(self, here: tuple[Blog, Hub, Subscriber]) -> None:
        made, its_hub, _ = here
        made.ping()
        made.publish()
        made.ping()

        assert len(its_hub.published) == 3

    def test_who_left_receives_nothing(self, here: tuple[Blog, Hub, Subscriber]) -> None:
        made, its_hub, reader = here
        [topic] = made.urls("atom.xml")
        reader.subscribe(topic)
        its_hub.settle()
        reader.subscribe(topic, "unsubscribe")
        its_hub.settle()

        made.ping()
        its_hub.settle()

        assert its_hub.subscriptions == {}
        assert reader.received == []

    def test_only_feeds_that_changed_are_told(self, here: tuple[Blog, Hub, Subscriber]) -> None:
        made, its_hub, _ = here
        made.settings([its_hub.url], 'feeds: [{path: ""}, {path: "topics/{topic}"}]\n')
        made.write("second", topics="[AI]")
        made.write("third", topics="[Law]")
        made.publish()
        made.ping()
        its_hub.published.clear()

        made.write("third", topics="[Law]", title="Another title")
        made.publish()
        made.ping()

        names = [*FEEDS, *(f"topics/law/{name}" for name in FEEDS)]
        assert sorted(its_hub.published) == sorted(made.urls(*names))

    def test_archives_are_not_told(self, here: tuple[Blog, Hub, Subscriber]) -> None:
        made, its_hub, _ = here
        made.settings([its_hub.url], 'feeds: [{path: "", archive: month}]\n')
        made.write("old", publishedDateTime="2023-05-05T05:05:05Z")
        made.publish()
        assert (made.folder / "out/rss-2023-05.xml").is_file()

        made.ping()

        assert sorted(its_hub.published) == sorted(made.urls())


class TestHub:
    """The hub of these tests keeps to the Recommendation where a test of ours relies on it."""

    def test_an_intent_that_is_not_confirmed_is_no_subscription(self, here: tuple[Blog, Hub, Subscriber]) -> None:
        made, its_hub, reader = here
        reader.url += "elsewhere/"
        reader.subscribe(*made.urls("rss.xml"))
        its_hub.settle()

        assert its_hub.subscriptions == {}

    def test_what_somebody_else_signed_is_ignored(self, here: tuple[Blog, Hub, Subscriber]) -> None:
        made, its_hub, reader = here
        reader.subscribe(*made.urls("rss.xml"))
        its_hub.settle()
        its_hub.subscriptions = dict.fromkeys(its_hub.subscriptions, "guessed")

        made.ping()
        its_hub.settle()

        assert reader.received == []
