"""Implement `exporters.api`: check a program's values, run, and return reports."""
