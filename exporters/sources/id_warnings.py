"""What documents would say of the id of an article, told at the article by commands that write none."""

from collections.abc import Callable, Container, Iterator

from msgspec import Struct, field

from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.model import number
from exporters.model.ids import NORMAL, PREFIX_MARK, article_ids, id_problem, shared_id
from exporters.model.outcome import FieldOrigin


def is_doubtful(identity: str) -> bool:
    """Return whether a check may report an id: only then its place in the file is stored."""
    return number.is_bare_number(identity) or id_problem(identity) != "" or PREFIX_MARK in identity


class IdWarnings(Struct, kw_only=True):
    """Warns of ids, as the checks of documents do."""

    site_url: str  # the home page, below which Atom puts ids that are no addresses
    has_rss: bool
    has_atom: bool
    published_numbers: Container[str] = ()  # bare numbers under which articles are published
    _prefixed: dict[str, tuple[str, FieldOrigin]] = field(default_factory=dict)

    def warn(self, identity: str, path: str, origin: FieldOrigin) -> Iterator[Diagnostic]:
        """Yield what documents say of the id of one article; `origin` is the field that gives it."""
        if self.has_rss and number.is_bare_number(identity):
            yield warn_of_number(identity, path, origin, is_published=identity in self.published_numbers)
        if self.has_atom and (problem := id_problem(identity)):
            message = f"the id {quote_value(identity)}: {problem}"
            yield _place(Diagnostic("atom-id-not-normal", message, NORMAL, Level.WARNING), path, origin)
        if self.has_atom and PREFIX_MARK in identity:
            self._prefixed[identity] = path, origin

    def warn_of_shared(self, is_id: Callable[[str], bool]) -> Iterator[Diagnostic]:
        """Yield an error for each id that Atom also writes for another article; `is_id` knows the ids of all."""
        for identity, (path, origin) in sorted(self._prefixed.items()):
            others = (each for each in article_ids(identity, self.site_url) if each != identity)
            if is_id(identity) and (other := next(filter(is_id, others), None)) is not None:
                yield _place(Diagnostic("atom-id-repeated", *shared_id(identity, other)), path, origin)


def warn_of_number(identity: str, path: str, origin: FieldOrigin, *, is_published: bool) -> Diagnostic:
    """A warning for an id that is a bare number; a note where the article is published so."""
    level = Level.NOTE if is_published else Level.WARNING
    message, fix = (
        f"the guid {quote_value(identity)} is a bare number",
        number.KEEP if is_published else number.RIGHT,
    )
    return _place(Diagnostic("guid-bare-number", message, fix, level), path, origin)


def _place(diagnostic: Diagnostic, path: str, origin: FieldOrigin) -> Diagnostic:
    return diagnostic.in_field(*origin).at(path)
