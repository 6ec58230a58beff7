"""Text as a scalar in double quotes, which any reader of YAML reads back as it is. Spec: YAML 1.1 §5.6 and §9.1.1."""

import json
import re
from typing import Final

_INVISIBLE: Final = re.compile("[\x7f-\xa0\xad\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")  # some end a line


def quoted(text: str) -> str:
    """Text on one line, in double quotes: JSON's escapes are YAML's."""
    written = json.dumps(text, ensure_ascii=False)
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
