"""Findings about a finished document, whoever wrote it: one function per rule."""
