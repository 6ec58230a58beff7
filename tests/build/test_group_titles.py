"""Headings of the groups of feeds, on the page and in OPML."""

import pytest

from exporters.build.page_files import group_title


class TestGroupTitle:
    """A word that says what the feeds of a group are about."""

    @pytest.mark.parametrize(
        ("path", "title"),
        [
            ("topics/{topic}", "Topics"),
            ("themen/{topic}", "Themen"),
            ("ai-labs/{provider}", "Ai labs"),
            ("作者/{author}", "作者"),
            ("{year}/{month}", "Years"),
            ("hot", ""),
        ],
    )
    def test_the_folder_names_the_group(self, path: str, title: str) -> None:
        assert group_title(path) == title

    @pytest.mark.parametrize(
        ("path", "title"),
        [
            ("by/{author}/{year}", "Authors"),
            ("blog/by/{author}", "Authors"),
            ("p/{provider}", "Providers"),
            ("from/{provider}", "Providers"),
            ("in/{category}", "Categories"),
            ("t/{topic}", "Topics"),
        ],
    )
    def test_a_letter_or_a_preposition_is_no_heading(self, path: str, title: str) -> None:
        assert group_title(path) == title

    @pytest.mark.parametrize(
        ("path", "title"), [("tag/{topic}", "Tags"), ("author/{author}", "Authors"), ("category/{topic}", "Categories")]
    )
    def test_the_name_of_one_thing_becomes_the_name_of_several(self, path: str, title: str) -> None:
        assert group_title(path) == title
