"""The id of an article: the field that gives it, and what there is to tell of it."""

from typing import TYPE_CHECKING

from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.model import url
from exporters.model.outcome import IDENTITY, FieldOrigin
from exporters.sources.id_warnings import is_doubtful
from exporters.yamldoc.positions import YamlDocument

if TYPE_CHECKING:
    from exporters.sources.dialects.mapping import MappedArticle


def identified_by(document: YamlDocument) -> FieldOrigin:
    """The field that gives an article its id."""
    field = next((each for each in IDENTITY if each in document.value), IDENTITY[0])
    return FieldOrigin(field, *document.place((field,)))


def note_apostrophe(document: YamlDocument, identity: str) -> Diagnostic:
    """A note on an id that one reader can't take, with one that it can."""
    safe = identity.replace("'", "%27" if url.is_iri(identity) else "-")
    message = f"RSS Guard 4.0.4 drops a feed with an id that contains ': {quote_value(identity)}"
    fix = f'keep it if the article is published; for a new article write id: "{safe}"'
    return Diagnostic("id-apostrophe", message, fix, Level.NOTE).in_field(*identified_by(document))


def find_doubtful_id(document: YamlDocument, identity: str, mapped: "MappedArticle | None") -> FieldOrigin | None:
    """The field that gives an article its id, in the author's words; None for an id that no check reports."""
    if not is_doubtful(identity):
        return None
    origin = identified_by(document)
    return origin._replace(field=mapped.document.name((origin.field,))) if mapped else origin
