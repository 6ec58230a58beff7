"""HTML: what of it feeds carry, safe, with absolute addresses."""
