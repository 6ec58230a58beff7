"""Rules about CSV tables and CSVW metadata that only `outfeed lint` applies."""

from typing import Final

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, error, warning

_RFC_4180: Final = "https://www.rfc-editor.org/rfc/rfc4180#section-2"
_CSVW: Final = "https://www.w3.org/TR/tabular-metadata/"

CSV_LINT: Final[dict[str, DiagnosticRule]] = {
    "csv-delimiter-unusual": warning(
        "columns are not separated by commas",
        "Some spreadsheets write semicolons or tabs. Programs that expect commas read each row as one cell.",
        "Write commas, or say in CSVW metadata which delimiter the file has.",
        Clause("RFC 4180 §2, rule 4", _RFC_4180),
    ),
    "csv-header-missing": warning(
        "first row has values instead of names",
        "A number, a date or an address is no name of a column. Programs take the first row for names, and lose it.",
        "Begin with a row of names.",
        Clause("RFC 4180 §2, rule 3", _RFC_4180),
    ),
    "csv-header-space": warning(
        "name of a column has white space around it",
        "Spaces belong to the name, so programs that look for the name without them don't find the column.",
        "Remove the white space.",
        Clause("RFC 4180 §2, rule 4", _RFC_4180),
    ),
    "csv-row-blank": warning(
        "row is blank",
        "Some programs read a row without values, others end there.",
        "Remove it.",
        Clause("RFC 4180 §2, rule 4", _RFC_4180),
    ),
    "csv-control-character": error(
        "cell contains a control character",
        "CSV has none but line breaks and tabs. Programs end the cell there, or refuse the file.",
        "Remove it.",
        Clause("RFC 4180 §2, the grammar", _RFC_4180),
    ),
    "csvw-context-wrong": error(
        "CSVW metadata has no valid context",
        "`@context` says that the document is CSVW metadata. Programs ignore the document without it.",
        "Write `http://www.w3.org/ns/csvw`.",
        Clause("CSVW Metadata Vocabulary §5.2", f"{_CSVW}#top-level-properties"),
    ),
    "csvw-url-missing": error(
        "table in CSVW metadata has no address",
        "Programs don't know which file the description is of.",
        "Write the address of the table, relative to the metadata.",
        Clause("CSVW Metadata Vocabulary §5.4, url", f"{_CSVW}#tables"),
    ),
    "csvw-name-wrong": error(
        "name of a column in CSVW metadata is invalid or twice",
        "A name has letters, digits, `_`, `.` and percent-encoded characters, does not begin with `_`, and is unique. "
        "Validators refuse the metadata.",
        "Rename the column here; `titles` has the name that the header shows.",
        Clause("CSVW Metadata Vocabulary §5.6, name", f"{_CSVW}#columns"),
    ),
    "csvw-datatype-unknown": warning(
        "datatype in CSVW metadata is unknown",
        "Programs read the column as text.",
        "Write a type that CSVW names, such as string, integer, number, boolean, date, datetime or anyURI.",
        Clause("CSVW Metadata Vocabulary §5.11.1", f"{_CSVW}#built-in-datatypes"),
    ),
    "csvw-property-unknown": warning(
        "property in CSVW metadata is unknown",
        "Programs ignore it. Properties of other vocabularies have a prefix, as in `dc:title`.",
        "Correct its name, give it a prefix, or remove it.",
        Clause("CSVW Metadata Vocabulary §5.1.2", f"{_CSVW}#property-syntax"),
    ),
}
