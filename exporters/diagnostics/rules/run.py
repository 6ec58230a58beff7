"""Rules about a whole run."""

from typing import Final

from exporters.diagnostics.rules.rule import DiagnosticRule, error, note, warning

RUN: Final[dict[str, DiagnosticRule]] = {
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
    "source-format": error(
        "input in no known format",
        "Standard input holds no rows and no feed, or is named where files are wanted.",
        "Give JSON Lines, JSON, CSV, a feed or an export of WordPress or Ghost, or name a file.",
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
    "plugin-broken": warning(
        "plugin that can't be used",
        (
            "An installed package registers an exporter, a source or a dialect that does not load, lacks something, or "
            "fails while it reads. It is an error where it was asked for."
        ),
        "Update or remove the package; `outfeed formats` lists what works.",
    ),
    "dialect-unknown": error(
        "dialect that can't be used",
        "`source.dialect` or `--dialect` names no generator that Outfeed knows.",
        "Write one of the names in [settings](settings.md#dialects), or update the plugin.",
    ),
    "permalink-wrong": error(
        "rule of addresses that can't be read",
        "`source.permalink` or `--permalink` has a placeholder that there is not, or a brace without the other.",
        "Write placeholders of [settings](settings.md#dialects) in braces, such as `/blog/{slug}/`.",
    ),
    "dialect-changed": error(
        "articles that would be read in another way",
        (
            "The published feeds were made of articles of one generator, by one rule of addresses; now another one is "
            "recognised, or its settings have another rule. Subscribers would see old articles as new."
        ),
        "Write `source.dialect` and `source.permalink` into `outfeed.yaml`, as the message has them.",
    ),
    "not-read": note(
        "files that look like articles and are not read",
        "They lie where the generator has its articles, in a format that Outfeed does not read.",
        "Nothing, or write these articles in Markdown.",
    ),
    "clock-used": note(
        "clock used",
        (
            "`source.future` is `hold` and neither `--as-of` nor SOURCE_DATE_EPOCH is given, so the clock"
            " decides which articles wait."
        ),
        "Give `--as-of` where the same bytes are wanted every time.",
    ),
    "moment-missing": error(
        "moment missing",
        "A program asked for an export without a moment, while `source.future` is `hold`, or the generator of the site"
        " holds back what is dated later. The interface for programs never asks the clock.",
        "Give `as_of`, the moment up to which articles are shown; or `now`, which stands for the clock.",
    ),
    "executor-failed": error(
        "executor that failed",
        "A program handed an executor to `export`, and that could not finish a task: a process was killed, a machine is"
        " gone. Nothing was published.",
        "Make the executor work and run again, or run without it.",
    ),
    "exporter-failed": error(
        "exporter failed",
        "An exporter raised an error while it wrote its document. Nothing was published.",
        "Report it to the exporter's author, or leave the format out.",
    ),
    "feed-link-missing": error(
        "feed without the address of its own document",
        (
            "A program built a `Feed` whose `links` do not name the format that it is written in. RSS, Atom and JSON"
            " Feed say in the document where that document is published."
        ),
        'Add `Link(format="rss", media_type="application/rss+xml", url="https://…")` to `links`; or call `render`,'
        " which makes the feed.",
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
            "The system refused something that no run can do without, such as memory, a current folder or a "
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


PUBLISHING: Final[dict[str, DiagnosticRule]] = {
    "file-foreign": error(
        "file that Outfeed did not write",
        (
            "A file stands where one of the feeds has to go, `manifest.json` does not name it, and it holds something "
            "else. `manifest.json` itself is one too where it is damaged or another program's. So is a pipe, a socket, "
            "a device or a link that leads to no file, whatever `manifest.json` names. Nothing was published."
        ),
        (
            "Look at the files that are listed. Choose another `--out`; or export once with `--adopt`, which replaces "
            "them."
        ),
    ),
    "file-changed": error(
        "file that another program changed meanwhile",
        (
            "A file in the out folder is another one than when the export compared it with what it would write: some "
            "other program wrote, replaced or removed it while the export ran. It stays as it is. No file was "
            "replaced, unless the message says that every published file is whole."
        ),
        "See which program writes to the out folder, and let only one do so. Then run again.",
    ),
    "file-edited": warning(
        "file that is no longer wanted, but was edited",
        (
            "The settings no longer ask for the feed or the format of a published file, and it does not hold what "
            "Outfeed wrote. So it stays where it is. An export that publishes leaves it out of `manifest.json`: from "
            "then on the file is yours, and nothing is told of it. With `--strict` the warning stops the export, so it "
            "comes again in every strict run, and in `outfeed plan --strict` too."
        ),
        "Remove it by hand. To keep it as your own, export once without `--strict`.",
    ),
    "manifest-broken": warning(
        "manifest that can't be used",
        (
            "`manifest.json` in the out folder is damaged, was made by a later version, or is another program's. What "
            "is published there is not known then: nothing is removed, and files that would change are refused."
        ),
        (
            "Restore it, for example from what is published; or move it away and export once with `--adopt`. Files "
            "of feeds that are gone have to be removed by hand then."
        ),
    ),
    "manifest-large": error(
        "manifest that would be too large",
        "`manifest.json` names every file and every feed, and no run would read it again. Nothing was published.",
        "Write fewer feeds, or shorter paths.",
    ),
    "feed-unreadable": error(
        "published document that is no feed",
        (
            "A document that `outfeed plan` or `--against` compares with is damaged, too large, or no RSS, Atom or "
            "JSON Feed. At an address it may be a page to sign in."
        ),
        (
            "Restore it, or remove it: then everything counts as new. Where nothing is published yet, leave "
            "`--against` out."
        ),
    ),
    "out-unreadable": error(
        "published files that can't be read",
        "The manifest of the out folder could not be read, so it is not known what is published there.",
        "Make it readable.",
    ),
}


PINGING: Final[dict[str, DiagnosticRule]] = {
    "hubs-missing": error(
        "no hub to tell",
        "`outfeed ping` tells the hubs that the settings name, and they name none. No feed names one either.",
        "Write `hubs: [https://hub.example/]` in `outfeed.yaml` and export again, so that the feeds name it too.",
    ),
    "wait-wrong": error(
        "span of time that can't be waited for",
        "`--wait` is how long `outfeed ping` waits for the feeds to be published.",
        "Write seconds, minutes or hours, up to a day: `90s`, `5m`, `1h`.",
    ),
    "since-wrong": error(
        "manifest to compare with that can't be used",
        "The file that `--since` names is missing, or is no manifest of Outfeed.",
        (
            "Keep the `manifest.json` of the earlier publication before you export, or fetch the one that is "
            "published. Leave `--since` out where there is none: then hubs are told of all that they were not told of."
        ),
    ),
    "nothing-published": error(
        "out folder without feeds",
        "There is no `manifest.json` in the out folder, so there are no feeds that a hub could be told of.",
        "Run `outfeed export` first, or name the folder of the feeds with `--out`.",
    ),
    "export-unfinished": error(
        "out folder that an export did not finish",
        "An export is publishing, or was stopped while it did. Which feeds changed is known when one is done.",
        "Run `outfeed export` again, then ping.",
    ),
    "feed-unpublished": error(
        "feed that is not published yet",
        (
            "What stands at the address of a feed is not what stands in the out folder. A hub fetches a feed as soon "
            "as it is told, and would pass the old one on; so it was not told. Servers that change what they deliver, "
            "such as by adding a line, are told from this too."
        ),
        "Publish the out folder; with `--wait 5m` a ping waits until that is visible.",
    ),
    "hub-failed": error(
        "hub that was not told",
        (
            "A hub did not answer, or refused. One that does not answer or is too busy is told four times, later and "
            "later; any other answer is final."
        ),
        "Ping again: only what the hub was not told is told. If it never works, correct `hubs` in the settings.",
    ),
    "ping-forgotten": warning(
        "what hubs were told is not known",
        (
            "`.outfeed/ping.json` says which feeds each hub was told of. It is damaged, or was written by a later "
            "version; or the folder of the cache would lie in the out folder, so there is no place for it."
        ),
        "Nothing has to be done: hubs are told of every feed. `--cache` names a folder where it can be kept.",
    ),
    "ping-memory": error(
        "what hubs were told can't be kept",
        "`.outfeed/ping.json` can't be read or written, so the next ping would tell hubs the same again.",
        "Make it possible; or name another folder with `--cache`; or ping with `--no-cache`, which keeps nothing.",
    ),
    "ping-locked": error(
        "another ping is running",
        "Another ping holds the lock on the folder of the cache. Two at once would tell hubs everything twice.",
        "Wait until it is done.",
    ),
}


GUARD: Final[dict[str, DiagnosticRule]] = {
    "id-changed": error(
        "article that would be shown again as new",
        (
            "It is published under another id. Every reader would show it again as unread, and that can't be undone. "
            "Nothing was published."
        ),
        (
            "Keep the old id: as `id` in the front matter, or for many articles in a file that `outfeed plan "
            "--write-ids` writes and `ids` in the settings names. Atom writes the address of the site into ids that "
            "are no addresses: keep `site.url` for these. Where new ids are meant, export once with `--allow-new-ids`."
        ),
    ),
    "id-reused": error(
        "id that would name another article",
        (
            "Another article is published under that id, as its title, its link, its text and its date tell; it may "
            "have had the permalink of the new one. Readers would put the new one in its place, or hide it. Nothing "
            "was published."
        ),
        (
            "Let each article keep its id, or give the new one an id of its own. Where it is meant, export once with "
            "`--allow-new-ids`."
        ),
    ),
    "feed-changed": error(
        "feed that would not be the same any more",
        (
            "The id of a published feed would change, or the address that it gives for itself. Readers may take it "
            "for another feed. Nothing was published."
        ),
        (
            "Keep `site.feeds_url` and the `path` of the feed, or write its old `id` in the settings. Where another "
            "address is meant, let the old one lead to it, and export once with `--allow-new-address`, which guards "
            "all ids as before. Where another id is, export once with `--allow-new-ids`."
        ),
    ),
    "published-unreachable": error(
        "published feeds that can't be had",
        (
            "The address that `--against` names did not answer, or with an error. Only 404 and 410 mean that nothing "
            "is published yet."
        ),
        "Run again later, or compare with a folder. Nothing was published.",
    ),
}


PAGES: Final[dict[str, DiagnosticRule]] = {
    "template-broken": error(
        "template that can't be used",
        (
            "A template of `pages.templates` is no file that can be read, a link that leads out of that folder, no"
            " valid Jinja2 or not UTF-8, names a"
            " variable or a template that does not exist, does what templates may not, or would work for too long."
            " Nothing was published."
        ),
        "Correct the line; docs/pages.md lists what each template sees.",
    ),
    "templates-missing": error(
        "folder of templates that does not exist",
        "There is no folder where `pages.templates` points to.",
        "Correct the path, which is relative to the settings file, or leave it out.",
    ),
}
