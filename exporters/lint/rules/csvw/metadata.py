"""Rules about CSVW metadata. Spec: W3C "Metadata Vocabulary for Tabular Data"."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from exporters.checks import csvfile
from exporters.checks.finding import Finding
from exporters.checks.parsed_json import describe_json, json_path
from exporters.checks.parsed_xml import UnreadableDocumentError
from exporters.diagnostics.diagnostic import Level
from exporters.lint.json_text.keys import KeyAdviser
from exporters.lint.json_text.members import member_finding

CONTEXT: Final = "http://www.w3.org/ns/csvw"
DATATYPES: Final = frozenset(
    "any anyAtomicType anyURI base64Binary binary boolean byte date dateTime datetime dateTimeStamp dayTimeDuration "
    "decimal double duration float gDay gMonth gMonthDay gYear gYearMonth hexBinary html int integer json language "
    "long Name negativeInteger NMTOKEN nonNegativeInteger nonPositiveInteger normalizedString number positiveInteger "
    "QName short string time token unsignedByte unsignedInt unsignedLong unsignedShort xml yearMonthDuration".split()
)
_NAME: Final = re.compile(r"(?!_)(?>(?:[\w.]|%[0-9A-Fa-f]{2})+)")
_INHERITED: Final = (
    "aboutUrl datatype default lang null ordered propertyUrl required separator textDirection valueUrl".split()
)
_COLUMN: Final = frozenset([*_INHERITED, *"name suppressOutput titles virtual @id @type".split()])
_SCHEMA: Final = frozenset([*_INHERITED, *"columns foreignKeys primaryKey rowTitles @id @type".split()])
_TABLE: Final = frozenset(
    [*_INHERITED, *"url dialect notes suppressOutput tableDirection tableSchema transformations @id @type".split()]
)
_ROOT: Final = _TABLE | {"@context", "tables"}
_Place = tuple[str, dict[str, Any]]


def context_wrong(root: dict[str, Any]) -> Iterator[Finding]:
    """Programs don't take it for metadata. Spec: §5.2 @context: "must" be the address of the vocabulary."""
    context = root.get("@context")
    first = context[0] if isinstance(context, list) and context else context
    if first != CONTEXT:
        message = f"the context {describe_json(context)}" if context is not None else "no @context"
        yield member_finding("csvw-context-wrong", message, f"write {CONTEXT}", "@context")


def url_missing(root: dict[str, Any]) -> Iterator[Finding]:
    """Programs don't know which table is meant. Spec: §5.4 url: "the only required property"."""
    for path, table in _tables(root):
        if not isinstance(table.get("url"), str) or not table["url"]:
            yield member_finding("csvw-url-missing", "a table without url", "write its address", json_path(path, "url"))
    if "tables" in root and not root["tables"]:
        yield member_finding("csvw-url-missing", "no tables", "describe one", "tables")


def name_wrong(root: dict[str, Any]) -> Iterator[Finding]:
    """Programs refuse the metadata. Spec: §5.6 name: a variable of RFC 6570, unique, without leading "_"."""
    for path, schema in _schemas(root):
        names = set[str]()
        for place, column in _columns(path, schema):
            name = column.get("name")
            if not isinstance(name, str):
                continue
            if not _NAME.fullmatch(name):
                message, fix = f"the name {describe_json(name)}", "write letters, digits, _ and . only, no _ first"
                yield member_finding("csvw-name-wrong", message, fix, f"{place}.name")
            elif name in names:
                message = f"the name {describe_json(name)} twice"
                yield member_finding("csvw-name-wrong", message, "give every column its own", f"{place}.name")
            names.add(name)


def datatype_unknown(root: dict[str, Any]) -> Iterator[Finding]:
    """Programs read the column as text. Spec: §5.11.1, "Built-in Datatypes"."""
    for path, schema in _schemas(root):
        for place, column in _columns(path, schema):
            datatype = column.get("datatype", "string")
            kind = datatype.get("base", "string") if isinstance(datatype, dict) else datatype
            if not isinstance(kind, str) or kind not in DATATYPES:
                message = f"the datatype {describe_json(kind)}"
                fix = "write string, integer, number, boolean, date, datetime or anyURI"
                yield member_finding("csvw-datatype-unknown", message, fix, f"{place}.datatype", Level.WARNING)


def property_unknown(root: dict[str, Any]) -> Iterator[Finding]:
    """Programs ignore it, with a warning. Spec: §5.1: other properties have a prefix, as in dc:title."""
    adviser = KeyAdviser()
    holders: list[tuple[_Place, frozenset[str]]] = [(("", root), _ROOT)]
    holders += [(place, _TABLE) for place in _tables(root) if place[0]]
    for place in _schemas(root):
        holders.append((place, _SCHEMA))
        holders += [(each, _COLUMN) for each in _columns(*place)]
    for (path, holder), known in holders:
        for key in holder:
            if key not in known and ":" not in key:
                meant = adviser.nearest(key, sorted(known))
                message = f"the unknown property {describe_json(key)}"
                fix = f"write {meant}" if meant else "remove it, or give it a prefix as in dc:title"
                yield member_finding("csvw-property-unknown", message, fix, json_path(path, key), Level.WARNING)


def _tables(root: dict[str, Any]) -> list[_Place]:
    tables = root.get("tables")
    if not isinstance(tables, list):
        return [("", root)] if "tables" not in root else []
    return [(f"tables[{i}]", each) for i, each in enumerate(tables) if isinstance(each, dict)]


def _schemas(root: dict[str, Any]) -> Iterator[_Place]:
    for path, table in _tables(root):
        if isinstance(schema := table.get("tableSchema"), dict):
            yield json_path(path, "tableSchema"), schema


def _columns(path: str, schema: dict[str, Any]) -> list[_Place]:
    columns = schema.get("columns")
    entries = columns if isinstance(columns, list) else []
    return [(f"{path}.columns[{i}]", each) for i, each in enumerate(entries) if isinstance(each, dict)]


RULES: Final[tuple[Callable[[dict[str, Any]], Iterator[Finding]], ...]] = (
    context_wrong,
    url_missing,
    name_wrong,
    datatype_unknown,
    property_unknown,
)


def csvw_findings(value: Any) -> list[Finding]:
    """Return the findings of CSVW metadata, with paths such as `tableSchema.columns[0].name`."""
    try:
        schemas = csvfile.csvw(value)
    except UnreadableDocumentError as error:
        return [error.finding]
    found = [finding for rule in csvfile.METADATA_RULES for finding in rule(schemas)]
    return [*found, *(finding for rule in RULES for finding in rule(value))]
