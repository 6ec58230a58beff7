"""Markdown becomes HTML."""
