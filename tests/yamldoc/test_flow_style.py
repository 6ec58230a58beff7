"""Values as YAML: a reader reads back what was written."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from exporters.yamldoc.flow_style import format_flow

SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["no", "a b", "1", "x.y/z"])
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


class TestFlow:
    """Lists and mappings on one line."""

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ({"a": "b", "c d": [1, True, None]}, "{a: b, c d: [1, true, null]}"),
            (["no", "x: y", "", "7"], '["no", "x: y", "", "7"]'),
            ({}, "{}"),
        ],
    )
    def test_it_is_what_people_write(self, value: Any, written: str) -> None:
        assert format_flow(value) == written

    @given(VALUES)
    def test_it_reads_back_as_it_was(self, value: Any) -> None:
        assert yaml.safe_load(format_flow(value)) == value
