"""A document says which rules do not count in it."""

import json

import pytest

from exporters.lint.lint import lint
from tests.lint.test_lint import RSS

AGAIN = b"<item><title>C</title><description>c</description><guid>https://example.org/1</guid></item>\n"


def places(data: bytes) -> list[int]:
    """The lines of guids that appear again."""
    return [each.line for each in lint(data) if each.rule == "guid-repeated"]


def with_comment(comment: str, before: bytes = b"<channel>") -> bytes:
    """The feed with a comment before `before`."""
    return RSS.replace(before, comment.encode() + before, 1)


class TestComment:
    """`<!-- outfeed: ignore RULES -->`."""

    @pytest.mark.parametrize("before", [b"<rss", b"<channel>", b"<guid", b"</rss>"])
    @pytest.mark.parametrize(
        "comment", ["<!-- outfeed: ignore guid-repeated -->", "<!--outfeed: ignore html-*,guid-*\n-->"]
    )
    def test_it_holds_for_the_whole_document_wherever_it_stands(self, before: bytes, comment: str) -> None:
        assert places(with_comment(comment, before)) == []

    @pytest.mark.parametrize(
        "text",
        [
            "<!-- outfeed: ignore guid-missing -->",
            "<!-- outfeed ignore guid-repeated -->",
            "<![CDATA[<!-- outfeed: ignore guid-repeated -->]]>",
            "&lt;!-- outfeed: ignore guid-repeated --&gt;",
            "<!-- see outfeed: ignore guid-repeated -->",
        ],
    )
    def test_what_is_no_such_comment_holds_for_nothing(self, text: str) -> None:
        assert places(with_comment(text, b"D</description>")) == [6]

    def test_for_one_item_alone(self) -> None:
        data = RSS.replace(b"  </channel>", AGAIN + b"  </channel>")
        ignored = data.replace(b"<title>B", b"<!-- outfeed: ignore-item guid-repeated --><title>B")

        assert (places(data), places(ignored)) == ([6, 8], [8])

    def test_in_other_encodings(self) -> None:
        data = with_comment("<!-- outfeed: ignore guid-repeated -->", b"<rss")

        assert places(data.decode().encode("utf-16")) == []

    def test_a_rule_that_does_not_exist_is_a_warning_at_its_place(self) -> None:
        found = [
            each
            for each in lint(with_comment("<!-- outfeed: ignore guid-repeatd -->", b"<rss"))
            if "comment" in each.message
        ]

        assert [(each.rule, each.line, each.column) for each in found] == [("ignored-rule-unknown", 2, 1)]
        assert "did you mean guid-repeated?" in found[0].fix

    @pytest.mark.parametrize(
        "part", ["<!-- outfeed: ignore a -->", "<!-- outfeed: ignore ", "<item>", "<![CDATA[", "a* "]
    )
    def test_many_of_them_take_no_time(self, part: str) -> None:
        lint(b"<rss><!-- outfeed: ignore " + part.encode() * 100_000)


class TestKey:
    """`"_outfeed": {"ignore": [RULES]}` in a JSON Feed."""

    def feed(self, feed: object = None, item: object = None) -> bytes:
        """A feed of two items with one id, with a value of `_outfeed` in the feed and in the second item."""
        items = [{"id": "1", "content_text": "a"}, {"id": "1", "content_text": "b", "_outfeed": item}]
        head = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "_outfeed": feed}
        return json.dumps({**head, "items": items}).encode()

    def repeated(self, data: bytes) -> int:
        """How often an id appears again."""
        return sum(each.rule == "jsonfeed-id-repeated" for each in lint(data))

    def test_it_holds_for_the_object_that_has_it(self) -> None:
        names = {"ignore": ["jsonfeed-id-*"]}

        assert self.repeated(self.feed()) == 1
        assert self.repeated(self.feed(names)) == 0
        assert self.repeated(self.feed(None, names)) == 0

    @pytest.mark.parametrize("value", [[], {"ignore": "jsonfeed-id-repeated"}, {"ignore": [1]}, "x"])
    def test_another_value_holds_for_nothing(self, value: object) -> None:
        assert self.repeated(self.feed(value, value)) == 1
