"""Check a finished document, whoever wrote it: one function per rule yields its findings."""
