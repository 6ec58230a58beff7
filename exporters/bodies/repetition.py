"""Whether an excerpt only repeats what the body says."""

import re
import unicodedata
from typing import Final

from exporters.bodies.html_tree import HtmlElement
from exporters.support.lazy_regex import lazy_regex

_LINK: Final = lazy_regex(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")  # in Markdown
_TAG: Final = lazy_regex(r"</?[A-Za-z][^<>]*>|<(https?://[^\s<>]*)>")
_READ_ON: Final = lazy_regex(  # what themes and writers append to an excerpt
    r"\b(?:read more|read on|read the rest|more|keep reading|continue reading|continue|learn more|weiterlesen"
    r"|mehr lesen|weiter|lire la suite|leer más|seguir leyendo|leggi tutto|continua a leggere|lees verder|lees meer"
    r"|czytaj dalej|читать далее|leia mais|läs mer|les mer|læs mere)\W*\Z"
    r"|(?:続きを読む|阅读更多|继续阅读|閱讀更多)\W*\Z",
    re.IGNORECASE,
)
_LONGEST_INVITATION: Final = 60  # characters
_WORDS: Final = frozenset({"L", "M", "N"})
_SIGNS: Final = frozenset({"Sc", "So"})  # currencies, and emoji


def is_repetition(excerpt: str, body: HtmlElement) -> bool:
    """Return whether an excerpt says what the body says, or the text for its only picture.

    Marks of Markdown, tags, punctuation, white space and case do not count, nor an invitation to read on.
    """
    invitation = _READ_ON.search(excerpt, max(0, len(excerpt) - _LONGEST_INVITATION))
    wanted = {_words(excerpt), _words(excerpt[: invitation.start()] if invitation else excerpt)} - {""}
    if _words(body.text) in wanted:
        return True
    pictures = list(body.find_all("img"))
    return len(pictures) == 1 and _words(pictures[0].get("alt")) in wanted


def _words(text: str) -> str:
    """Return the letters, digits and signs of a text alone."""
    text = _TAG.sub(lambda found: found[1] or " ", _LINK.sub(r"\1", text))
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each for each in folded if _is_word(unicodedata.category(each)))


def _is_word(category: str) -> bool:
    return category[0] in _WORDS or category in _SIGNS
