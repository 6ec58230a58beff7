"""Dialects: how the authors of each static site generator write articles."""
