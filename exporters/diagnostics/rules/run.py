"""Rules about a whole run, and about the templates of pages."""

from typing import Final

from exporters.diagnostics.rules.rule import DiagnosticRule, error, note, warning

RUN: Final[dict[str, DiagnosticRule]] = {
    "source-unnamed": error(
        "no source named",
        "The command line names no SOURCE, and neither the current folder nor one above it has an `outfeed.yaml`.",
        "Name the folder of the articles, or write `outfeed.yaml`.",
    ),
    "rule-unknown": error(
        "rule or level is unknown",
        "A flag, or `lint` in `outfeed.yaml`, names a rule about documents that does not exist, or gives it a level "
        "that does not exist.",
        "Write the name of a rule on this page, and one of the levels note, warning, error and off.",
    ),
    "profile-unknown": error(
        "profile is unknown",
        "`--profile`, or `lint.profile` in `outfeed.yaml`, names a profile that does not exist.",
        "Write one of the names in the message.",
    ),
    "baseline-unreadable": error(
        "baseline can't be read or written",
        "The file that `--baseline` or `lint.baseline` names does not exist, holds something else, or can't be "
        "written.",
        "Name another file, or write it with `outfeed lint --write-baseline`.",
    ),
    "lint-file-not-written": error(
        "a document with fixes can't be written",
        "`outfeed lint --fix --write` replaces a file at once. It never follows a link, and leaves a file alone that "
        "somebody "
        "else has changed since it was read.",
        "Name the file itself, check that it may be written, and run the command again.",
    ),
    "source-missing": error(
        "source does not exist",
        "The file or folder that the command line or `source.path` names does not exist.",
        "Correct the path; `source.path` is relative to the settings file.",
    ),
    "port-in-use": error(
        "port is in use",
        "Another program listens on the port that `outfeed serve` was to use; perhaps another `outfeed serve`.",
        "End that program, or give `--port 0`, which takes a free port.",
    ),
    "address-unusable": error(
        "address can't be served",
        "`outfeed serve` can't listen on the host of `--host`, or may not use the port of `--port`.",
        "Give an address of this machine, and a port from 1024 on.",
    ),
    "explain-target": error(
        "no single article named",
        (
            "`outfeed validate --explain` got a folder, a file outside of the source, a file of many articles without a"
            " line, or a line before the first or behind the last of them."
        ),
        "Name one file, or FILE:LINE for a row.",
    ),
    "source-format": error(
        "format of the input is unknown",
        "Standard input contains neither rows nor a feed, or `-` is given where only files work.",
        "Give JSON Lines, JSON, CSV, a feed or an export of WordPress or Ghost; or name a file.",
    ),
    "site-url-missing": error(
        "address of the site is unknown",
        (
            "Neither `--site-url` nor `outfeed.yaml` nor the settings of Jekyll or Hugo contain the address of the "
            "site. Every feed links to it, and relative addresses are resolved under it."
        ),
        (
            "Give `--site-url https://…`, or write `site: {url: https://…}` in `outfeed.yaml`. `outfeed validate` "
            "works without it."
        ),
    ),
    "format-unknown": error(
        "unknown format",
        "No format has this name.",
        "Name one of the formats that `outfeed formats` lists.",
    ),
    "plugin-broken": warning(
        "plugin can't be used",
        (
            "An installed package registers a format, a source or a dialect that does not load, lacks a required "
            "member or fails while it reads; or two packages write the same file. It is an error if the settings or "
            "flags ask for it."
        ),
        "Update or remove the package; `outfeed formats` lists the formats that work.",
    ),
    "dialect-unknown": error(
        "dialect can't be used",
        "`source.dialect` or `--dialect` names a generator that Outfeed does not know.",
        "Write one of the names in [settings](settings.md#dialects), or update the plugin.",
    ),
    "permalink-wrong": error(
        "permalink pattern can't be parsed",
        "`source.permalink` or `--permalink` contains an unknown placeholder, or a brace without its partner.",
        "Use the placeholders of [settings](settings.md#dialects) in braces, such as `/blog/{slug}/`.",
    ),
    "dialect-changed": error(
        "articles would be read by other rules",
        (
            "For the published feeds Outfeed recognised one generator and its permalink pattern; now it recognises "
            "another generator, or the settings contain another pattern. Addresses and ids would change, and "
            "subscribers would see old articles as new."
        ),
        "Write `source.dialect` and `source.permalink` in `outfeed.yaml`, as the message shows them.",
    ),
    "id-rule-changed": error(
        "ids would be made by another rule",
        (
            "The published feeds have ids made by a rule that `outfeed.yaml` no longer names, or the file is gone. "
            "Subscribers would see old articles as new."
        ),
        "Write `source.ids` into `outfeed.yaml`, as the message shows it.",
    ),
    "feed-ids-other": warning(
        "first publication with other ids than the generator's own feed",
        (
            "The generator of the site writes its own feed, whose ids are not the permalinks. A subscriber who moves "
            "from that feed to Outfeed's would see every article as new."
        ),
        (
            "Let `outfeed init --against https://…` find the ids of that feed, or name their rule in "
            "[`source.ids`](settings.md#ids-of-a-generators-feed). `ids: permalink` confirms that the "
            "permalinks are the ids."
        ),
    ),
    "not-read": note(
        "files in a format that Outfeed does not read",
        "They are where the generator keeps its articles, so they are probably articles, but Outfeed can't read their "
        "format. The feeds don't contain them.",
        "Write these articles in Markdown if the feeds should contain them.",
    ),
    "languages-left-out": note(
        "posts in other languages left out",
        "The site has several languages, and the generator writes a feed for each of them. The feeds contain the posts "
        "in its default language alone, as the generator's feed of the home page does.",
        "Give another language settings of its own, with `source.include` for its files, such as `**/*.de.md`: "
        "[source](settings.md#source). A pattern of `source.include` that names the language takes its posts.",
    ),
    "clock-used": note(
        "current time decided which articles are held back",
        (
            "Articles with a later date are held back, and neither `--as-of` nor SOURCE_DATE_EPOCH names a moment. "
            "So Outfeed used the current time, and a later run may write other feeds."
        ),
        "Give `--as-of` if every run must write the same bytes.",
    ),
    "moment-missing": error(
        "moment is missing",
        "A program called the export without a moment, although `source.future` is `hold` or the generator of the "
        "site holds back articles with a later date. The Python interface never reads the clock.",
        "Give `as_of`, the moment up to which articles are published; or `now`, the current time.",
    ),
    "executor-failed": error(
        "executor failed",
        "The executor that a program gave to `export` could not finish a task: for example, a process was killed or a "
        "machine is gone. Nothing was published.",
        "Fix the executor and run again, or run without it.",
    ),
    "exporter-failed": error(
        "exporter failed",
        "An exporter raised an exception while it wrote its document. Nothing was published.",
        "Report the exception to the exporter's author, or remove the format.",
    ),
    "feed-link-missing": error(
        "feed lacks the address of its own document",
        (
            "A program built a `Feed` whose `links` have no entry for the format to write. RSS, Atom and JSON Feed "
            "contain the address at which they are published, and readers and hubs rely on it."
        ),
        'Add `Link(format="rss", media_type="application/rss+xml", url="https://…")` to `links`; or call `render`,'
        " which builds the feed.",
    ),
    "feeds-too-many": error(
        "too many feeds",
        "The settings would produce more than 20,000 feeds and archive documents. Nothing was published.",
        "Select articles with `where`, or use a path with fewer values: `{topic}/{author}` produces a feed for every "
        "pair.",
    ),
    "feed-cut": note(
        "feeds cut to their max_bytes",
        "A document would be larger than `max_bytes`. So every format of the feed carries excerpts instead of full "
        "texts, and fewer entries if that is not enough.",
        "Raise `max_bytes` or lower `limit`; or accept the shorter feed.",
    ),
    "feed-too-large": warning(
        "feed exceeds max_bytes without any entry",
        "A document of the feed is larger than `max_bytes` even without entries. Some readers and hubs refuse "
        "documents above their own limit.",
        "Raise `max_bytes`, or shorten title and description.",
    ),
    "csv-incomplete": note(
        "articles missing from the CSV of their feed",
        "The CSV of a feed contains the same entries as its other documents. With `archive`, older articles are in "
        "archive documents, which feed readers use and which have no CSV; with `max_bytes`, entries that don't fit "
        "into the largest document are in no format. The count ignores articles beyond `limit`. There is no note if "
        "another CSV contains all of these articles.",
        "Add `- {path: all, formats: [csv], limit: 0}` to `feeds`: `all/feed.csv` is then a table of all articles. The "
        "message suggests a path that is free.",
    ),
    "entries-left-out": note(
        "articles that a format must not contain",
        "A sitemap may list only addresses under `site.url`, and none that are too long. The other formats contain "
        "these articles.",
        "No change needed if these articles are meant to be on another site.",
    ),
    "cache-in-out": error(
        "cache is in the out folder",
        "`--cache` names the out folder or a folder in it, so the cache would be published.",
        "Name another folder, or remove `--cache`.",
    ),
    "worker-crashed": error(
        "worker process crashed",
        "A process that read or wrote articles ended without an answer: the system killed it, perhaps because memory "
        "was short, or a library that it uses crashed. Nothing was published.",
        "Run again. If it crashes again, exclude the file that the message names, and report the crash.",
    ),
    "out-unwritable": error(
        "out folder can't be written",
        "The out folder is a file, permissions forbid writing it, or a folder has the name of a file that Outfeed "
        "writes.",
        "Choose another `--out`, or make the folder writable.",
    ),
    "out-locked": error(
        "out folder is in use",
        "Another export is writing to the same folder.",
        "Wait until it ends, then run again.",
    ),
    "file-not-diagnostics": error(
        "diagnostics would replace another file",
        (
            "`--diagnostics FORM=FILE` names a file that contains something else, such as an article or settings. "
            "Outfeed replaces only an empty file, or diagnostics that it wrote itself."
        ),
        "Name another file, or remove this one.",
    ),
    "name-unencodable": error(
        "locale can't encode a file name",
        "Outfeed writes file names in UTF-8. In a locale with another encoding it restarts Python in UTF-8 mode; here "
        "that was not possible, and the encoding of the locale lacks a letter of the name.",
        "Run Outfeed with `LC_ALL=C.UTF-8` or `PYTHONUTF8=1`.",
    ),
    "system-error": error(
        "operating system refused a request",
        (
            "The system refused something that the run needs, such as memory, the current folder, or a standard "
            "output that accepts text."
        ),
        "Fix what the message names, and run again.",
    ),
    "disk-full": error(
        "disk is full",
        "The disk has no room for the new files. Every published file is whole: it has its old content, or its new "
        "content if the disk filled up while Outfeed was replacing files.",
        "Free some space, and run again.",
    ),
    "against-wrong": error(
        "published feeds can't be found",
        "The value of `--against` is not a folder, a file, or an http or https address.",
        "Name the folder that contains the published feeds, or their address.",
    ),
}


PAGES: Final[dict[str, DiagnosticRule]] = {
    "template-broken": error(
        "template can't be used",
        (
            "A template of `pages.templates` can't be read, is a link out of that folder, is not in UTF-8, is not "
            "valid Jinja2, names a variable or a template that does not exist, uses something that templates must not "
            "use, or takes too long. Nothing was published."
        ),
        "Correct the line; docs/pages.md lists the variables of each template.",
    ),
    "templates-missing": error(
        "folder of templates does not exist",
        "`pages.templates` names a folder that does not exist.",
        "Correct the path; it is relative to the settings file. Or remove the key, and Outfeed uses its own templates.",
    ),
}
