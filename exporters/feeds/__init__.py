"""Which articles stand in which feed, in which order: pure functions."""
