"""What concerns WebSub: hubs that are told which feeds changed."""

from typing import Final

from exporters.diagnostics.rules.rule import Rule, error, warning

PINGING: Final[dict[str, Rule]] = {
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
