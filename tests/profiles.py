"""Profiles of Hypothesis: the same examples for everybody and every day, or many that are new.

`OUTFEED_HYPOTHESIS=fuzz` or `--hypothesis-profile=fuzz` asks for those; without it a test that fails has to fail for
whoever looks into it.
"""

import os
from typing import Final

from hypothesis import HealthCheck, settings

_VARIABLE: Final = "OUTFEED_HYPOTHESIS"  # names the profile
_SLOW: Final = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture)
_USUAL: Final = 100  # examples of a test that does not ask for more or fewer
_MANY: Final = 1_000

settings.register_profile(
    "default", max_examples=_USUAL, derandomize=True, deadline=None, database=None, suppress_health_check=_SLOW
)
settings.register_profile(
    "fuzz",
    max_examples=_MANY,
    derandomize=False,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=_SLOW,
)


def load() -> None:
    """Take the profile that the environment names, before any test is read."""
    settings.load_profile(os.environ.get(_VARIABLE) or "default")


def examples(share: float) -> settings:
    """The settings of a test that takes this share of the examples of the profile: more where each is quick."""
    return settings(max_examples=round(settings().max_examples * share))
