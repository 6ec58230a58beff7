"""MathML Core stays in feeds: its elements, its attributes and its text. Spec: MathML Core §3, HTML §4.8.16."""

from collections.abc import Iterator
from typing import Final

from exporters.bodies.html.markup import escape, find_end, parse_attributes
from exporters.support.lazy_regex import lazy_regex

_TOKENS: Final = frozenset("mi mn mo ms mspace mtext".split())
MATHML_TAGS: Final = _TOKENS | frozenset(
    "math merror mfrac mmultiscripts mover mpadded mphantom mprescripts mroot mrow msqrt mstyle msub msubsup msup"
    " mtable mtd mtr munder munderover none".split()
)
_GROUPS: Final = frozenset("maction menclose mfenced".split())  # of older MathML: browsers show them as rows
_ANNOTATIONS: Final = frozenset({"annotation", "annotation-xml"})  # what browsers do not show, such as the TeX source
READ_MATHML_TAGS: Final = MATHML_TAGS | _GROUPS | _ANNOTATIONS | {"semantics"}
_GLOBAL: Final = frozenset("displaystyle mathbackground mathcolor mathsize mathvariant scriptlevel".split())
_OWN: Final = {
    "math": "display alttext",
    "mfrac": "linethickness",
    "mo": "accent fence form largeop lspace maxsize minsize movablelimits rspace separator stretchy symmetric",
    "mover": "accent",
    "mpadded": "width height depth lspace voffset",
    "mspace": "width height depth",
    "mtd": "columnspan rowspan",
    "munder": "accentunder",
    "munderover": "accent accentunder",
}
MATHML_ATTRIBUTES: Final = {name: _GLOBAL | frozenset(_OWN.get(name, "").split()) for name in MATHML_TAGS}

_TAG: Final = lazy_regex(r"<(/?)([a-z][^\s<>/]*+)([^<>]*)>")
_MATH: Final = lazy_regex(r"<math(?: [^<>]*)?>")
_OUTSIDE: Final = lazy_regex(rf"</?(?:{'|'.join(sorted(READ_MATHML_TAGS, key=len, reverse=True))})(?: [^<>]*)?>")


def keep_mathml(html: str) -> str:
    """Return normalised `html` with nothing but MathML Core in each formula, and no tag of MathML elsewhere."""
    return "".join(_parts(html))


def _parts(html: str) -> Iterator[str]:
    at = 0
    while (start := _MATH.search(html, at)) is not None:
        end = find_end(html, "math", start.end())
        yield _OUTSIDE.sub("", html[at : start.start()])
        yield start[0] + _core(html[start.end() : end.start]) + "</math>"
        at = end.stop
    yield _OUTSIDE.sub("", html[at:])


def _core(inside: str) -> str:
    """Return the content of a formula: no HTML, no nested formula, and older elements as rows."""
    parts: list[str] = []
    at = skipping = 0  # how many annotations are open
    fences: list[str] = []  # what closes each group
    for match in _TAG.finditer(inside):
        if not skipping:
            parts.append(inside[at : match.start()])
        at = match.end()
        is_end, name = bool(match[1]), match[2]
        if name in _ANNOTATIONS:
            skipping += -1 if is_end else 1
        elif skipping or name == "math":
            continue
        elif name in _GROUPS:
            if is_end:
                parts.append(f"{fences.pop() if fences else ''}</mrow>")
            else:
                values = parse_attributes(match[3]) if name == "mfenced" else {"open": "", "close": ""}
                parts.append(f"<mrow>{_fence(values.get('open', '('))}")
                fences.append(_fence(values.get("close", ")")))
        elif name in MATHML_TAGS:
            parts.append(match[0])
    if not skipping:
        parts.append(inside[at:])
    return "".join(parts)


def _fence(text: str) -> str:
    return f"<mo>{escape(text.strip())}</mo>" if text.strip() else ""
