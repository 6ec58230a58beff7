"""Names as they are compared: `ML`, `ml` and ` Ml ` are one."""

import unicodedata


def folded(text: str) -> str:
    """`text` without the differences that people don't mean: case, white space, how accents are encoded.

    Spec: Unicode §3.13 D145 (canonical caseless matching).
    """
    tidied = " ".join(text.split())
    return tidied.lower() if tidied.isascii() else _canonical(_canonical(tidied).casefold())


def _canonical(text: str) -> str:
    return unicodedata.normalize("NFC", text)
