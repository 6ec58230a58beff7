"""Which articles stand in which feed: what the settings wish, and what the articles of a run are."""
