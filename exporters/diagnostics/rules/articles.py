"""Rules about articles."""

from typing import Final

from exporters.diagnostics.rules.rule import DiagnosticRule, error, note, warning

ARTICLES: Final[dict[str, DiagnosticRule]] = {
    "file-unreadable": error(
        "file that can't be read",
        (
            "The file may not be read, is a broken or circular link, or is no regular file; or a folder "
            "may not be listed."
        ),
        "Make it readable, or leave it out with `source.exclude`.",
    ),
    "file-too-large": error(
        "file too large",
        "An article file has more than 8 MiB, or its front matter more than 1.1 million characters.",
        "Keep pictures and data out of the article and link to them.",
    ),
    "not-utf-8": error(
        "file not in UTF-8",
        (
            "The file is in another encoding, such as Latin-1 or UTF-16. The place is that of the first "
            "byte that does not fit."
        ),
        "Save it as UTF-8. A byte order mark is fine.",
    ),
    "front-matter-missing": error(
        "no front matter",
        "The file is empty, or its first line is not `---`. Front matter in TOML (`+++`) or JSON is not read.",
        "Begin the file with `---`, write the fields as YAML, and end them with `---`.",
    ),
    "front-matter-open": error(
        "front matter without end",
        "There is no second line of `---`.",
        "Write `---` below the last field.",
    ),
    "front-matter-shape": error(
        "front matter that is no mapping",
        "The front matter is a list or a single value.",
        "Write lines of `key: value`.",
    ),
    "yaml-syntax": error(
        "YAML that can't be read",
        "The place is where the parser gave up, which is at the fault or shortly after it.",
        "Put values that hold `: ` or begin with a special character in quotes; close what was opened.",
    ),
    "yaml-tab": error(
        "tab as indentation",
        "YAML does not allow tabs before the first word of a line.",
        "Indent with spaces.",
    ),
    "toml-syntax": error(
        "TOML that can't be read",
        "The front matter between two lines of `+++` is not TOML, or is nested more than 64 levels deep, or holds NUL.",
        "Write `key = value`, with text in quotes; close what was opened.",
    ),
    "feed-syntax": error(
        "feed in XML that is not well-formed",
        "The place is where the parser gave up. Of a feed, the items are read all the same, as far as they can be.",
        "Escape `&` as `&amp;` and `<` as `&lt;`, close what was opened; or have the feed written again.",
    ),
    "feed-unknown": error(
        "file that is no feed",
        "The file was named as a feed, and holds no RSS, Atom or JSON Feed.",
        "Name a feed, or take `format: feed` out, so that the format is found by the content.",
    ),
    "title-from-text": note(
        "titles made of the text",
        "An item of a feed or an export has no title; RSS and JSON Feed allow that.",
        "Nothing: the beginning of the text stands for it.",
    ),
    "body-unread": warning(
        "post whose body is not read",
        "A post of Ghost has no `html`, only `lexical` or `mobiledoc`, which its editor alone reads.",
        "Export the site again with a newer Ghost.",
    ),
    "id-taken": error(
        "one id in two sources",
        "Two sources have an article of the same id, with two addresses: subscribers would see one of them only.",
        "Write `id_prefix` in the entry of one of them in `sources`: it stands before each of its ids.",
    ),
    "row-shape": error(
        "row that is no object",
        "A line of JSON Lines, or an entry of a list in JSON, is text, a number or a list.",
        'Write `{"title": …, "url": …, "date": …}`, one object a line or entry.',
    ),
    "rows-missing": error(
        "no rows",
        "The file is empty, or holds no list of objects and no names of columns.",
        "Write one object a line, a list of objects, such a list under a key, or a table with names of columns.",
    ),
    "rows-ambiguous": error(
        "two lists of rows",
        "An object in JSON has lists of objects under two keys, and nothing says which of them holds the articles.",
        "Keep one list of objects in the file.",
    ),
    "csv-syntax": error(
        "CSV that can't be read",
        (
            "A quote is not closed, or text stands behind a closing quote. A record with such a quote ends with its "
            "line, so that the rows below it are read."
        ),
        'Put a cell that holds quotes in quotes, and write each of them twice: `"a ""word"" in quotes"`.',
    ),
    "csv-columns": error(
        "row with more or fewer cells than columns",
        "A row of a table has another number of cells than its first row has names.",
        "Write one cell for each column, empty where there is nothing to say.",
    ),
    "csv-header": error(
        "names of columns that can't be used",
        "The first row has no known name, a name twice, or a column without a name.",
        "Name the columns as in docs/sources.md: `title`, `url`, `date`, …",
    ),
    "csv-dialect": note(
        "table with other delimiters or another encoding",
        "The cells are parted by semicolons, tabs or bars, or the file is not in UTF-8. It was read all the same.",
        "Nothing, where the articles look right; else save the file as UTF-8 with commas.",
    ),
    "json-syntax": error(
        "JSON that can't be read",
        "The front matter between `{` and `}` is not JSON, or is nested more than 64 levels deep, or holds NUL or half "
        "of a surrogate pair.",
        'Write `"key": "value"`, with a comma between two pairs and none behind the last.',
    ),
    "header-syntax": error(
        "header line that can't be read",
        "A line of the header is no key with a value, a tag or a comment is not closed, or the header holds NUL.",
        "Write `Key: value` (`.. key: value` in Nikola), and leave an empty line above the text.",
    ),
    "yaml-nesting": error(
        "nesting too deep",
        "Lists or mappings are nested more than 64 levels deep.",
        "Write flat values.",
    ),
    "yaml-alias": error(
        "aliases that grow without end",
        "An alias holds itself, or aliases of aliases expand to more than 500,000 values.",
        "Write the values out.",
    ),
    "yaml-tag": error(
        "YAML tag",
        (
            "A tag such as `!!python/object` or `!!binary` asks for something that is no plain value. It "
            "is never carried out."
        ),
        "Write text, a number, true or false, a list or a mapping.",
    ),
    "yaml-key": error(
        "key that is no word",
        "A key is a list or a mapping.",
        "Write one word as key.",
    ),
    "yaml-merge": error(
        "merge without mapping",
        "`<<` stands before something that is no mapping.",
        "Write `<<` before the alias of a mapping.",
    ),
    "private-alias": error(
        "private value used elsewhere",
        "An alias or `<<` brings what stands under `secured` to another field, where it would be published.",
        "Write the value of the other field out.",
    ),
    "flag-misspelled": error(
        "flag that holds nothing back",
        (
            "A key that is no field says yes or no, and is nearly called `published`, `draft` or "
            "`removed`, such as `Draft` or `isDraft`. Exporting the article might publish a draft."
        ),
        "Write `published: false`, `draft: true` or `removed: true`, in small letters; or take the key out.",
    ),
    "key-repeated": error(
        "key given twice",
        "A key stands twice in one mapping. Most parsers drop one of the two values and say nothing.",
        "Keep the right one.",
    ),
    "field-missing": error(
        "field missing",
        (
            "A field that an article needs is not there, or is empty: `title`, `publishedDateTime`, and "
            "`webUrl` or `originalUrl`."
        ),
        "Write it. Where a key with a similar name is given, the message names it.",
    ),
    "type-wrong": error(
        "value of another type",
        "A list stands where text is wanted, a number where a mapping is, or the like.",
        "Write the type that the message names; `outfeed schema` describes every field.",
    ),
    "value-wrong": error(
        "value out of bounds",
        (
            "A value is too long, too small, too large, or none of those that are known; or a list has "
            "more than 2,000 entries."
        ),
        "Write a value within the bounds that the message names.",
    ),
    "schema": error(
        "value against the schema",
        "The value does not fit the JSON Schema in a way that has no message of its own.",
        "See `outfeed schema`.",
    ),
    "url-wrong": error(
        "address that can't be used",
        (
            "An address is relative, has another scheme than http or https, no host, a port over 65535, a"
            " user name or password, or is longer than 8,000 characters."
        ),
        (
            "Write an absolute address, such as `https://example.org/page`. Root-relative ones (`/page`) "
            "are resolved under `site.url`."
        ),
    ),
    "date-unreadable": error(
        "date that can't be read",
        "The value is not a date in the order year, month, day.",
        "Write `2021-08-24T07:30:00Z`, or `2021-08-24 07:30:00 +02:00`.",
    ),
    "date-unreal": error(
        "date that does not exist",
        "There is no such day or hour, as in 2021-02-30.",
        "Write the right date.",
    ),
    "date-without-zone": error(
        "date without time zone",
        "The date names no zone, and none is configured, so the moment is unknown.",
        "Write the zone (`Z`, `+02:00`), or set `source.timezone` in `outfeed.yaml`.",
    ),
    "date-out-of-range": error(
        "date out of range",
        "The date lies before 1900 or after 9990, which is a slip of the pen.",
        "Write the right date.",
    ),
    "body-wrong": error(
        "body that can't be taken",
        "The body of the article is larger or more deeply nested than feeds can carry.",
        "Shorten or simplify it.",
    ),
    "no-articles": error(
        "no article",
        "There is no article file in the source, or every article is a draft, held back or rejected. Where the last "
        "ones are withdrawn, the feeds are written without entries.",
        "Name the folder of the articles. Correct what was rejected, give `--drafts` to export drafts, give a later "
        "`--as-of` or SOURCE_DATE_EPOCH, or take `source.future: hold` out: the message names what applies.",
    ),
    "date-old": warning(
        "date before 1990",
        "A validator warns of dates that are older than the Web.",
        "Write the right date.",
    ),
    "date-future": warning(
        "date in the future",
        "Readers show articles of the future in different ways: at once, at the top for ever, or never. A `window`, an "
        "`archive` and the news sitemap count from the newest article, so one slip in a year empties them: a second "
        "line then names the feeds and the sitemap that hold fewer articles, each with how many it holds of the "
        "articles dated up to now that it would hold otherwise.",
        "Write the right date, or hold the article back with `--as-of` or `source.future: hold`.",
    ),
    "id-repeated": warning(
        "two articles with one id",
        (
            "Two files have the same `id`, or the same permalink and no `id`. The one that was updated "
            "last is exported, then the one that was published last, then the first path."
        ),
        "Remove one of the files, or give one an `id`.",
    ),
}


REPAIRS: Final[dict[str, DiagnosticRule]] = {
    "text-spaces": note(
        "white space tidied",
        "Text had white space around it, line breaks, tabs, no-break spaces or several spaces in a row.",
        "None is needed.",
    ),
    "text-entity": note(
        "HTML entities in plain text read",
        "Plain text held entities, such as `&#8217;` or `&amp;`, which readers would show as they are written.",
        "Write the characters themselves.",
    ),
    "text-mojibake": note(
        "mojibake repaired",
        "Text was once read in a wrong encoding: `connectionsâ€”a` is `connections—a`.",
        "Repair the program that wrote the text.",
    ),
    "text-control": note(
        "control characters removed",
        (
            "Text held characters that XML forbids. Those of Windows-1252 became what they meant; the "
            "others were removed."
        ),
        "Remove them.",
    ),
    "text-empty": note(
        "empty values left out",
        "A field held nothing that a reader could see.",
        "Write something, or leave the field out.",
    ),
    "text-scalar": note(
        "numbers and flags taken as text",
        ('A text field held a number, a date, true or false; it was taken as it is written: `title: 010` is "010".'),
        "Put it in quotes.",
    ),
    "url-relative": note(
        "relative addresses made absolute",
        "An address began with `/` and was resolved under `site.url`, its path included.",
        "None is needed while `site.url` is right.",
    ),
    "url-encoded": note(
        "addresses percent-encoded",
        "An address held spaces, letters outside ASCII, or other characters that RFC 3986 does not allow.",
        "Write it percent-encoded.",
    ),
    "url-entity": note(
        "HTML entities in addresses read",
        "An address held `&amp;` or `&#038;`, which is how HTML writes `&`.",
        "Write `&`.",
    ),
    "url-spaces": note(
        "white space in addresses removed",
        "An address had white space around it, or line breaks or control characters in it.",
        "Remove them.",
    ),
    "domain-address": note(
        "host taken from an address",
        "`provider.domain` held an address, or capital letters.",
        "Write the host name alone, in small letters.",
    ),
    "date-quoted": note(
        "quoted dates taken",
        "A date stood in quotes, which makes it text in YAML.",
        "Remove the quotes.",
    ),
    "date-only": note(
        "dates without hour taken as midnight",
        "A date named no hour, so midnight in its zone was taken.",
        "Write the hour.",
    ),
    "date-missing": error(
        "article without date",
        "Neither the front matter nor the name of the file says when the article was published.",
        "Write `date`. Outfeed takes no date from the time of a file, from git or from the clock.",
    ),
    "address-unknown": error(
        "article without address",
        (
            "Neither the article nor the settings of its generator say at which address it is published, "
            "or its rule needs a value that the article does not have."
        ),
        "Write `source.permalink` into `outfeed.yaml`, such as `/blog/{slug}/`, or correct what the message names.",
    ),
    "address-shared": error(
        "address of two articles",
        "The rule of addresses makes the same address of two articles, so that one would hide the other.",
        "Give one of them another slug, date or address.",
    ),
    "zone-assumed": note(
        "dates without time zone taken as UTC",
        "A date names no time zone, and no settings do.",
        "Write `source.timezone`, or the zone behind the date.",
    ),
    "date-zone": note(
        "dates without zone given the configured one",
        "A date named no time zone, so `source.timezone` was taken.",
        "Write the zone.",
    ),
    "date-order": note(
        "updates before publication moved",
        "`updatedDateTime` was before `publishedDateTime`, so the latter was taken.",
        "Write the right moment.",
    ),
    "number-text": note(
        "quoted numbers taken",
        "A number stood in quotes.",
        "Remove the quotes.",
    ),
    "flag-text": note(
        "words taken as true or false",
        "`published`, `draft` or `removed` held a word in quotes, or 0 or 1.",
        "Write true or false.",
    ),
    "list-single": note(
        "single values taken as lists",
        "One value stood where a list is wanted.",
        "Write it as a list: `[AI]`.",
    ),
    "list-repeated": note(
        "repeated list entries left out",
        "A list held the same entry twice.",
        "Remove one.",
    ),
    "csv-separator": note(
        "`|` in CSV lists replaced",
        "An entry of a list held `|`, which parts entries in the CSV; there, and only there, it became `¦`.",
        "None is needed.",
    ),
    "html-unsafe": note(
        "unsafe HTML left out",
        (
            "The body held what feeds must not carry: scripts, frames, forms, styles. Embedded videos "
            "became links with a picture."
        ),
        "None is needed, unless something is missed.",
    ),
    "item-unreadable": error(
        "item that a plugin can't read",
        "A source of another package says that an item, or the rest of its file, is wrong.",
        "Correct it as the message says.",
    ),
    "page-missing": warning(
        "finished page missing",
        "`source.built` is set, and the folder holds no page at the address of the article. The body of its file is "
        "exported, in which Liquid, shortcodes and plug-ins have not run.",
        "Build the site before the export. Where the page is there under another address, correct `source.permalink`.",
    ),
    "page-older": warning(
        "finished page older than its source",
        "The file of the article was changed after its page was built. The page is exported all the same: times of "
        "change differ from machine to machine, so they never decide what is exported.",
        "Build the site again.",
    ),
    "page-part-missing": warning(
        "selector fits nothing in a page",
        "No element of the finished page fits `source.built.select`. The body of the file is exported; with "
        "`source.select`, the description of the page.",
        "Correct the selector, or take it out: the main part is then found by the marks of themes.",
    ),
    "page-unreadable": warning(
        "finished page too large",
        "The finished page has more than 8 MiB, 100,000 tags, 2,000 attributes in a tag or 256 levels, or is empty. "
        "The body of the file is exported. With `format: html` it is an error.",
        "Make the page smaller, or exclude it.",
    ),
    "liquid-raw": note(
        "Liquid marks left out",
        "The body held `{% raw %}` or `{% endraw %}`, which tell Jekyll to leave alone what is between them.",
        "None is needed.",
    ),
    "related-unlinked": note(
        "related articles without address left out",
        "An entry of `related` has neither `webUrl` nor `originalUrl`, so nothing can be linked.",
        "Write its `webUrl`.",
    ),
    "key-extra": note(
        "key that feeds do not carry",
        (
            "The front matter has a key that no format writes. At the top level it is kept as `extra`, "
            "for exporters of third parties; further down it is left out. It is told once a run, in case "
            "it is a slip of the pen."
        ),
        "Correct the name if it was meant to be another.",
    ),
}
