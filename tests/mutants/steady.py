"""A plugin of pytest, so that only a mutant makes a test fail: no deadlines, and the same examples in each run."""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")
