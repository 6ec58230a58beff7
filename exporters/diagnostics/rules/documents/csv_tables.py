"""Rules about CSV tables and their CSVW metadata."""

from typing import Final

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, error, warning

_RFC_4180: Final = "https://www.rfc-editor.org/rfc/rfc4180#section-2"
_CSVW: Final = "https://www.w3.org/TR/tabular-metadata/"

CSV: Final[dict[str, DiagnosticRule]] = {
    "csv-byte-order-mark": warning(
        "CSV begins with a byte order mark",
        "Programs read it as a part of the first column name, and then don't find that column.",
        "Remove it, unless a spreadsheet needs it.",
        Clause("RFC 4180 §2", _RFC_4180),
    ),
    "csv-not-wellformed": error(
        "document is not valid CSV",
        "A quotation mark is not closed, or is inside a cell without quotes. Programs read the rest of the file as one "
        "cell, or refuse the file.",
        'Quote the whole cell, and write `"` as `""`.',
        Clause("RFC 4180 §2, rules 5 to 7", _RFC_4180),
    ),
    "csv-header-empty": error(
        "column has no name",
        "Programs address columns by their names.",
        "Write a name.",
        Clause("RFC 4180 §2, rule 3", _RFC_4180),
    ),
    "csv-header-repeated": error(
        "two columns have the same name",
        "Programs that read rows by name lose one of the two.",
        "Give every column its own name.",
        Clause("CSVW Metadata Vocabulary §5.6, name", f"{_CSVW}#columns"),
    ),
    "csv-columns-differ": error(
        "row has more or fewer cells than the header",
        "Values end up in the wrong column, or programs refuse the file.",
        "Write as many cells as the header has.",
        Clause("RFC 4180 §2, rule 4", _RFC_4180),
    ),
    "csv-line-end-wrong": warning(
        "row does not end with CR LF",
        "RFC 4180 requires CR LF, and strict parsers don't see the end of the row.",
        "End every row with CR LF.",
        Clause("RFC 4180 §2, rule 1", _RFC_4180),
    ),
    "csv-quote-needless": warning(
        "quotation marks are unnecessary",
        "They make the file larger, and simple parsers keep them as a part of the value.",
        "Remove them.",
        Clause("RFC 4180 §2, rule 5", _RFC_4180),
    ),
    "csv-enclosure-wrong": error(
        "enclosure of a row lacks url, or has an invalid media type or length",
        "Programs that fetch the files of a table fail on it, or take the file for another kind.",
        "Write an absolute address, a media type such as audio/mpeg, and the length as a number of bytes.",
        Clause("RSS 2.0, <enclosure>", "https://www.rssboard.org/rss-specification#ltenclosuregtSubelementOfLtitemgt"),
    ),
    "csv-formula": error(
        "spreadsheet would calculate the cell",
        "The cell is not a plain number and begins with = + - @, their full-width forms, a tab or CR, perhaps after "
        "white space or `;`. A spreadsheet treats it as a formula, which can call programs or send data away.",
        "Put `'` before it.",
        Clause("OWASP, CSV Injection", "https://owasp.org/www-community/attacks/CSV_Injection"),
    ),
    "csvw-root-wrong": error(
        "document is not CSVW metadata",
        "The metadata must be a JSON object.",
        "Write one object with tableSchema.",
        Clause("CSVW Metadata Vocabulary §5.1", f"{_CSVW}#metadata-format"),
    ),
    "csvw-columns-missing": error(
        "CSVW metadata lists no columns",
        "Without names and datatypes, programs read every cell as text.",
        "List every column with its name and datatype.",
        Clause("CSVW Metadata Vocabulary §5.5, columns", f"{_CSVW}#schemas"),
    ),
    "csvw-key-missing": error(
        "CSVW metadata has no primary key",
        "Databases identify rows by the primary key.",
        "Name the column whose values are unique: `id`.",
        Clause("CSVW Metadata Vocabulary §5.5, primaryKey", f"{_CSVW}#schemas"),
    ),
    "csvw-key-unknown": error(
        "primary key is not a column",
        "The table has no column of this name, and validators refuse the metadata.",
        "Name one of the columns.",
        Clause("CSVW Metadata Vocabulary §5.5, primaryKey", f"{_CSVW}#schemas"),
    ),
}
