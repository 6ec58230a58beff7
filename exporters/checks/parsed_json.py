"""JSON as rules see it: read strictly, so that a key twice, NaN or a byte order mark is a finding, not a surprise."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from exporters.checks.parsed import UnreadableDocumentError
from exporters.diagnostics.diagnostic import shown

_MARK: Final = b"\xef\xbb\xbf"


def json_value(data: bytes) -> Any:
    """The value that `data` holds. Spec: RFC 8259 §4, §6, §8.1; RFC 7493 §2.

    Raises UnreadableError: not UTF-8, a byte order mark, not JSON, a key twice, NaN, nested too deeply.
    """
    if data.startswith(_MARK):
        raise UnreadableDocumentError("json-byte-order-mark", "a byte order mark before the JSON", "remove it", 1)
    try:
        return json.loads(data.decode(), object_pairs_hook=_object, parse_constant=_constant)
    except UnicodeDecodeError as error:
        line = 1 + data.count(b"\n", 0, error.start)
        raise UnreadableDocumentError("json-not-wellformed", "bytes that are not UTF-8", "write UTF-8", line) from None
    except json.JSONDecodeError as error:
        message, fix = f"not JSON: {error.msg}", "write it with a JSON library"
        raise UnreadableDocumentError("json-not-wellformed", message, fix, error.lineno) from None
    except RecursionError:
        message, fix = "JSON that is nested too deeply", "flatten it: a feed needs only a few levels"
        raise UnreadableDocumentError("json-not-wellformed", message, fix) from None
    except ValueError:  # Python's own limit of 4,300 digits
        message, fix = "a number of thousands of digits", "shorten it: parsers keep about 17 digits"
        raise UnreadableDocumentError("json-not-wellformed", message, fix) from None


def walk(value: Any) -> Iterator[tuple[str, str | int, Any]]:
    """All values below `value`, in document order, but not those below `_x`: path of what holds it, key, value.

    The key of an element of a list is its index; `json_path` makes a path of the two.
    """
    stack = [("", _members(value))]
    while stack:  # deep documents would exhaust Python's own stack
        at, members = stack[-1]
        for key, found in members:
            yield at, key, found
            if isinstance(found, list) or (isinstance(found, dict) and not _extends(key)):
                stack.append((json_path(at, key), _members(found)))
                break
        else:
            stack.pop()


def json_path(at: str, key: str | int) -> str:
    """The path of a member: `items[0]`, `items[0].id`, `title`."""
    if isinstance(key, int):
        return f"{at}[{key}]"
    return f"{at}.{key}" if at else key


def _extends(key: str | int) -> bool:
    return isinstance(key, str) and key.startswith("_")


def _members(found: Any) -> Iterator[tuple[str | int, Any]]:
    return iter(found.items()) if isinstance(found, dict) else enumerate(found)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        seen = f"the key {shown(twice)} twice in one object"
        raise UnreadableDocumentError("json-key-repeated", seen, "keep one")
    return made


def _constant(name: str) -> NoReturn:
    raise UnreadableDocumentError("json-number-unreal", f"the number {name}", "remove the key: JSON has no such number")
