"""Texts of articles, short enough for a page."""

from typing import Final

_LEAST: Final = 0.5  # of the wanted length: a word that begins before is cut rather than left out


def clip(text: str, most: int) -> str:
    """`text` on one line, in at most `most` characters: cut at a word where it is longer, with `…` for the rest."""
    line = " ".join(text[: 8 * most].split())  # far more than is shown, however wide its spaces
    if len(line) <= most and len(text) <= 8 * most:
        return line
    head = line[: most - 1]
    at_word = head if line[most - 1 : most].isspace() else head.rpartition(" ")[0]
    kept = at_word if len(at_word) >= _LEAST * most else head  # Chinese and Japanese part no words by spaces
    return kept.rstrip(" ,;:–—-") + "…"
