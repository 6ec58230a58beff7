"""Explain one article: what each field has, where it comes from, and what was repaired."""
