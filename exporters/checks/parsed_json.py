"""Parse JSON strictly, for the rules: a repeated key, NaN or a byte order mark is a finding."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from exporters.checks.parsed_xml import UnreadableDocumentError
from exporters.diagnostics.diagnostic import quote_value

_MARK: Final = b"\xef\xbb\xbf"


def json_value(data: bytes) -> Any:
    """Return the value in `data`. Spec: RFC 8259 §4, §6, §8.1; RFC 7493 §2.

    Raises UnreadableDocumentError: not UTF-8, a byte order mark, not JSON, a key twice, NaN, nested too deeply.
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


def describe_json(value: Any) -> str:
    """Return a value as messages show it, in words of JSON: `"text"`, `null`, `an object`."""
    if isinstance(value, dict):
        return "an object" if value else "{}"
    if isinstance(value, list):
        return "a list" if value else "[]"
    return "null" if value is None else quote_value(value)


def walk(value: Any) -> Iterator[tuple[str, str | int, Any]]:
    """Yield all values below `value`, in document order, except those below `_x`: path of the parent, key, value.

    The key of an element of a list is its index; `json_path` joins path and key.
    """
    stack = [("", _members(value))]
    while stack:  # deep documents would exhaust Python's own stack
        at, members = stack[-1]
        for key, value_of_key in members:
            yield at, key, value_of_key
            if isinstance(value_of_key, list) or (isinstance(value_of_key, dict) and not _extends(key)):
                stack.append((json_path(at, key), _members(value_of_key)))
                break
        else:
            stack.pop()


def json_path(at: str, key: str | int) -> str:
    """Return the path of a member: `items[0]`, `items[0].id`, `title`."""
    if isinstance(key, int):
        return f"{at}[{key}]"
    return f"{at}.{key}" if at else key


def _extends(key: str | int) -> bool:
    return isinstance(key, str) and key.startswith("_")


def _members(holder: Any) -> Iterator[tuple[str | int, Any]]:
    return iter(holder.items()) if isinstance(holder, dict) else enumerate(holder)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        repeated_key = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        message = f"the key {quote_value(repeated_key)} twice in one object"
        raise UnreadableDocumentError("json-key-repeated", message, "keep one")
    return members


def _constant(name: str) -> NoReturn:
    raise UnreadableDocumentError("json-number-unreal", f"the number {name}", "remove the key: JSON has no such number")
