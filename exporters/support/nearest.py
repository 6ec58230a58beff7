"""Suggest the known word nearest to an unknown one."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the word of `known` that was probably meant, "" if none is near."""
    words = {each.lower(): each for each in known}
    near = get_close_matches(word.lower()[:100], words, n=1, cutoff=0.7)
    return words[near[0]] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `did you mean title?`, or the list of all known words."""
    every = list(known)
    near = nearest(word, every)
    return f"did you mean {near}?" if near else f"use one of {', '.join(every)}"
