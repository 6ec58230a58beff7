"""Addresses of articles, as each site generator makes them: slugs, patterns, dates in file names."""
