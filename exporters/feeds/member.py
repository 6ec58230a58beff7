"""Member: which of the feeds that one entry of the settings asks for."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Member(NamedTuple):
    """One of the feeds of an entry of the settings, and which of its documents."""

    path: str = ""  # folder below the out folder: topics/ai
    values: Mapping[str, str] = MappingProxyType({})  # of the placeholders: {"topic": "AI"}
    period: str = ""  # of an archive document: 2021-08; "" of the one that people subscribe to
    older: str = ""  # the period of the archive document before it; "" where there is none
