"""Mutations of documents: what a feed says becomes wrong in one element, attribute, key or declaration."""

import gzip
import json
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from tests.fuzz import mutations, pieces

_HEADS: Final = (
    *(
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://x.invalid/x.dtd">',
        '<?xml-stylesheet href="x"?>',
        "<?php x ?>",
        "<!-- x -->",
    ),
    '<!DOCTYPE x [<!ENTITY a "xxxxxxxxxx">'
    + "".join(f'<!ENTITY {chr(97 + n + 1)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>",
)
_PIECES: Final = (
    *(
        "&a;",
        "&j;",
        "&nbsp;",
        "&#0;",
        "<x:y/>",
        "<item/>",
        "<entry/>",
        "<guid/>",
        "<id/>",
        "</channel>",
        "</item>",
        "<![CDATA[",
        "]]>",
        "<item xmlns='y'><guid>x</guid></item>",
        "<guid>x</guid><guid>y</guid>",
        "<id> x </id>",
        "<updated>x</updated>",
        "<pubDate>never</pubDate>",
    ),
    *(
        "<link href='javascript:x'/>",
        "<link rel='self' href='https://other.example/'/>",
        "<link rel='next-archive' href='../../up'/>",
        "<a " + "".join(f"a{n}='x' " for n in range(200)) + "/>",
        "<d>" * 300,
        "<d>" * 300 + "</d>" * 300,
        "<rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>x</div></title>",
    ),
)
_NUMBERS: Final = ("0", "-1", "1e999", "9" * 400, str(1 << 63), "0x10", "1,5", "NaN", "٣", "²", "1_000", " 1 ", "1.0.0")
_TAG: Final = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*)([^<>]*?)(/?)>")
_ATTRIBUTE: Final = re.compile(rb"\s([\w.:-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_DECLARED: Final = re.compile(rb"encoding=[\"'][^\"']*[\"']")
_ENCODINGS: Final = ("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "shift_jis", "utf-7", "koi8-r", "gb18030")
_LONGEST: Final = 200_000  # bytes that one change adds
_DEEP: Final = (10, 100, 300, 2_000, 20_000)

Span = tuple[int, int]


def of_json_text(data: bytes, chance: Random) -> bytes:
    """One change of a JSON document, or of its bytes if it is none."""
    try:
        return mutations.json_bytes(mutations.of_json(json.loads(data), chance), chance)
    except (ValueError, RecursionError):
        return mutations.of_bytes(data, chance)


def of_tags(data: bytes, chance: Random) -> bytes:
    """A change that knows tags, text and attributes."""
    places = [at for at, byte in enumerate(data) if byte in b"<>"]
    if not places:
        return data
    at = chance.choice(places)
    match chance.randrange(6):
        case 0:
            head = data.find(b"?>") + 2
            return data[:head] + chance.choice(_HEADS).encode() + data[head:].replace(b"</", b"&a;</", 1)
        case 1:
            end = data.find(b">", at)
            return data[:at] + data[end + 1 :]
        case 2:
            other = chance.choice(places)
            one, two = min(at, other), max(at, other)
            return data[:two] + data[one:two] + data[two:]
        case 3:
            declared = chance.choice(
                (
                    b'<?xml version="1.1" encoding="UTF-8"?>',
                    b'<?xml version="1.0" encoding="utf-16"?>',
                    b'<?xml version="1.0" encoding="x"?>',
                    b"",
                    b" \n",
                )
            )
            return declared + data[data.find(b"?>") + 2 :]
        case 4:
            at += data[at : at + 1] == b">"
            piece = chance.choice((*pieces.TEXTS, *pieces.URLS, *pieces.DATES))
            end = max(at, data.find(b"<", at))
            return data[:at] + piece.encode("utf-8", "replace") + data[end:]
        case _:
            at += data[at : at + 1] == b">"
            return data[:at] + chance.choice(_PIECES).encode() + data[at:]


def of_elements(data: bytes, chance: Random) -> bytes:
    """One change of an element or of its attributes, after which the document mostly stays well-formed."""
    spans = list(_elements(data))
    if not spans:
        return mutations.of_bytes(data, chance)
    return chance.choice(_ELEMENTS)(data, chance.choice(spans), chance)


def of_encoding(data: bytes, chance: Random) -> bytes:
    """The document in another encoding than it says, or saying another one than it has."""
    name = chance.choice(_ENCODINGS)
    if chance.random() < 0.4:
        return _DECLARED.sub(f'encoding="{name}"'.encode(), data, count=1)
    text = data.decode("utf-8", "replace")
    if chance.random() < 0.5:
        text = _DECLARED.sub(f'encoding="{name}"'.encode(), text.encode(), count=1).decode()
    return text.encode(name, chance.choice(("replace", "xmlcharrefreplace")))


def spliced(one: bytes, other: bytes, chance: Random) -> bytes:
    """The beginning of a document with the end of another one, or with one of its elements in the middle."""
    spans = list(_elements(other))
    if spans and chance.random() < 0.5:
        begin, end = chance.choice(spans)
        ends = [found.end() for found in _TAG.finditer(one)] or [len(one)]
        at = chance.choice(ends)
        return one[:at] + other[begin:end] + one[at:]
    return one[: chance.randrange(len(one) + 1)] + other[chance.randrange(len(other) + 1) :]


def compressed(data: bytes, chance: Random) -> bytes:
    """The document as gzip, perhaps twice, with more behind it, or damaged."""
    made = gzip.compress(data, mtime=0)
    match chance.randrange(5):
        case 0:
            return gzip.compress(made, mtime=0)
        case 1:
            return made + chance.choice((made, b"\0" * 20, b"x"))
        case 2:
            return mutations.of_bytes(made, chance)
        case 3:
            return gzip.compress(b" " * (80 << 20), 9, mtime=0) if chance.random() < 0.02 else made[:-4]
        case _:
            return made


def _elements(data: bytes) -> list[Span]:
    """Return where elements begin and end, except the root; of a broken document, those that end."""
    found, waiting = list[Span](), list[tuple[bytes, int]]()
    for tag in _TAG.finditer(data):
        if tag[4]:
            found.append(tag.span())
        elif not tag[1]:
            waiting.append((tag[2], tag.start()))
        elif waiting and waiting[-1][0] == tag[2]:
            found.append((waiting.pop()[1], tag.end()))
    return found[:-1] if len(found) > 1 else found


def _double(data: bytes, span: Span, chance: Random) -> bytes:
    begin, end = span
    most = max(1, _LONGEST // (end - begin))
    return data[:end] + data[begin:end] * min(most, chance.choice((1, 1, 2, 12, 200))) + data[end:]


def _drop(data: bytes, span: Span, _chance: Random) -> bytes:
    return data[: span[0]] + data[span[1] :]


def _move(data: bytes, span: Span, chance: Random) -> bytes:
    begin, end = span
    left = data[:begin] + data[end:]
    ends = [found.end() for found in _TAG.finditer(left)] or [0]
    at = chance.choice(ends)
    return left[:at] + data[begin:end] + left[at:]


def _rename(data: bytes, span: Span, chance: Random) -> bytes:
    begin, end = span
    names = [found[2] for found in _TAG.finditer(data)]
    tag = _TAG.match(data, begin)
    if tag is None or not names:
        return data
    name = chance.choice((*names, tag[2].lower(), tag[2].upper(), tag[2].rpartition(b":")[2]))
    piece = data[begin:end].replace(b"<" + tag[2], b"<" + name, 1)
    head, closing, rest = piece.rpartition(b"</" + tag[2])
    return data[:begin] + (head + b"</" + name + rest if closing else piece) + data[end:]


def _refill(data: bytes, span: Span, chance: Random) -> bytes:
    """Other text in an element: none, a number, a date, an address, or HTML, escaped or not."""
    begin, end = span
    tag = _TAG.match(data, begin)
    if tag is None or tag[4]:
        return data
    text = chance.choice(
        (
            "",
            " ",
            chance.choice(_NUMBERS),
            chance.choice(pieces.DATES),
            chance.choice(pieces.URLS),
            pieces.text(chance),
            pieces.body(chance),
        )
    )
    if chance.random() < 0.8:
        text = text.replace("&", "&amp;").replace("<", "&lt;")
    last = data.rfind(b"</", begin, end)
    return data[: tag.end()] + text.encode("utf-8", "replace") + data[max(last, tag.end()) :]


def _wrap(data: bytes, span: Span, chance: Random) -> bytes:
    """The element many levels deeper."""
    begin, end = span
    name, depth = chance.choice((b"d", b"item", b"entry", b"outline", b"div")), chance.choice(_DEEP)
    return data[:begin] + b"<%b>" % name * depth + data[begin:end] + b"</%b>" % name * depth + data[end:]


def _change_attribute(data: bytes, span: Span, chance: Random) -> bytes:
    tag = _TAG.match(data, span[0])
    if tag is None:
        return data
    start, stop = tag.span(3)
    every = list(_ATTRIBUTE.finditer(data, start, stop))
    value = chance.choice((*_NUMBERS, *pieces.URLS, *pieces.DATES, *pieces.TEXTS)).replace('"', "&quot;")
    written = (value if chance.random() < 0.2 else value.replace("<", "&lt;")).encode("utf-8", "replace")
    if not every or chance.random() < 0.15:
        name = chance.choice((b"x", b"type", b"href", b"url", b"rel", b"version", b"xmlns", b"xml:base", b"xml:lang"))
        return data[:start] + b' %b="%b"' % (name, written) + data[start:]
    found = chance.choice(every)
    match chance.randrange(6):
        case 0:
            return data[: found.start()] + data[found.end() :]
        case 1:
            return data[: found.end()] + found[0] + data[found.end() :]
        case 2:
            return data[: found.end()] + found[0].replace(found[1], found[1] + b"2", 1) + data[found.end() :]
        case _:
            return data[: found.start(2)] + b'"%b"' % written + data[found.end(2) :]


_ELEMENTS: Final[Sequence[Callable[[bytes, Span, Random], bytes]]] = (
    *(_double, _drop, _move, _rename, _refill, _refill, _wrap, _change_attribute, _change_attribute),
)
