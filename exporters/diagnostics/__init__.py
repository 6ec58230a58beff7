"""Diagnostics: what a message is, which rules there are, and how programs get them."""
