"""Carries characters that YAML refuses past the parser: each becomes a private character and is turned back after.

A control character is one of the commonest faults of real articles. It is for the text repairs to judge, with the
field and the place it stands in, not a reason to lose the file.
"""

import re
from typing import Final

_REFUSED: Final = [*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029, 0xFFFE, 0xFFFF]
_STANDS_FOR: Final = {0x10FE00 + rank: code for rank, code in enumerate(_REFUSED)}  # in private use plane 16
_MASK: Final = {code: chr(mask) for mask, code in _STANDS_FOR.items()} | dict.fromkeys(_STANDS_FOR, "\ufffd")
_UNMASK: Final = {mask: chr(code) for mask, code in _STANDS_FOR.items()}
_MASKED: Final = re.compile(f"[{chr(min(_STANDS_FOR))}-{chr(max(_STANDS_FOR))}]")
_NEEDED: Final = re.compile(f"[{re.escape(''.join(map(chr, _REFUSED)))}]|{_MASKED.pattern}")
_BLANK: Final = re.compile("(?m)^[ \t\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+$")


def mask(text: str) -> str:
    """`text`, as long as before, without a character that YAML refuses; a line of nothing else becomes blank."""
    if _NEEDED.search(text) is None:
        return text
    blanked = _BLANK.sub(lambda found: " " * len(found[0]), text)
    return blanked.translate(_MASK)


def unmask(text: str) -> str:
    """The characters that `mask` hid, as they were."""
    return text.translate(_UNMASK) if _MASKED.search(text) else text
