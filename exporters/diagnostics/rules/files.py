"""Rules about files of articles: reading them, and the syntax of front matter, rows, feeds and exports."""

from typing import Final

from exporters.diagnostics.rules.rule import DiagnosticRule, error, note, warning

FILES: Final[dict[str, DiagnosticRule]] = {
    "file-unreadable": error(
        "file can't be read",
        (
            "Permissions forbid it, a link is broken or leads back to itself, the path is not a regular file, or a "
            "folder can't be listed. Its articles would be missing from the feeds."
        ),
        "Make it readable, or leave it out with `source.exclude`.",
    ),
    "site-link-outside": warning(
        "settings or data outside of the site",
        (
            "A file of the generator, such as `_config.yml` or `_data/authors.yml`, is a link that leads out of the "
            "folder of the site. Outfeed does not read it, so that no feed shows what lies elsewhere. Links that stay "
            "in the site are read, and so are links to articles and to folders of articles."
        ),
        "Put a copy of the file in the place of the link.",
    ),
    "item-unreadable": error(
        "plugin can't read an item",
        "The source of another package reports that an item, or the rest of its file, is wrong.",
        "Correct what the message names.",
    ),
    "file-too-large": error(
        "file is too large",
        (
            "An article may have 8 MiB, its front matter 1.1 million characters; a feed or an export has a limit of "
            "its own, which the message names. Larger files are usually data or pictures, and parsing one would take "
            "too much time and memory."
        ),
        "Move pictures and data into files of their own and link to them. Split a large export.",
    ),
    "not-utf-8": error(
        "file is not in UTF-8",
        (
            "The file is in another encoding, such as Latin-1 or UTF-16. Guessing the encoding would garble letters "
            "without anybody noticing. The message points to the first byte that is not UTF-8."
        ),
        "Save the file as UTF-8. A byte order mark is fine.",
    ),
    "front-matter-missing": error(
        "front matter is missing",
        (
            "The file is empty, or does not begin with front matter in a format that its generator reads. Without a "
            "generator that is YAML between two lines of `---`; TOML (`+++`) and JSON belong to generators that use "
            "them, such as Hugo."
        ),
        "Begin the file with `---`, write the fields as YAML, and end them with `---`.",
    ),
    "front-matter-open": error(
        "front matter has no end",
        "The line that ends the front matter is missing, so nothing tells the fields from the text.",
        "Write `---` below the last field, or the end mark that the message names.",
    ),
    "front-matter-shape": error(
        "front matter is not a mapping",
        "The front matter is a list or a single value, so it has no fields such as `title`.",
        "Write lines of `key: value`.",
    ),
    "yaml-syntax": error(
        "YAML can't be parsed",
        "The YAML has a syntax error. The message points to the line where the parser stopped: the mistake is there or "
        "shortly above.",
        "Put a value that contains `: ` or begins with a special character in quotes. Close every bracket and quote.",
    ),
    "yaml-tab": error(
        "YAML is indented with a tab",
        "YAML forbids tabs before the first word of a line, so no parser reads the file.",
        "Indent with spaces.",
    ),
    "toml-syntax": error(
        "TOML can't be parsed",
        (
            "The front matter between two lines of `+++` has a syntax error, is nested more than 64 levels deep, or "
            "contains a NUL character."
        ),
        "Write `key = value`, with text in quotes. Close every bracket and quote.",
    ),
    "feed-syntax": error(
        "XML of a feed or an export is not well-formed",
        (
            "The XML parser stopped at the place that the message gives. Outfeed still reads the items above it, and "
            "of a feed those below where it can, but some may be missing."
        ),
        "Escape `&` as `&amp;` and `<` as `&lt;`, and close every element; or generate the file again.",
    ),
    "feed-unknown": error(
        "file is not a feed",
        "The settings say that the file is a feed, but it contains no RSS, Atom or JSON Feed.",
        "Name a feed; or remove `format: feed`, and Outfeed detects the format.",
    ),
    "content-foreign": error(
        "file has another kind of content",
        (
            "The file is compressed, a picture, a spreadsheet, or an HTML page, which a server often sends instead of "
            "a feed when something is wrong. There are no articles in it that Outfeed can read."
        ),
        "Unpack it, export the table as CSV, or fetch the feed again.",
    ),
    "title-from-text": note(
        "titles taken from the text",
        "An item of a feed or an export has no title, which RSS and JSON Feed allow. Outfeed uses the beginning of the "
        "text instead.",
        "No change needed. Write a title to show another one.",
    ),
    "body-unread": warning(
        "post has no HTML",
        "A post of Ghost has no `html`, only `lexical` or `mobiledoc`, which only Ghost's editor can read. "
        "Its entry has no full text.",
        "Export the site again with a newer version of Ghost.",
    ),
    "id-taken": error(
        "two sources use the same id",
        "Articles of two sources have the same id, but different addresses. Readers treat entries with the same id as "
        "one, so subscribers would see only one of the articles.",
        "Set `id_prefix` for one of the entries in `sources`. Outfeed puts it before every id of that source.",
    ),
    "row-shape": error(
        "row is not an object",
        "A line of JSON Lines, or an entry of a JSON list, is text, a number or a list, so it has no fields.",
        'Write an object for each line or entry: `{"title": …, "url": …, "date": …}`.',
    ),
    "rows-missing": error(
        "file has no rows",
        "The file is empty, or contains neither a list of objects nor a header with column names.",
        "Write one object a line, a list of objects, an object with such a list under a key, or a table with a header.",
    ),
    "rows-ambiguous": error(
        "file has two lists of rows",
        "A JSON object has lists of objects under two keys, so Outfeed can't know which one contains the articles.",
        "Keep one list of objects in the file.",
    ),
    "csv-syntax": error(
        "CSV can't be parsed",
        (
            "A quote is not closed, or text follows a closing quote. Outfeed ends such a record at the end of its "
            "line, so that it can read the rows below."
        ),
        'Put a cell that contains quotes in quotes, and double each quote in it: `"a ""word"" in quotes"`.',
    ),
    "csv-columns": error(
        "row does not match the header",
        "Values would end up in the wrong columns: the row has another number of cells than the header has names.",
        "Write one cell for each column, and leave it empty if there is no value.",
    ),
    "csv-header": error(
        "header of the table can't be used",
        (
            "The first row contains no known name, the same name twice, a column without a name, more than 1,000 "
            "columns, or names of more than 65,536 characters in all."
        ),
        "Name the columns as docs/sources.md lists them: `title`, `url`, `date`, …",
    ),
    "csv-dialect": note(
        "tables with another delimiter or encoding read",
        (
            "Semicolons, tabs or bars separate the cells, the file is not in UTF-8, or CR alone ends its lines. "
            "Outfeed detected that and read the table."
        ),
        "No change needed if the articles look right. Otherwise, save the file as UTF-8 with commas.",
    ),
    "json-syntax": error(
        "JSON can't be parsed",
        (
            "The JSON of front matter, a row or an export has a syntax error, is nested more than 64 levels deep, or "
            "contains a NUL character or half of a surrogate pair."
        ),
        'Write `"key": "value"`, with a comma between two pairs and none after the last.',
    ),
    "header-syntax": error(
        "header line can't be parsed",
        "A line of the header is not a key with a value, a tag or a comment is not closed, or the header contains a "
        "NUL character.",
        "Write `Key: value` (`.. key: value` in Nikola), and leave an empty line above the text.",
    ),
    "yaml-nesting": error(
        "YAML is nested too deeply",
        "Lists or mappings are nested more than 64 levels deep. No article needs that, and it can crash parsers.",
        "Flatten the values.",
    ),
    "yaml-alias": error(
        "YAML aliases expand without end",
        "An alias contains itself, or aliases of aliases expand to more than 500,000 values, which would use up the "
        "memory.",
        "Write the values out instead of using aliases.",
    ),
    "yaml-tag": error(
        "YAML tag is not supported",
        (
            "A tag such as `!!python/object` or `!!binary` asks for a value that is not plain data. Outfeed never "
            "executes tags, since they can run code."
        ),
        "Write text, a number, true or false, a list or a mapping.",
    ),
    "yaml-key": error(
        "YAML key is not a word",
        "A key is a list or a mapping, which no field name can be.",
        "Use one word as the key.",
    ),
    "yaml-merge": error(
        "YAML merge has no mapping",
        "`<<` merges a mapping into another one, but the value after it is not a mapping.",
        "Write `<<: *name`, where `name` is the anchor of a mapping.",
    ),
    "private-alias": error(
        "private value would be published",
        "An alias or `<<` copies a value from below `secured` to another field. Outfeed never reads what is "
        "there, but that field would be published.",
        "Write the value of the other field out.",
    ),
}
