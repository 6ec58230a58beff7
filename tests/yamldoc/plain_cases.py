"""Front matter for the fast way and the reference to agree on: tricky pieces, and documents made of them."""

import re
from pathlib import Path
from random import Random
from typing import Any, Final

from exporters.errors import ArticleError
from exporters.yamldoc.document import read_yaml
from exporters.yamldoc.positions import KeyPath, YamlDocument

PRIVATE: Final = frozenset({"secured"})
SEEDS: Final = sorted((Path(__file__).parents[2] / "seeds").glob("*.md"))
KEYS: Final = ("a", "b", "c", "url", "yes", "n", "x-y", "_z", "secured", "Secured")

SURE: Final = ("x", "two words", '"q"', "'it''s'", "1", "true", "2021-08-24", "[]", "a:b", "é", '"a: #"', "[a, 'b']")

PIECES: Final = (  # a scalar, or what may look like one
    *SURE,
    *"b: |c:|key|title: x|- |-|- a|- b: 1|- - x|'|''|'x'|\"|\"\"|\"x\" # c|# c| # c|#|:|: |::|/a?b#d".split("|"),
    *"yes No on OFF y ~ null Null NULL nUll tRue 010 0o7 08 0x1f 0x 0x_ 0b101 0b_ -0b1 1_000 _1 1__0 0_ 00 0:0".split(),
    *"1e3 1.5 1. 1.e+3 1.5e+3 1.5E-3 .5 . .. ... ._ ._1 .- +.5 .inf -.INF .nan .NaN NaN 12:30:45 1:60 -1:30".split(),
    *"190:20:30.15 1:2_3 -1 +2 + -0 -x -- --- 2021-8-4 2021-08-24T07:30:00Z = < << <<: !x &a *a > | |- % @ ` ?".split(),
    *"?a :a a, {} {a: [a] [a,b] [a,] [,] [[a]] [a [a#b] [http://x] [a:b] [-1] [] ] } , a[b] ^ ~x ; $1 /x (x)".split(),
    *(
        "2021-08-24 07:30:00",
        "!!str x",
        "? a",
        "{ }",
        "{a: 1}",
        "[ ]",
        "[a ,b ]",
        '[a, b c, "d"]',
        "[1, yes, ~, 'x y']",
    ),
    *("[a: b]", "[- a]", "[a -b]", "['a''b']", '["a\\"b"]', "[a] b", "[]x", "[] ", "{}x", "a [b]", "a, b", "1 ", "~ "),
    *("a\\b", "\\x", '"a\\\\"', '"x\\"y"', '"a\\nb"', '"\\u00e9"', '"\\ud83d\\ude00"', '"\\x41"', '"\\ "', '"a\\'),
    *("trailing ", "two  spaces", "x:", "x :", "x : y", "x: y: z", "a#b", "a #b", "a# b", 'k:"x"', "'a' b", '"a" b'),
    *('"a"b"', '"a": b', "'a': b", "a'b", 'a"b', "x'", 'x"', '"multi', 'line"', "secured: z", "Secured:", "SECURED: 1"),
    *("9223372036854775807", "9223372036854775808", "-9223372036854775809", "7" * 64, "7" * 65),
    *"\xa0|\u3000x|漢字|😀|\u2028|\x85|\ufeff|\t|\r|\x00|\x7f|\x9f|\ufffe|\U0010fe00|\ud800".split("|"),
)


def agree(text: str) -> bool:
    """Whether `text` took the fast way. What was read there is what the reference reads, at the same places."""
    read = _read(text, use_fast_scan=True)
    if not isinstance(read, list) and read.is_fast:
        reference = _read(text, use_fast_scan=False)
        assert not isinstance(reference, list), (text, reference)
        assert repr(read.value) == repr(reference.value), text
        whole = read_yaml(text, use_fast_scan=False).value  # with what is private: that has places, too
        for path in _paths(whole):
            assert _answers(read, path) == _answers(reference, path), (text, path)
        return True
    return False


def soup(random: Random) -> str:
    """Lines of pieces, indented at random."""
    text, indent = "---\n", 0
    for _ in range(random.randint(1, 8)):
        indent = max(0, indent + random.choice((-4, -2, -1, 0, 0, 0, 0, 0, 1, 2, 2, 4)))
        key = random.choice(KEYS)
        line = random.choice(
            ("{key}: {piece}", "{key}:", "{key}: ", "- {key}: {piece}", "- {key}:", "-  {piece}", "{piece}{piece}", "#")
        )
        text += (
            " " * indent + line.format(key=key, piece=random.choice(PIECES)) + random.choice(("\n",) * 20 + ("\r\n",))
        )
    return text


def document(random: Random, pieces: tuple[str, ...]) -> str:
    """Well-built front matter whose scalars are some of `pieces`."""
    end = random.choice(("\n", "\n", "\n", "\r\n"))
    return end.join(["---", *_mapping(random, pieces, 0, 0), ""])


def mutant(random: Random, text: str) -> str:
    """Some lines of `text`, with up to three of their characters or lines changed."""
    lines = text.split("\n")
    begin = random.choice([number for number, line in enumerate(lines) if line[:1].isalpha()])
    text = "\n".join(["---", *lines[begin : begin + random.randint(2, 14)], ""])
    for _ in range(random.randint(1, 3)):
        lines, at = text.split("\n"), random.randrange(len(text))
        line = random.randrange(len(lines))
        match random.randrange(6):
            case 0:
                del lines[line]
            case 1:
                lines.insert(line, random.choice(lines))
            case 2:
                lines.insert(line, " " * random.randint(0, 6) + random.choice(PIECES))
            case 3:
                lines[line] = random.choice((" " + lines[line], "  " + lines[line], lines[line][1:], lines[line][2:]))
            case 4:
                lines = [text[:at] + text[at + random.randint(1, 3) :]]
            case _:
                lines = [text[:at] + random.choice((*" :-#\"'\\[],\n\t\r|&0y.\xa0", *PIECES)) + text[at:]]
        text = "\n".join(lines)
    return text


def front(path: Path) -> str:
    """The front matter of the file at `path`."""
    found = re.match(r"(?s)(---\n.*?\n)---\n", path.read_text("utf-8"))
    assert found
    return found[1]


def _mapping(random: Random, pieces: tuple[str, ...], indent: int, depth: int) -> list[str]:
    lines: list[str] = []
    for key in random.sample(KEYS, random.randint(1, 3)):
        head = " " * indent + key + ":"
        kind = random.random() if depth < 4 else 0.0
        lines += random.choices(([], ["", "  "], ["# c", "      # d: e"]), (9, 1, 1))[0]
        if kind < 0.5:
            lines.append(head + " " * random.choice((1, 1, 1, 3)) + random.choice(pieces))
        elif kind < 0.6:
            glue = random.choice(("\n", "\n  ", " \n\n", "\\n\n ", "\n---", "\n--- ", "\n...", "\n# ", " "))
            lines.append(f'{head} "{random.choice(pieces)}{glue}{random.choice(pieces)}"')
        elif kind < 0.8:
            lines += [head, *_mapping(random, pieces, indent + random.choice((1, 2, 4)), depth + 1)]
        elif kind < 0.95:
            lines += [head, *_list(random, pieces, indent + random.choice((0, 0, 2, 4)), depth + 1)]
        else:
            lines.append(head)
    return lines


def _list(random: Random, pieces: tuple[str, ...], indent: int, depth: int) -> list[str]:
    lines = []
    for _ in range(random.randint(1, 3)):
        dash = " " * indent + "-" + " " * random.choice((1, 1, 1, 3))
        if random.random() < 0.5:
            lines.append(dash + random.choice(pieces))
        else:
            first, *others = [
                line for line in _mapping(random, pieces, len(dash), depth) if line.strip() and line.strip()[0] != "#"
            ]
            lines += [dash + first.lstrip(), *others]
    return lines


def _read(text: str, *, use_fast_scan: bool) -> YamlDocument | list[Any]:
    """What is read of `text`, or what is told of it; a lone surrogate is for the decoder of files to refuse."""
    try:
        return read_yaml(text, first_line=3, private=PRIVATE, use_fast_scan=use_fast_scan)
    except ArticleError as error:
        return list(error.diagnostics)
    except UnicodeEncodeError as error:
        return [error]


def _answers(read: YamlDocument, path: KeyPath) -> tuple[Any, ...]:
    return read.place(path), read.source_text(path), read.is_quoted(path)


def _paths(value: Any, path: KeyPath = ()) -> list[KeyPath]:
    """Every path in `value`, and some that lead nowhere."""
    children: dict[Any, Any] = {"missing": None, "": None, -1: None}
    if isinstance(value, dict):
        children |= value
    elif isinstance(value, list):
        children |= dict(enumerate([*value, None]))
    elif value is None:
        children = {}
    return [path, *(each for key, child in children.items() for each in _paths(child, (*path, key)))]
