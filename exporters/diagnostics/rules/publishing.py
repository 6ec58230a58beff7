"""Rules about published files: owning them, telling hubs of them, and what their subscribers would see."""

from typing import Final

from exporters.diagnostics.rules.rule import DiagnosticRule, error, warning

PUBLISHING: Final[dict[str, DiagnosticRule]] = {
    "file-foreign": error(
        "file is not from Outfeed",
        (
            "The out folder has a file at the path of one of the feeds, but `manifest.json` does not list it and its "
            "content differs. Outfeed replaces only files that it wrote. The same holds for a `manifest.json` that is "
            "damaged or belongs to another program, and for a pipe, a socket, a device or a broken link at such a "
            "path. Nothing was published."
        ),
        "Look at the files that the messages list. Choose another `--out`; or export once with `--adopt`, which "
        "replaces them.",
    ),
    "file-changed": error(
        "another program changed a file during the export",
        (
            "Between comparing and replacing, another program wrote, replaced or removed a file in the out folder. "
            "Outfeed leaves that file alone. It has replaced no other file either, unless the message says that every "
            "published file is whole."
        ),
        "Find the program, and let only one of the two write to the out folder. Then run again.",
    ),
    "file-edited": warning(
        "file is no longer needed, but was edited",
        (
            "The settings no longer produce this file, but somebody edited it after Outfeed wrote it. So Outfeed does "
            "not remove it. The next export that publishes drops it from `manifest.json`: after that the file is "
            "yours, and the warning ends. With `--strict` the warning stops every export, and `outfeed plan --strict` "
            "too, until you act."
        ),
        "Remove the file by hand. To keep it as your own, export once without `--strict`.",
    ),
    "manifest-broken": warning(
        "manifest can't be used",
        (
            "`manifest.json` in the out folder is damaged, comes from a later version, or belongs to another program. "
            "Then Outfeed does not know which files are its own: it removes none, and refuses to replace any that "
            "would change."
        ),
        "Restore it, for example from the published site; or move it away and export once with `--adopt`, then remove "
        "the files of former feeds by hand.",
    ),
    "manifest-large": error(
        "manifest would be too large",
        "`manifest.json` lists every file and every feed. At this size the next run would refuse to read it. Nothing "
        "was published.",
        "Write fewer feeds, or shorter paths.",
    ),
    "feed-unreadable": error(
        "published document can't be read",
        (
            "A document that `outfeed plan` or `--against` compares with is damaged, too large, or not RSS, Atom or "
            "JSON Feed. An address may answer with a login page."
        ),
        "Restore it, or remove it: then every entry counts as new. If nothing is published yet, remove `--against`.",
    ),
    "out-unreadable": error(
        "published files can't be read",
        "The system refuses to read the manifest of the out folder, so Outfeed can't know what is published there.",
        "Make it readable.",
    ),
}


PINGING: Final[dict[str, DiagnosticRule]] = {
    "hubs-missing": error(
        "settings name no hub",
        "`outfeed ping` notifies the hubs in the settings, and there are none. The feeds name none either, so no "
        "reader would subscribe through one.",
        "Write `hubs: [https://hub.example/]` in `outfeed.yaml` and export again, so that the feeds name the hub too.",
    ),
    "wait-wrong": error(
        "--wait is not a duration",
        "`--wait` says how long `outfeed ping` waits until the feeds are published. It takes seconds, minutes or "
        "hours, up to a day.",
        "Write a duration such as `90s`, `5m` or `1h`.",
    ),
    "since-wrong": error(
        "manifest of --since can't be used",
        "The file that `--since` names does not exist, or is not a manifest of Outfeed.",
        "Before you export, save the `manifest.json` of the earlier publication, or download the published one. If "
        "there is none, remove `--since`: then hubs are notified of everything that they don't know yet.",
    ),
    "nothing-published": error(
        "out folder has no feeds",
        "The out folder has no `manifest.json`, so `outfeed ping` has no feed to report to hubs.",
        "Run `outfeed export` first, or name the folder of the feeds with `--out`.",
    ),
    "export-unfinished": error(
        "export has not finished",
        "An export is writing to the out folder, or was interrupted. Only a finished export tells which feeds changed.",
        "Run `outfeed export` again, then ping.",
    ),
    "feed-unpublished": error(
        "feed is not published yet",
        (
            "The address of a feed still answers with something other than the file in the out folder. A hub fetches "
            "the feed immediately and would pass the old one on, so Outfeed did not notify it. A server that modifies "
            "what it delivers, for example by adding a line, causes this too."
        ),
        "Publish the out folder. With `--wait 5m`, a ping waits until the new feed is visible.",
    ),
    "hub-failed": error(
        "hub could not be notified",
        (
            "A hub did not answer, or refused. Outfeed tries four times, with growing pauses, if the hub does not "
            "answer or is too busy; any other answer is final."
        ),
        "Ping again: Outfeed sends only what the hub has not accepted. If it never works, correct `hubs` in the "
        "settings.",
    ),
    "ping-forgotten": warning(
        "record of earlier pings can't be used",
        (
            "`.outfeed/ping.json` records which version of each feed every hub has accepted. It is damaged, or comes "
            "from a later version; or the cache folder would be in the out folder, so there is no place for it. "
            "Outfeed then notifies hubs of every feed again."
        ),
        "No change needed. To have a place for the record, name a folder with `--cache`.",
    ),
    "ping-memory": error(
        "record of pings can't be written",
        "`.outfeed/ping.json` can't be read or written, so the next ping would notify hubs of the same changes again.",
        "Make it writable; name another folder with `--cache`; or ping with `--no-cache`, which keeps no record.",
    ),
    "ping-locked": error(
        "another ping is running",
        "Another ping has locked the cache folder. Two at once would notify hubs of everything twice.",
        "Wait until it ends, then ping again.",
    ),
}


GUARD: Final[dict[str, DiagnosticRule]] = {
    "article-rewritten": warning(
        "article has the id of an old one",
        "An article has the same id as a published one, but another title, another text, and a date that is at least "
        "30 days away: a new article was probably written over an old file. Readers know articles by their ids, so "
        "those who have the old one are not shown the new one, and several hide it as already read.",
        "Give the new article an `id` or an address of its own. If it is the same article, keep `publishedDateTime` "
        "and write `updatedDateTime`.",
    ),
    "id-changed": error(
        "article would appear again as new",
        (
            "The article is published under another id. Readers recognise entries by their ids, so every subscriber "
            "would get it again as unread, and nobody can undo that. Nothing was published."
        ),
        (
            "Keep the old id: write it as `id` in the front matter; or, for many articles, let `outfeed plan "
            "--write-ids` write a file and name it with `ids` in the settings. Atom includes the address of the site "
            "in ids that are not addresses: keep `site.url` for these. If the new ids are intended, export once with "
            "`--allow-new-ids`."
        ),
    ),
    "id-reused": error(
        "id belongs to another published article",
        (
            "Another article is published under this id: its title, link, text and date differ. Perhaps the new "
            "article has taken over its permalink. Readers would replace the old article by the new one, or not show "
            "the new one at all. Nothing was published."
        ),
        "Keep the id of each article, or give the new one an id of its own. If the change is intended, export once "
        "with `--allow-new-ids`.",
    ),
    "feed-changed": error(
        "id, guid or address of a feed would change",
        (
            "The id of a published feed, the `podcast:guid` of a show, or the address that the feed names as its own, "
            "would change. Readers and directories may treat it as another feed and show every entry again. Nothing "
            "was published."
        ),
        (
            "Keep `site.feeds_url` and the `path` of the feed, or write its old `id`, or its `podcast.guid`, in the "
            "settings. If the new address is intended, redirect the old one to it and export once with "
            "`--allow-new-address`, which still protects all ids. If a new id is intended, export once with "
            "`--allow-new-ids`."
        ),
    ),
    "published-unreachable": error(
        "published feeds can't be reached",
        (
            "The address that `--against` names did not answer, or answered with an error. Only the answers 404 and "
            "410 mean that nothing is published yet. Nothing was published."
        ),
        "Run again later, or compare with a folder.",
    ),
}
