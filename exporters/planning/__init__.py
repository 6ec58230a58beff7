"""Compare published feeds with those an export would publish, entry by entry."""
