"""Rules about finished documents, from any generator: a module for each format."""
