"""Regular expressions: none of them is misread by a Python that we run on.

Up to 3.11.4 a group that is repeated possessively, `(?:ab)*+`, keeps what a last, failed repetition had taken
(https://github.com/python/cpython/issues/106052), so text is lost. The same as an atomic group, `(?>(?:ab)*)`, is read
rightly by all.
"""

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest

from exporters.support.lazy_regex import LazyRegex
from exporters.yamldoc import fast_scalars
from tests.test_layers import MODULES

SINGLE = {"IN", "LITERAL", "NOT_LITERAL", "ANY", "CATEGORY"}  # one character: these are repeated rightly


def patterns() -> Iterator[tuple[str, str]]:
    """Every pattern that a module has."""
    for module in MODULES:
        name = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if name != "__main__":
            found = vars(importlib.import_module(f"exporters.{name}".removesuffix(".__init__")))
            yield from ((module, each.pattern) for each in found.values() if isinstance(each, (re.Pattern, LazyRegex)))
    yield from (("yamldoc/fast_scalars.py", each.pattern) for each in fast_scalars._list_patterns())


def possessive(tree: Any) -> Iterator[Any]:
    """What is repeated possessively in a parsed pattern, as far as it is no single character."""
    for operation, argument in tree:
        inside = [each for each in _flat(argument) if hasattr(each, "data")]
        if str(operation) == "POSSESSIVE_REPEAT":
            yield from (each for each in inside if len(each) != 1 or str(each[0][0]) not in SINGLE)
        for each in inside:
            yield from possessive(each)


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, (tuple, list)):
        for each in value:
            yield from _flat(each)
    else:
        yield value


def found(pattern: str) -> list[Any]:
    """What `possessive` finds in a pattern."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    return list(possessive(importlib.import_module("re._parser").parse(text)))


class TestGroups:
    """None is repeated possessively."""

    def test_in_any_module(self) -> None:
        every = list(patterns())

        assert len(every) > 100
        assert [each for each in every if found(each[1])] == []

    @pytest.mark.parametrize(
        "pattern", ["(?:ab)*+", "a(?:b|(?:cd)?+)", "(?>(?:ab)++)", "(?=(?:a|bc){1,2}+)", "([ab]c)?+"]
    )
    def test_one_would_be_found(self, pattern: str) -> None:
        assert found(pattern)

    @pytest.mark.parametrize("pattern", ["a*+", "[ab]++c", "(?>(?:ab)*)", r"\s?+", ".{1,9}+"])
    def test_single_characters_are_right(self, pattern: str) -> None:
        assert not found(pattern)
