"""`Feed.self_url`: a format that needs the address of its document finds it, or an error that names what is missing."""

import pytest

from exporters import FeedError
from tests.makers import LINKS, article, document, feed


class TestSelfUrl:
    """RSS, Atom and JSON Feed say where they are published."""

    @pytest.mark.parametrize("name", ["rss", "atom", "json"])
    def test_a_feed_without_the_link_is_refused_by_name(self, name: str) -> None:
        others = tuple(each for each in LINKS if each.format != name)

        with pytest.raises(FeedError) as caught:
            document(name, feed(article(), links=others))

        (told,) = caught.value.diagnostics
        listed = ", ".join(each.format for each in others)
        assert told.message == f'the feed "Site" has no link to its {name} document (links: {listed})'
        assert told.fix == f'add Link(format="{name}", …) to its links'
        assert told.rule == "feed-link-missing"

    def test_without_any_link_it_says_so(self) -> None:
        with pytest.raises(FeedError, match=r"\(links: none\)"):
            document("rss", feed(links=()))

    def test_a_table_needs_none(self) -> None:
        assert document("csv", feed(article(), links=()))
