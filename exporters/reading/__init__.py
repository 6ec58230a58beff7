"""Files onto the shelf: what changed is parsed, by several processes; the rest comes from the cache."""
