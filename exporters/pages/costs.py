"""Estimate the cost of filters, methods and operators before they run, in units of a WorkMeter."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from string import Formatter
from typing import Any, Final

from exporters.pages.meter import WorkLimitError, WorkMeter, elements
from exporters.support.lazy_regex import lazy_regex

_CHARACTERS: Final = 50  # made or read per unit
_BITS: Final = 20_000  # of a number: larger ones take long to calculate with
_PERCENT: Final = lazy_regex(r"%(?:%|(?:\(([^)]*)(?:\)|\Z))?[-#0 +]*(\*|[0-9]*)(?:\.(\*|[0-9]*))?)")
_NUMBER: Final = lazy_regex("[0-9]+")

Arguments = list[Any]  # of a filter: the value first; of a method: its owner first
Cost = Callable[[WorkMeter, Arguments], int]


def of_filter(meter: WorkMeter, name: str, arguments: Arguments) -> int:
    """Return the cost of the filter `name`, or of the test `is name`. Raises WorkLimitError."""
    return _FILTERS.get(name, _text)(meter, arguments)


def is_lazy(name: str) -> bool:
    """Whether the filter `name` takes elements one by one: other filters read all of them first."""
    return name.startswith("is ") or _FILTERS.get(name) is _pass_on


def of_method(meter: WorkMeter, name: str, arguments: Arguments) -> int:
    """Return the cost of the method `name` of a built-in type. Raises WorkLimitError."""
    return _METHODS.get(name, _text)(meter, arguments)


def of_operator(meter: WorkMeter, operator: str, left: Any, right: Any) -> int:
    """Return the cost of an operator. Raises WorkLimitError."""
    if operator == "%" and isinstance(left, (str, bytes)):
        return _printf(meter, [left, right])
    if operator == "*" and isinstance(left, int) is not isinstance(right, int):
        times, value = (left, right) if isinstance(left, int) else (right, left)
        return 0 if isinstance(value, float) else max(0, times) * elements(value) // _CHARACTERS
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * abs(right) if operator == "**" else left.bit_length() + right.bit_length()
        if bits > _BITS:
            raise WorkLimitError("a number too large")
        return bits // 100
    return (elements(left) + elements(right)) // _CHARACTERS


def _text(meter: WorkMeter, arguments: Arguments) -> int:
    """The cost of reading the arguments as text."""
    return sum(map(meter.weigh, arguments)) // _CHARACTERS


def _pass_on(_meter: WorkMeter, arguments: Arguments) -> int:
    """The cost of passing on elements without reading them."""
    return elements(arguments[0]) // 100


def _sized_output(meter: WorkMeter, arguments: Arguments) -> int:
    """The cost of output whose size a number sets."""
    return _text(meter, arguments) + _largest(arguments[1:]) // 10


def _repeat(meter: WorkMeter, arguments: Arguments) -> int:
    """The cost of inserting text of a given size between any two characters."""
    weight = meter.weigh(arguments[0])
    return weight * (1 + _largest(arguments[1:])) // _CHARACTERS


def _square(meter: WorkMeter, arguments: Arguments) -> int:
    """The cost of quadratic time, and of inserting text between any two characters."""
    weight = meter.weigh(arguments[0])
    return weight * weight // 10_000 + _repeat(meter, [arguments[0], *map(meter.weigh, _strings(arguments[1:]))])


def _indent(meter: WorkMeter, arguments: Arguments) -> int:
    lines = str(arguments[0]).count("\n") + 1 if isinstance(arguments[0], str) else 1
    return _text(meter, arguments) + lines * _largest(arguments[1:]) // _CHARACTERS


def _replace(meter: WorkMeter, arguments: Arguments) -> int:
    match arguments:
        case [str() as text, str() as old, str() as new, *_]:
            return (len(text) + (text.count(old) + 1) * len(new)) // _CHARACTERS
    return _repeat(meter, [arguments[0], *map(meter.weigh, arguments[1:])])


def _join(meter: WorkMeter, arguments: Arguments) -> int:
    value, *others = arguments
    between = elements(value) * sum(map(len, _strings(others)))
    return (meter.weigh(value) + between) // _CHARACTERS


def _join_method(meter: WorkMeter, arguments: Arguments) -> int:
    """The cost of `str.join`, whose owner is the separator."""
    return _join(meter, [*arguments[1:], arguments[0]])


def _sum(meter: WorkMeter, arguments: Arguments) -> int:
    """The cost of a sum: one of lists copies the result for each."""
    return elements(arguments[0]) * sum(map(meter.weigh, arguments)) // 100_000 + _text(meter, arguments)


def _printf(meter: WorkMeter, arguments: Arguments) -> int:
    """The cost of `%`. Spec: docs.python.org, printf-style String Formatting."""
    text, *values = arguments
    text = text.decode("latin-1") if isinstance(text, bytes) else str(text)
    specifiers = _PERCENT.findall(text)
    if any("(" in key for key, *_ in specifiers):  # Python reads up to the matching parenthesis
        raise WorkLimitError("a key with parentheses")
    widths = [width for _, *each in specifiers for width in each if width]
    return _measure_format(meter, widths, len(specifiers), [text, *values])


def _format(meter: WorkMeter, arguments: Arguments) -> int:
    """The cost of `str.format`. Spec: docs.python.org, Format String Syntax."""
    text, *values = arguments
    specs = [spec for _, field, spec, _ in Formatter().parse(text) if field is not None]
    widths = [
        width for spec in specs if spec for width in ("*" if "{" in spec else "", *_NUMBER.findall(spec)) if width
    ]
    return _measure_format(meter, widths, len(specs), [text, *values])


def _measure_format(meter: WorkMeter, widths: list[str], count: int, arguments: Arguments) -> int:
    if "*" in widths:
        raise WorkLimitError("a width that is calculated")
    size = sum(int(width) if len(width) < 10 else 10**10 for width in widths)
    return (size + (1 + count) * sum(map(meter.weigh, arguments))) // _CHARACTERS


def _largest(arguments: Iterable[Any]) -> int:
    """Return the largest number, or length of a string, among the arguments."""
    sizes = (abs(each) if isinstance(each, int) else len(each) for each in arguments if isinstance(each, (int, str)))
    return max(sizes, default=0)


def _strings(arguments: Iterable[Any]) -> Iterator[str]:
    return (each for each in arguments if isinstance(each, str))


_FILTERS: Final[Mapping[str, Cost]] = {
    **dict.fromkeys("attr count d default first last length list map items reject rejectattr".split(), _pass_on),
    **dict.fromkeys("reverse select selectattr".split(), _pass_on),
    **dict.fromkeys(("is callable", "is defined", "is iterable", "is none", "is undefined"), _pass_on),
    **dict.fromkeys("batch center round slice".split(), _sized_output),
    **dict.fromkeys("striptags urlize wordwrap".split(), _square),
    "format": _printf,
    "indent": _indent,
    "join": _join,
    "replace": _replace,
    "sum": _sum,
    "tojson": _repeat,
}
_METHODS: Final[Mapping[str, Cost]] = {
    **dict.fromkeys("center ljust rjust zfill to_bytes".split(), _sized_output),
    **dict.fromkeys("expandtabs hex strftime".split(), _repeat),
    **dict.fromkeys("format format_map".split(), _format),
    **dict.fromkeys("items keys next reset values".split(), _pass_on),
    "join": _join_method,
    "replace": _replace,
    "striptags": _square,
    "translate": lambda meter, arguments: _repeat(meter, [arguments[0], *map(meter.weigh, arguments[1:])]),
}
