"""What a key of another program is called here, and which flags are misspelled."""

from typing import Any

import pytest

from exporters.repair.article import FIELDS
from exporters.repair.report import guess_field, guess_key, is_flag_misspelled


class TestLikely:
    """The field that a key was probably meant to be."""

    @pytest.mark.parametrize(
        ("key", "field"),
        [
            ("author", "provider.authors"),
            ("authors", "provider.authors"),
            ("categories", "topics"),
            ("date", "publishedDateTime"),
            ("description", "excerpt"),
            ("image", "images"),
            ("keywords", "topics"),
            ("last_modified_at", "updatedDateTime"),
            ("lastmod", "updatedDateTime"),
            ("link", "webUrl"),
            ("modified", "updatedDateTime"),
            ("permalink", "webUrl"),
            ("pubdate", "publishedDateTime"),
            ("summary", "excerpt"),
            ("tags", "topics"),
            ("updated", "updatedDateTime"),
            ("url", "webUrl"),
        ],
    )
    def test_names_of_other_programs(self, key: str, field: str) -> None:
        assert guess_field(key, FIELDS) == guess_field(key.upper(), FIELDS) == field
        assert guess_key(field, ["x", key.title()]) == key.title()

    @pytest.mark.parametrize("key", ["titel", "Title", "TITLE", "tittle"])
    def test_slips_of_the_pen(self, key: str) -> None:
        assert guess_field(key, FIELDS) == "title"

    def test_only_fields_that_are_there(self) -> None:
        assert guess_field("tags", ["url", "name"]) == ""
        assert guess_field("author", ["url", "name"]) == ""
        assert guess_field("link", ["webUrl"]) == "webUrl"

    @pytest.mark.parametrize("key", ["layout", "x", "", "titel" + "x" * 10_000])
    def test_most_keys_mean_something_else(self, key: str) -> None:
        assert guess_field(key, FIELDS) == ""


class TestGivenInstead:
    """The key that was probably meant to be a field which is missing."""

    def test_a_name_of_another_program_counts_before_a_slip(self) -> None:
        assert guess_key("webUrl", ["webUrI", "permalink"]) == "permalink"
        assert guess_key("webUrl", ["webUrI", "layout"]) == "webUrI"

    def test_none(self) -> None:
        assert guess_key("webUrl", ["layout"]) == ""
        assert guess_key("webUrl", []) == ""


class TestFlags:
    """A key that says yes or no, and is nearly a flag: a draft must not leave because of it."""

    @pytest.mark.parametrize(
        "key", ["Published", "is_published", "isDraft", "drafts", "remove", "publishd", "hidden", "is-hidden", "DRAFT"]
    )
    @pytest.mark.parametrize("value", [True, False, "Yes", " no ", "on", "OFF", "true", "false", 0, 1, "0", "1"])
    def test_this_is_one(self, key: str, value: Any) -> None:
        assert is_flag_misspelled(key, value)

    @pytest.mark.parametrize("value", ["perhaps", "", None, 2, "2021-08-24", [], ["yes"]])
    def test_what_says_something_else_is_none(self, value: Any) -> None:
        assert not is_flag_misspelled("publishd", value)

    @pytest.mark.parametrize("key", ["comments", "is_featured", "toc", "pinned", "math"])
    def test_another_word_is_none(self, key: str) -> None:
        assert not is_flag_misspelled(key, True)
