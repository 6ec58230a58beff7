"""What a table about a module says of its elements: where they stand, how often, with which attributes and values."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level
from exporters.lint.rules.modules.families import EXTENSION_RULES, RuleFamily
from exporters.lint.rules.modules.value_kinds import ANY, ValueKind

NO_ATTRIBUTES: Final[Mapping[str, ValueKind]] = {}
FEED: Final = frozenset({"channel", "feed", "source"})  # of RSS, of Atom, of an entry that was copied from a feed
ENTRY: Final = frozenset({"item", "entry"})
EPISODE: Final = ENTRY | {"podcast:liveItem"}
FEED_OR_ENTRY: Final = FEED | EPISODE
ANYWHERE: Final = frozenset[str]()


ElementCheck = Callable[[XmlElement, XmlElement], Iterator[Finding]]  # of an element and its parent


class ElementRule(NamedTuple):
    """What is right for one element of a module."""

    value: ValueKind | None = ANY  # of its text; None: its elements matter, not its text
    parents: frozenset[str] = ANYWHERE
    once: bool = False  # among the children of its parent
    most: int = 0  # among them; 0: any number
    attributes: Mapping[str, ValueKind] | None = NO_ATTRIBUTES  # None: any
    required: tuple[str, ...] = ()  # of the attributes
    children: tuple[str, ...] = ()  # names of elements that it must hold
    keeps_space: bool = False  # white space around the text makes it another value
    obsolete: str = ""  # what people write instead, if the element is
    check: ElementCheck | None = None  # what the table can't say


class Module(NamedTuple):
    """A namespace and its elements."""

    prefix: str
    title: str  # "Media RSS"
    elements: Mapping[str, ElementRule]  # by local name
    rules: RuleFamily = EXTENSION_RULES
    unknown: Level = Level.ERROR  # of a finding about an element that the module lacks
    attributes: Mapping[str, ValueKind] = NO_ATTRIBUTES  # that its elements and others may carry, without prefix
    foreign: Mapping[str, ValueKind] = NO_ATTRIBUTES  # of the module, with prefix, on elements of other namespaces
    repeated_in_entry: Level = Level.ERROR  # of a finding about a second element that has to stand once
    is_open: bool = False  # it lists no elements: any name is right
