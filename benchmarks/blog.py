"""The body of a blog post in Markdown, with code, tables and pictures: a pure function of its number."""

import struct
import zlib
from typing import Final

from benchmarks import prose
from benchmarks.dice import Dice

PICTURED: Final = 5  # every fifth post has a picture: 2,000 of 10,000
SIDES: Final = (64, 48)  # pixels of a picture
LANGUAGES: Final = {
    "python": 'def mean(values: list[float]) -> float:\n    """Return <the mean> & nothing else."""\n'
    "    return sum(values) / len(values)  # {0}",
    "sh": 'for file in *.md; do\n  grep -c "<{0}>" "$file" && echo "{{{{ $file }}}}"\ndone',
    "json": '{{"name": "{0}", "tags": ["<a>", "&amp;"], "size": {1}}}',
    "rust": 'fn main() {{\n    let sizes: Vec<u32> = vec![{1}, 2];\n    println!("{0}: {{:?}}", sizes);\n}}',
}


def body(number: int, dice: Dice) -> str:
    """Some 4 KB: four sections with prose, lists, quotes, code and tables; a picture in every fifth post."""
    parts = [_paragraph(dice), "<!--more-->"]
    for section in range(4):
        parts += [f"## {prose.headline(dice)}", _paragraph(dice)]
        parts += [(_code, _table, _list, _quote)[(number + section) % 4](dice), _paragraph(dice)]
    if has_picture(number):
        parts.insert(3, f"![{prose.headline(dice)}]({picture_name(number)})")
    return "\n" + "\n\n".join(parts) + "\n"


def has_picture(number: int) -> bool:
    """Whether the post has a picture, which lies beside its file."""
    return number % PICTURED == 0


def picture_name(number: int) -> str:
    """The name of its file."""
    return f"chart-{number:06}.png"


def picture(number: int) -> bytes:
    """A PNG without compression, so that each version of zlib makes the same bytes. Spec: PNG, RFC 1950, RFC 1951."""
    width, height = SIDES
    shades = bytes((number * 7 + at * 3) % 256 for at in range(width * 3))
    rows = b"".join(b"\0" + shades[row:] + shades[:row] for row in range(height))
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(rows), len(rows) ^ 0xFFFF) + rows
    data = stored + struct.pack(">I", zlib.adler32(rows))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _sentence(dice: Dice) -> str:
    text = dice.pick(prose.SENTENCES)
    chance = dice.below(10)
    if chance == 0:
        return f"{text} See [the paper](https://example.org/papers/{dice.below(100_000)})."
    if chance == 1:
        return f"**Note:** {text}"
    return f"{text} It is called `value < {dice.below(100)} && other`." if chance == 2 else text


def _paragraph(dice: Dice) -> str:
    return " ".join(_sentence(dice) for _ in range(3))


def _code(dice: Dice) -> str:
    language = dice.pick(tuple(LANGUAGES))
    code = LANGUAGES[language].format(dice.pick(prose.WHAT), dice.below(1_000))
    return f"```{language}\n{code}\n```"


def _table(dice: Dice) -> str:
    rows = [f"| {dice.pick(prose.WHAT)} | {dice.below(10_000)} | *{dice.pick(prose.HOW)}* |" for _ in range(6)]
    return "\n".join(["| what | count | how |", "|:---|---:|:--:|", *rows])


def _list(dice: Dice) -> str:
    return "\n".join(f"{number}. {_sentence(dice)}\n   - {dice.pick(prose.WHAT)}" for number in range(1, 4))


def _quote(dice: Dice) -> str:
    return f"> {_sentence(dice)}\n>\n> {_sentence(dice)}"
