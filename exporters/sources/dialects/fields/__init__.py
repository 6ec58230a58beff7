"""The fields of a mapped article: one module for each kind, each from what its dialect calls it."""
