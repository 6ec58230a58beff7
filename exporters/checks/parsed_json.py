"""JSON as rules see it: read strictly, so that a key twice, NaN or a byte order mark is a finding, not a surprise."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from exporters.checks.parsed import UnreadableError
from exporters.diagnostics import shown

_MARK: Final = b"\xef\xbb\xbf"


def json_value(data: bytes) -> Any:
    """The value that `data` holds. Spec: RFC 8259 §4, §6, §8.1; RFC 7493 §2.

    Raises UnreadableError: not UTF-8, a byte order mark, not JSON, a key twice, NaN, nested too deeply.
    """
    if data.startswith(_MARK):
        raise UnreadableError("json-byte-order-mark", "a byte order mark before the JSON", "leave it out", 1)
    try:
        return json.loads(data.decode(), object_pairs_hook=_object, parse_constant=_constant)
    except UnicodeDecodeError as error:
        line = 1 + data.count(b"\n", 0, error.start)
        raise UnreadableError("json-not-wellformed", "bytes that are not UTF-8", "write UTF-8", line) from None
    except json.JSONDecodeError as error:
        seen, right = f"not JSON: {error.msg}", "every JSON parser refuses it"
        raise UnreadableError("json-not-wellformed", seen, right, error.lineno) from None
    except RecursionError:
        seen, right = "JSON that is nested too deeply", "a feed needs a handful of levels"
        raise UnreadableError("json-not-wellformed", seen, right) from None
    except ValueError:  # Python's own limit of 4,300 digits
        seen, right = "a number of thousands of digits", "parsers hold about 17"
        raise UnreadableError("json-not-wellformed", seen, right) from None


def walk(value: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Path, key ("" in a list) and value of all below `value`, but not below `_x`: `items[0].id`, `id`, "1"."""
    stack = [(path, "", value)]
    while stack:
        at, key, found = stack.pop()
        if at != path:
            yield at, key, found
        if isinstance(found, dict) and not key.startswith("_"):
            stack.extend((f"{at}.{name}" if at else name, name, below) for name, below in reversed(found.items()))
        elif isinstance(found, list):
            stack.extend((f"{at}[{i}]", "", found[i]) for i in range(len(found) - 1, -1, -1))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        seen = f"the key {shown(twice)} twice in one object"
        raise UnreadableError("json-key-repeated", seen, "one of the two values is lost")
    return made


def _constant(name: str) -> NoReturn:
    raise UnreadableError("json-number-unreal", f"the number {name}", "leave the key out: JSON has no such number")
