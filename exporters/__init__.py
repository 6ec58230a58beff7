"""Outfeed: a folder of articles becomes RSS, Atom, JSON Feed and CSV."""

from typing import Final

__version__ = "0.1.0"

NAME: Final = "Outfeed"
PROJECT_URL: Final = "https://github.com/everyday-cc/outfeed"
EXTENSION_URL: Final = f"{PROJECT_URL}/blob/main/docs/json-feed-extension.md"
