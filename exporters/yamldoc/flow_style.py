"""Write values as YAML on one line: text in double quotes, lists and mappings in flow style.

Spec: YAML 1.1 §5.6 and §9.1.1.
"""

import json
from typing import Final

from exporters.support.lazy_regex import lazy_regex

_INVISIBLE: Final = lazy_regex("[\x7f-\xa0\xad\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")  # some of them end a line
_PLAIN_SCALAR: Final = lazy_regex(r"[^\W\d_](?:[\w ./-]*[\w./])?")  # text that needs no quotes
_RESERVED_WORDS: Final = frozenset(
    {"true", "false", "yes", "no", "on", "off", "y", "n", "null"}
)  # words that mean something else without quotes


def quote(text: str) -> str:
    """Return `text` on one line, in double quotes. YAML readers read it back unchanged: JSON's escapes are YAML's."""
    escaped = json.dumps(text, ensure_ascii=False)
    return _INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped)


def format_flow(value: object) -> str:
    """Return a value on one line, as people write it in YAML: `{name: Ann, topics: [AI, 5]}`."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{format_flow(key)}: {format_flow(item)}' for key, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(format_flow, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if _PLAIN_SCALAR.fullmatch(value) and value.lower() not in _RESERVED_WORDS else quote(value)
    return "null" if value is None else str(value)
