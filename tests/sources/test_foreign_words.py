"""Keys and values that mean something else in other programs."""

import pytest

from exporters.diagnostics.diagnostic import Level
from tests.sources.making import file, outcome, told

HELD = [
    *("status: draft", "status: hidden", "Status: Draft", "status: pending", "post_status: future"),
    *("visibility: private", "visibility: members", "private: true", "private: 'yes'", "public: false"),
    *("wip: true", "unlisted: 1", "permalink: false", "password: hunter2"),
]


class TestHeld:
    """What withholds an article elsewhere is an error here, and never a publication."""

    @pytest.mark.parametrize("line", HELD)
    def test_it_is_one_error_at_the_key(self, line: str) -> None:
        made = outcome(file(line))
        key = line.partition(":")[0]

        assert (made.kind, told(made)) == ("rejected", [f"5:1 flag-misspelled {key}"])
        assert "draft: true" in made.diagnostics[0].fix

    def test_a_password_is_not_shown(self) -> None:
        assert "hunter2" not in str(outcome(file("password: hunter2")).diagnostics)

    @pytest.mark.parametrize(
        "line", ["status: publish", "visibility: public", "private: false", "public: true", "password: ''", "wip: no"]
    )
    def test_other_values_withhold_nothing(self, line: str) -> None:
        assert outcome(file(line)).kind == "article"


class TestShapes:
    """A list of one is its value, a name is a provider, and the name of a picture lies beside its page."""

    def test_each(self) -> None:
        made = outcome(
            file("category: [news]", "provider: Wired", "images: [featured.png, 'a b.jpg', ../c.webp]", "type: [video]")
        )
        article = made.article

        assert article is not None
        assert (article.category, article.type) == ("news", "video")
        assert article.provider is not None
        assert article.provider.name == "Wired"
        assert [each.url for each in article.images] == [
            "https://example.org/featured.png",
            "https://example.org/a%20b.jpg",
            "https://example.org/c.webp",
        ]
        assert {each.rule for each in made.diagnostics} == {"list-of-one", "url-relative", "url-encoded"}
        assert all(each.level is Level.NOTE for each in made.diagnostics)

    @pytest.mark.parametrize(
        ("line", "problem", "fix"),
        [
            ("related: [other-slug]", "5:11 url-wrong related[0]", "write https://host/other-slug, or /other-slug"),
            ("images: [example.org/a.png]", "5:10 url-wrong images[0]", "write https://example.org/a.png"),
            ("images: [featured]", "5:10 url-wrong images[0]", "write https://host/featured, or /featured"),
            ("category: [a, b]", "5:1 type-wrong category", 'write text, such as "a, b"'),
            ("category: {en: News}", "5:1 type-wrong category", 'write text, such as "News"'),
            ("category: [[a]]", "5:1 type-wrong category", "write text"),
        ],
    )
    def test_what_has_no_one_meaning_says_what_to_write(self, line: str, problem: str, fix: str) -> None:
        made = outcome(file(line))

        assert told(made) == [problem]
        assert made.diagnostics[0].fix.startswith(fix)

    def test_a_long_example_of_the_schema_is_not_shown(self) -> None:
        made = outcome(file("title: [[a]]"))

        assert [each.fix for each in made.diagnostics] == ["write text"]
