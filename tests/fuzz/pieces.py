"""Pieces that cases are made of: text, values and markup that programs of this kind stumble over.

The short ones stand in `lists/`, each as a JSON string on a line of its own.
"""

import json
from pathlib import Path
from random import Random
from typing import Final

_LISTS: Final = Path(__file__).parent / "lists"


def _list(name: str) -> tuple[str, ...]:
    return tuple(map(json.loads, (_LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()))


TEXTS: Final = (
    *_list("texts"),
    *("x" * 500, "y" * 5_000, "z " * 800, "é" * 300, "<" * 400, "&" * 400, "[" * 60, "\u0301" * 200),
)
URLS: Final = (
    *_list("urls"),
    *(f"https://{'a' * 64}.org/", f"https://{'a.' * 130}org/", f"https://example.org/{'x/' * 1_200}"),
)
DATES: Final = _list("dates")
SCALARS: Final = (*_list("scalars"), "9" * 40, "9" * 5_000)  # of YAML, as they are written
MARKUP: Final = (*_list("markup"), "<p>" * 150, "<b>" * 300, "<div><p>" * 40, "&" * 50)
MARKDOWN: Final = (
    *_list("markdown"),
    *(f"\n|{'a|' * 40}\n|{'-|' * 40}\n", "*" * 80, "_" * 81, "[" * 100, "`" * 60, ">" * 60, "- " * 60, "![" * 50),
    *("<" * 80, f"\n{' ' * 40}x"),
)
JINJA: Final = _list("jinja")
CHUNKS: Final = (  # of bytes
    *(each.encode("latin-1") for each in _list("chunks")),
    *(b"0" * 300, b"\x00" * 64, b"\n" * 200, b"[" * 90, b"{" * 90),
)


def text(chance: Random) -> str:
    """A hostile text of one to three pieces."""
    return "".join(chance.choice(TEXTS) for _ in range(chance.choice((1, 1, 2, 3))))


def body(chance: Random) -> str:
    """A body of HTML and Markdown, mostly broken."""
    drawers = chance.choice(
        ((MARKUP,), (MARKDOWN,), (MARKUP, MARKDOWN), (MARKUP, MARKDOWN, TEXTS), (MARKUP, TEXTS, URLS))
    )
    joint = chance.choice(("", "", " ", "\n", "\n\n", "a"))
    return joint.join(chance.choice(chance.choice(drawers)) for _ in range(chance.randrange(1, 14)))
