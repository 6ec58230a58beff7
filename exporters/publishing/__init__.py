"""Files: prepared completely, then put in place, each at once."""
