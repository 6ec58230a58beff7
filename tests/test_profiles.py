"""How many examples a property test has, the profile says, whichever it is."""

import re
from pathlib import Path

import pytest
from hypothesis import settings

from tests.profiles import examples

TESTS = Path(__file__).parent
FIXED = re.compile(r"^ *@settings\(", re.MULTILINE)


@pytest.mark.parametrize(("name", "usual", "is_fixed"), [("default", 100, True), ("fuzz", 1_000, False)])
def test_a_profile_that_is_there(name: str, usual: int, is_fixed: bool) -> None:
    profile = settings.get_profile(name)

    assert (profile.max_examples, profile.derandomize, profile.deadline) == (usual, is_fixed, None)


def test_a_test_asks_for_a_share_of_them() -> None:
    assert examples(0.25).max_examples == settings().max_examples / 4
    assert examples(10).max_examples == settings().max_examples * 10


def test_no_test_has_a_number_of_its_own() -> None:
    assert [path.name for path in TESTS.rglob("*.py") if FIXED.search(path.read_text(encoding="utf-8"))] == []
