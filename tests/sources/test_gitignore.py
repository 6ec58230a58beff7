"""`include` and `exclude`: what pathspec says of a path, without its hours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from exporters.sources.patterns import matcher
from tests.deadline import deadline

SEGMENTS = st.sampled_from(["**", "*", "a", "b", "*a", "a*", "a*b", "*a*b*", "?", "a?", "[ab]", "[!a]b", "a**b"])
PATTERNS = st.builds(
    lambda negation, start, segments, end: negation + start + "/".join(segments) + end,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(SEGMENTS, min_size=1, max_size=5),
    st.sampled_from(["", "", "/"]),
)
PATHS = st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=6).map("/".join)


class TestMatcher:
    """Spec: gitignore, Pattern Format."""

    @given(st.lists(PATTERNS, min_size=1, max_size=4), st.lists(PATHS, min_size=8, max_size=8))
    def test_it_agrees_with_pathspec(self, patterns: list[str], paths: list[str]) -> None:
        spec, is_matched = GitIgnoreSpec.from_lines(patterns), matcher(patterns)

        assert [is_matched(path) for path in paths] == [spec.match_file(path) for path in paths]

    @pytest.mark.parametrize(
        ("pattern", "path"),
        [
            ("*a*a*a*a/*a*a*a*a/*a*a*a*b", "/".join(["a" * 40] * 3) + "/x.md"),
            ("**/a/**/a/**/a/**/b", "a/" * 2_000 + "x.md"),
            ("**/*a*a*a*b", "a" * 4_000),
        ],
    )
    def test_many_ways_to_fit_cost_no_time(self, pattern: str, path: str) -> None:
        with deadline(10):
            assert not matcher([pattern])(path)
