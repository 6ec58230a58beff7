"""What is wrong in a CSV document, or in its metadata."""

from typing import Final

from exporters.diagnostics.rules.rule import Rule, error, warning

CSV: Final[dict[str, Rule]] = {
    "csv-byte-order-mark": warning(
        "byte order mark before CSV",
        "Programs take it for a part of the first header.",
        "Leave it out unless a spreadsheet needs it.",
    ),
    "csv-not-wellformed": error(
        "CSV that can't be read",
        "A quotation mark is not closed, or stands inside a cell without quotes.",
        'Quote the whole cell and write `"` as `""`.',
    ),
    "csv-header-empty": error(
        "column without header",
        "Programs address a column by its name.",
        "Write a name.",
    ),
    "csv-header-repeated": error(
        "two columns of one header",
        "Programs that read rows by name lose one of the two.",
        "Give every column its own.",
    ),
    "csv-columns-differ": error(
        "row with more or fewer columns",
        "Values land in the wrong column, or the file is refused.",
        "Write as many as the header has.",
    ),
    "csv-line-end-wrong": warning(
        "row that does not end with CR LF",
        "Strict parsers end a row at CR LF alone.",
        "End every row with CR LF.",
    ),
    "csv-quote-needless": warning(
        "quotation marks without need",
        "Files grow, and naive parsers keep the marks.",
        "Leave them out.",
    ),
    "csv-formula": error(
        "cell that a spreadsheet calculates",
        "It begins with = + - @, a tab or CR and is no plain number: it may call programs or send data away.",
        "Put `'` before it.",
    ),
    "csvw-root-wrong": error(
        "no CSVW metadata",
        "The document is no object.",
        "Write one object with tableSchema.",
    ),
    "csvw-columns-missing": error(
        "CSVW metadata without columns",
        "Without names and datatypes a table of texts is read.",
        "List every column.",
    ),
    "csvw-key-missing": error(
        "CSVW metadata without primary key",
        "Databases tell rows apart by it.",
        "Name the column whose values are unique: `id`.",
    ),
    "csvw-key-unknown": error(
        "primary key that is no column",
        "Validators refuse it.",
        "Name one of the columns.",
    ),
}
