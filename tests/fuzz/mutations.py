"""Mutations: what was right becomes wrong in one place, of bytes, of lines of YAML, and of the values of JSON."""

import json
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

from tests.fuzz import pieces

_LINE: Final = re.compile(r"^( *(?:- )?)([\w-]+):(?: (.*))?$")
_FOREIGN: Final[tuple[Any, ...]] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1 << 63,
        1 << 64,
        10**40,
        0.5,
        1e308,
        float("nan"),
        float("inf"),
        "",
        "\x00",
        "\ud800",
        [],
        {},
        [[]],
    ),
    *(
        {"": ""},
        ["x", 1, None],
        "x" * 3_000,
        "../../up",
        "/etc/passwd",
        "C:\\x",
        "a/../b",
        ".",
        "..",
        "con",
        "https://x/",
        "2021-08-24T07:30:00Z",
    ),
)


def of_bytes(data: bytes, chance: Random) -> bytes:
    """One change that knows nothing of what the bytes mean."""
    return chance.choice(_BYTES)(data, chance)


def of_yaml(text: str, chance: Random) -> str:
    """One change of a line `key: value`, or of the structure around it."""
    lines = text.split("\n")
    known = [number for number, line in enumerate(lines) if _LINE.match(line)]
    if not known:
        return text
    at = chance.choice(known)
    lines[at : at + 1] = chance.choice(_YAML)(lines[at], chance)
    return "\n".join(lines)


def of_json(value: Any, chance: Random) -> Any:
    """The value with one change somewhere in it."""
    if chance.random() < 0.2 or not isinstance(value, (dict, list)) or not value:
        return chance.choice(
            (chance.choice(_FOREIGN), chance.choice(pieces.TEXTS), chance.choice(pieces.URLS), _deep(chance))
        )
    if isinstance(value, list):
        changed = list(value)
        at = chance.randrange(len(changed))
        match chance.randrange(5):
            case 0:
                del changed[at]
            case 1:
                changed.insert(at, changed[at])
            case _:
                changed[at] = of_json(changed[at], chance)
        return changed
    key = chance.choice(list(value))
    match chance.randrange(7):
        case 0:
            return {name: each for name, each in value.items() if name != key}
        case 1:
            return {**value, chance.choice(pieces.TEXTS): value[key]}
        case 2:
            return {**value, key: value[chance.choice(list(value))]}
        case _:
            return {**value, key: of_json(value[key], chance)}


def json_bytes(value: Any, chance: Random) -> bytes:
    """JSON as other programs write it."""
    return json.dumps(value, indent=chance.choice((None, 1, 2)), ensure_ascii=chance.random() < 0.5).encode(
        errors=chance.choice(("surrogatepass", "replace"))
    )


def _deep(chance: Random) -> Any:
    value: Any = chance.choice(_FOREIGN)
    for _ in range(chance.choice((3, 50, 150))):
        value = [value] if chance.random() < 0.5 else {"x": value}
    return value


def _span(data: bytes, chance: Random) -> tuple[int, int]:
    at = chance.randrange(len(data) + 1)
    return at, min(len(data), at + chance.choice((1, 1, 2, 8, 40, 400)))


def _flip(data: bytes, chance: Random) -> bytes:
    if not data:
        return b"\x01"
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _insert(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(pieces.CHUNKS) + data[at:]


def _replace(data: bytes, chance: Random) -> bytes:
    begin, end = _span(data, chance)
    return data[:begin] + chance.choice(pieces.CHUNKS) + data[end:]


def _delete(data: bytes, chance: Random) -> bytes:
    begin, end = _span(data, chance)
    return data[:begin] + data[end:]


def _repeat(data: bytes, chance: Random) -> bytes:
    begin, end = _span(data, chance)
    return data[:end] + data[begin:end] * chance.choice((1, 1, 2, 30)) + data[end:]


def _cut(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return chance.choice((data[:at], data[at:]))


def _ends(data: bytes, chance: Random) -> bytes:
    ends: Sequence[bytes] = (b"\r\n", b"\r", b"\n\r", b"\x0b", b"\xc2\x85", b"\xe2\x80\xa8", b"\n\n")
    lines, end = data.split(b"\n"), chance.choice(ends)
    share = chance.choice((0.05, 0.5, 1.0))
    return b"".join(line + (end if chance.random() < share else b"\n") for line in lines[:-1]) + lines[-1]


def _encoded(data: bytes, chance: Random) -> bytes:
    encoding = chance.choice(
        ("utf-16", "utf-16-be", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-8-sig", "utf-7", "shift_jis")
    )
    return data.decode(errors="replace").encode(encoding, "replace")


def _swap(data: bytes, chance: Random) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


_BYTES: Final[Sequence[Callable[[bytes, Random], bytes]]] = (
    *(_flip, _insert, _insert, _replace, _replace, _delete, _repeat, _cut, _ends, _encoded, _swap),
)


def _parts(line: str) -> tuple[str, str, str]:
    found = _LINE.match(line)
    return (found[1], found[2], found[3] or "") if found else ("", line, "")


def _odd(line: str, chance: Random) -> list[str]:
    indent, key, _ = _parts(line)
    return [f"{indent}{key}: {chance.choice(pieces.SCALARS)}"]


def _hostile(line: str, chance: Random) -> list[str]:
    indent, key, _ = _parts(line)
    drawer = pieces.DATES if "Date" in key else pieces.URLS if key.lower().endswith("url") else pieces.TEXTS
    value = chance.choice(chance.choice((drawer, drawer, pieces.TEXTS)))
    return [f"{indent}{key}: {chance.choice((json.dumps(value), json.dumps(value, ensure_ascii=False), value))}"]


def _twice(line: str, chance: Random) -> list[str]:
    _, key, _ = _parts(line)
    return [
        line,
        line.replace(key, chance.choice((key, key.upper(), f'"{key}"', f"? {key}\n", f"!!str {key}", f" {key}")), 1),
    ]


def _renamed(line: str, chance: Random) -> list[str]:
    indent, _, value = _parts(line)
    return [f"{indent}{chance.choice((*pieces.TEXTS, *pieces.SCALARS))}: {value}"]


def _moved(line: str, chance: Random) -> list[str]:
    return [chance.choice((" ", "  ", "\t", "- ", "    ", "? ", "# ", "- - ")) + line]


def _gone(line: str, chance: Random) -> list[str]:  # noqa: ARG001
    return []


def _marked(line: str, chance: Random) -> list[str]:
    indent, key, value = _parts(line)
    mark = chance.choice(
        ("&a ", "*a ", "!!str ", "!!seq ", "!x ", "!!binary ", "| ", "> ", "&a &b ", "!!map ", "? ", "- ")
    )
    return [
        f"{indent}{key}: {mark}{value}",
        *chance.choice(([], [f"{indent}copy: *a"], [f"{indent}<<: *a"], [f"{indent}*a : x"])),
    ]


def _nested(line: str, chance: Random) -> list[str]:
    indent, key, _ = _parts(line)
    count = chance.choice((2, 10, 90, 300))
    opened, closed = chance.choice((("[", "]"), ("{a: ", "}"), ("[[", "]]"), ("- ", ""), ("? ", "")))
    return [f"{indent}{key}: {opened * count}x{closed * chance.choice((count, count, count - 1))}"]


def _bomb(line: str, chance: Random) -> list[str]:
    indent, key, _ = _parts(line)
    base = [f"{indent.replace('-', ' ')}a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    more = [
        f"{indent.replace('-', ' ')}a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]"
        for n in range(1, chance.choice((2, 6, 9)))
    ]
    return [*base, *more, f"{indent}{key}: *a{len(more)}"]


def _document(line: str, chance: Random) -> list[str]:
    return [
        *chance.sample(
            ("---", "...", "%YAML 1.1", "%TAG ! x", "# c", "", "\ufeff", "--- x", "\x00", "<<: {a: b}", "? [a]\n: b"), 1
        ),
        line,
    ]


_YAML: Final[Sequence[Callable[[str, Random], list[str]]]] = (
    *(
        _odd,
        _odd,
        _odd,
        _hostile,
        _hostile,
        _hostile,
        _hostile,
        _twice,
        _renamed,
        _moved,
        _gone,
        _marked,
        _nested,
        _bomb,
        _document,
    ),
)
