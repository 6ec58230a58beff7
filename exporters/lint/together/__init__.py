"""Judge documents that belong together: formats of one feed, archives, lists of feeds, yesterday's feed."""
