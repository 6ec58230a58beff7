"""Dates and slugs in file names."""

import pytest

from exporters.sources.addresses.filenames import FILE_NAMES, pelican_name
from exporters.sources.addresses.parts import AddressError


@pytest.mark.parametrize(
    ("dialect", "name", "date", "slug"),
    [
        ("jekyll", "2024-01-02-my-post", "2024-01-02", "my-post"),
        ("jekyll", "24-1-2-x", "24-1-2", "x"),
        ("jekyll", "2024-01-02", None, "2024-01-02"),
        ("jekyll", "my-post", None, "my-post"),
        ("hugo", "2024-01-02-my-post", "2024-01-02", "my-post"),
        ("hugo", "2024-01-02T10-30-00 _my post-", "2024-01-02T10-30-00", "my post"),
        ("hugo", "2024-13-02-x", None, "2024-13-02-x"),
        ("hugo", "x-2024-01-02", None, "x-2024-01-02"),
        ("zola", "2024-01-02_my-post", "2024-01-02", "my-post"),
        ("zola", "2024-01-02T10:30:00Z-x", "2024-01-02T10:30:00Z", "x"),
        ("zola", "2024-01-02", "2024-01-02", "2024-01-02"),
        ("zola", "2024-13-02-x", None, "2024-13-02-x"),
        ("eleventy", "blog/2024-01-02-my-post", "2024-01-02", "my-post"),
        ("eleventy", "2024-01-02/my-post", "2024-01-02", "my-post"),
        ("eleventy", "blog/2024-01-02-x/index", "2024-01-02", "x"),
        ("eleventy", "a-2024-01-02-x", "2024-01-02", "x"),
        ("eleventy", "x", None, "x"),
        ("docusaurus", "2021-02-03-x", "2021-02-03", "2021/02/03/x"),
        ("docusaurus", "2021/2/3/x", "2021-2-3", "2021/2/3/x"),
        ("docusaurus", "2021-02-03-x/index", "2021-02-03", "2021/02/03/x"),
        ("docusaurus", "x/index", None, "x"),
    ],
)
def test_a_name_is_taken_apart(dialect: str, name: str, date: str | None, slug: str) -> None:
    assert FILE_NAMES[dialect](name) == (date, slug)


@pytest.mark.parametrize("dialect", FILE_NAMES)
@pytest.mark.parametrize(
    "name", ["", ".", "2024-01-02-", "2024-01-02" * 10_000, "-" * 100_000, "\x00", "😀"], ids=ascii
)
def test_any_name_has_an_answer(dialect: str, name: str) -> None:
    assert FILE_NAMES[dialect](name).slug is not None


@pytest.mark.parametrize(
    ("pattern", "fields"),
    [
        (r"(?P<date>\d{4}-\d{2}-\d{2}).*", {"date": "2024-01-02"}),
        (r"(?P<date>\d{4}-\d{2}-\d{2})_(?P<slug>.*)", {"date": "2024-01-02", "slug": "my-post"}),
        (r"\d{3}-", {}),
    ],
)
def test_pelican_takes_what_groups_catch(pattern: str, fields: dict[str, str]) -> None:
    assert pelican_name("2024-01-02_my-post", pattern) == fields


def test_a_pattern_of_pelican_that_is_none_is_told() -> None:
    with pytest.raises(AddressError, match=r"FILENAME_METADATA is not a regular expression \(missing \)"):
        pelican_name("x", "(")
