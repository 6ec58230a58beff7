"""Finished HTML pages: the main part of a page, and the facts that it states. Bytes in, values out."""
