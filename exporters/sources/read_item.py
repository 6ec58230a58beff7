"""One item of a source becomes one outcome, by the repairs that files get."""

from exporters.bodies.article_body import ArticleBody
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import ArticleError
from exporters.model.outcome import ReadOutcome
from exporters.repair.report import renamed_hint
from exporters.sources import source_registry
from exporters.sources.article_ids import identified_by
from exporters.sources.parse import ArticleReader
from exporters.sources.row_fields import pointed
from exporters.sources.source import ItemContent, SourceItem


def read_item(reader: ArticleReader, name: str, item: SourceItem, path: str) -> ReadOutcome:
    """What became of an item of the source `name`; `path` is what messages call its file."""
    try:
        with source_registry.blame_plugin(name):
            content = source_registry.find(name).content(item)
    except ArticleError as error:
        told = tuple(each.at(path) for each in (*item.notes, *error.diagnostics))
        return ReadOutcome(path=path, kind="rejected", diagnostics=told)
    body = ArticleBody(
        content.body,
        is_markdown=content.is_markdown,
        field=content.body_field,
        line=content.body_place.line,
        rules=content.rules,
    )
    outcome = reader.read_fields(content.document, body, path)
    told = tuple(_rename_field(each, content) for each in outcome.diagnostics)
    notes = content.notes if outcome.article or outcome.kind == "rejected" else ()
    doubtful_id, identified = outcome.doubtful_id, identified_by(content.document)
    identified = identified._replace(field=pointed(content.pointer, content.name(identified.field)))
    return ReadOutcome(
        path=path,
        kind=outcome.kind,
        article=outcome.article,
        diagnostics=(*(each.at(path) for each in (*item.notes, *notes)), *told),
        date_origin=outcome.date_origin,
        doubtful_id=doubtful_id and identified,
        id_origin=identified,
        public_state=outcome.public_state,
    )


def _rename_field(diagnostic: Diagnostic, content: ItemContent) -> Diagnostic:
    """The diagnostic with the author's name of its field, and its column where it is about the body."""
    field = diagnostic.field
    if field == content.body_field:
        line, column = content.body_place
        return diagnostic._replace(line=line, column=column, field=pointed(content.pointer, field))
    written = content.name(field)
    fix = diagnostic.fix.replace(f"write {field}:", f"write {written}:") if field else diagnostic.fix
    if diagnostic.rule == "key-extra":
        fix = renamed_hint(fix, field, content.name)
    is_of_all = diagnostic.rule == "key-extra"  # it is told once a run, whichever item has the key
    return diagnostic._replace(field=written if is_of_all else pointed(content.pointer, written), fix=fix)
