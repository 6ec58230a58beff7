"""What stops a run, or concerns it as a whole."""

from typing import Final

from exporters.diagnostics.rules.rule import Rule, error, note, warning

RUN: Final[dict[str, Rule]] = {
    "source-unnamed": error(
        "no source named",
        "No SOURCE was given, and there is no `outfeed.yaml` here or in a folder above.",
        "Name the folder, or write `outfeed.yaml`.",
    ),
    "source-missing": error(
        "source that does not exist",
        "There is no such file or folder, on the command line or in `source.path`.",
        "Correct the name; `source.path` is relative to the settings file.",
    ),
    "site-url-missing": error(
        "address of the site unknown",
        (
            "Neither `--site-url` nor `outfeed.yaml` nor a Jekyll or Hugo configuration names the address"
            " of the site, and feeds need it."
        ),
        (
            "Give `--site-url https://…`, or write `site: {url: https://…}` in `outfeed.yaml`. `validate`"
            " works without it."
        ),
    ),
    "format-unknown": error(
        "unknown format",
        "There is no format of that name.",
        "See `outfeed formats`.",
    ),
    "guest-broken": warning(
        "exporter of a third party that can't be used",
        (
            "An installed package registers an exporter that does not load, or lacks something. It is an "
            "error where that format was asked for."
        ),
        "Update or remove the package; `outfeed formats` lists what works.",
    ),
    "clock-used": note(
        "clock used",
        (
            "`source.future` is `hold` and neither `--as-of` nor SOURCE_DATE_EPOCH is given, so the clock"
            " decides which articles wait."
        ),
        "Give `--as-of` where the same bytes are wanted every time.",
    ),
    "exporter-failed": error(
        "exporter failed",
        "An exporter raised an error while it wrote its document. Nothing was published.",
        "Report it to the exporter's author, or leave the format out.",
    ),
    "feeds-too-many": error(
        "too many feeds",
        "The articles would make more than 20,000 feeds and archive documents. Nothing was published.",
        "Choose articles with `where`, or write a path that fewer values fill: `{topic}/{author}` makes a feed of "
        "every pair.",
    ),
    "feed-cut": note(
        "feed cut to its max_bytes",
        "A document would have more bytes than `max_bytes` allows. So every format of the feed shows excerpts, and "
        "fewer entries where that was not enough.",
        "Raise `max_bytes`, lower `limit`, or leave it so.",
    ),
    "feed-too-large": warning(
        "feed that can't be as small as its max_bytes",
        "A document of the feed has more bytes than `max_bytes` allows even without entries.",
        "Raise `max_bytes`, or shorten title and description.",
    ),
    "csv-incomplete": note(
        "articles that the CSV of their feed does not hold",
        "The CSV of a feed holds the entries that its other documents hold. With `archive` the older articles are in "
        "archive documents, which exist for feed readers and not as CSV; with `max_bytes` the entries that do not fit "
        "into the largest document are left out of every format. What `limit` leaves out is not counted. "
        "Nothing is said where another CSV holds all of these articles.",
        "Add `- {path: all, formats: [csv], limit: 0}` to `feeds`: `all/feed.csv` is then a table of all articles. The "
        "message names a path that is free.",
    ),
    "entries-left-out": note(
        "articles that a format must not carry",
        "A sitemap may only list addresses under `site.url`; articles elsewhere, and addresses that are too long, "
        "stand in the feeds alone.",
        "Nothing, where the articles are meant to be elsewhere.",
    ),
    "cache-in-out": error(
        "cache among the feeds",
        "The folder that `--cache` names is the out folder or lies in it: the cache would be published.",
        "Name another folder, or leave `--cache` out.",
    ),
    "worker-crashed": error(
        "process that died",
        "A process that read or wrote articles ended without an answer: it was killed, for want of memory perhaps, or "
        "a library it uses failed. Nothing was published.",
        "Run again; where it dies again, exclude the file that the message names, and report it.",
    ),
    "out-unwritable": error(
        "out folder that can't be written",
        "The out folder is a file, may not be written, or a folder stands where a file has to go.",
        "Choose another `--out`, or make it writable.",
    ),
    "out-locked": error(
        "out folder in use",
        "Another export is writing to the same folder.",
        "Wait until it is done.",
    ),
    "file-not-diagnostics": error(
        "file that diagnostics would replace",
        (
            "`--diagnostics FORM=FILE` names a file that holds something else: an article, settings, a document of "
            "another program. Only an empty file, or diagnostics that Outfeed wrote, are replaced."
        ),
        "Name another file, or remove that one.",
    ),
    "name-unencodable": error(
        "file name that the locale can't encode",
        "Outfeed writes file names in UTF-8 in every locale: where the locale has another encoding it starts Python "
        "again, in UTF-8 mode. Here Python could not be started again, and the encoding of the locale lacks a letter.",
        "Run it with `LC_ALL=C.UTF-8` or `PYTHONUTF8=1`.",
    ),
    "system-error": error(
        "failure of the system",
        (
            "The system refused something that no run can do without, such as a current folder or a "
            "standard output that takes what is printed."
        ),
        "Make it possible, and run again.",
    ),
    "disk-full": error(
        "disk full",
        "There was no room for the new files. Every published file is whole: the old one, or where the disk filled up "
        "while they were put in place, the new one.",
        "Make room, and run again.",
    ),
    "against-wrong": error(
        "published feeds that are nowhere",
        "What `--against` names is no folder, no file, and no http or https address.",
        "Name the folder that holds the published feeds, or the address where they are.",
    ),
}
