"""Rules about extension namespaces (modules) of RSS and Atom: one table for each, and one engine that applies them."""
