"""Values as YAML: a text in double quotes, which any reader reads back as it is; lists and mappings on one line.

Spec: YAML 1.1 §5.6 and §9.1.1.
"""

import json
import re
from typing import Final

_INVISIBLE: Final = re.compile("[\x7f-\xa0\xad\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")  # some end a line
_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w ./-]*[\w./])?")  # text that needs no quotes
_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})  # but for these


def quoted(text: str) -> str:
    """Text on one line, in double quotes: JSON's escapes are YAML's."""
    written = json.dumps(text, ensure_ascii=False)
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def flow(value: object) -> str:
    """A value on one line, as people write it in YAML: `{name: Ann, topics: [AI, 5]}`."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{flow(key)}: {flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) and value.lower() not in _WORDS else quoted(value)
    return "null" if value is None else str(value)
