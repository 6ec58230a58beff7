"""Rules about the metadata beside a CSV file. Spec: CSVW "Metadata Vocabulary for Tabular Data" §5."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from exporters.checks.finding import Finding
from exporters.checks.parsed import UnreadableError
from exporters.diagnostics.diagnostic import shown

Schemas = list[tuple[str, dict[str, Any]]]  # each with its path


def csvw(value: Any) -> Schemas:
    """The table schemas in a JSON value. Raises UnreadableError where it is no object."""
    if not isinstance(value, dict):
        raise UnreadableError("csvw-root-wrong", "JSON that is no object", "CSVW metadata is one object", 1)
    tables = value.get("tables")
    if not isinstance(tables, list):
        return [("tableSchema", _object(value.get("tableSchema")))]
    return [(f"tables[{i}].tableSchema", _object(_object(table).get("tableSchema"))) for i, table in enumerate(tables)]


def columns_missing(schemas: Schemas) -> Iterator[Finding]:
    """Without them a table of texts is read. Spec: CSVW §5.5 columns, §5.6 name."""
    for path, schema in schemas:
        if not _names(schema):
            seen, right = "no columns with names", "list every column with its name and datatype"
            yield Finding(slug="csvw-columns-missing", seen=seen, right=right, field=f"{path}.columns")


def key_missing(schemas: Schemas) -> Iterator[Finding]:
    """Databases tell rows apart by it. Spec: CSVW §5.5 primaryKey."""
    for path, schema in schemas:
        if not schema.get("primaryKey"):
            seen, right = "no primary key", "name the column whose values are unique: id"
            yield Finding(slug="csvw-key-missing", seen=seen, right=right, field=f"{path}.primaryKey")


def key_unknown(schemas: Schemas) -> Iterator[Finding]:
    """Validators refuse it. Spec: CSVW §5.1.4 column reference."""
    for path, schema in schemas:
        key, names = schema.get("primaryKey"), _names(schema)
        for name in key if isinstance(key, list) else [key]:
            if name and names and name not in names:
                seen, right = f"the primary key {shown(name)} is no column", f"name one of {', '.join(names)[:80]}"
                yield Finding(slug="csvw-key-unknown", seen=seen, right=right, field=f"{path}.primaryKey")


def _names(schema: dict[str, Any]) -> list[str]:
    columns = schema.get("columns")
    if not isinstance(columns, list):
        return []
    return [name for column in columns if isinstance(name := _object(column).get("name"), str) and name]


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


METADATA_RULES: Final[tuple[Callable[[Schemas], Iterator[Finding]], ...]] = (columns_missing, key_missing, key_unknown)
