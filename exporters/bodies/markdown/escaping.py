"""Escaping of text for HTML."""


def escape(text: str) -> str:
    """Return text as HTML has it, in elements and in attributes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
