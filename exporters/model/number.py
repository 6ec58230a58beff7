"""Ids that are bare numbers, which another site may use as well."""

from typing import Final

RIGHT: Final = "keep it where the article is published already; give new articles a full address"
KEEP: Final = "keep it, since the article is published under it; give new articles a full address"


def is_bare_number(identity: str) -> bool:
    """Whether an id consists of the digits 0 to 9."""
    return identity.isascii() and identity.isdigit()
