"""Rules about settings files."""

from typing import Final

from exporters.diagnostics.rules.rule import DiagnosticRule, error, warning

SETTINGS: Final[dict[str, DiagnosticRule]] = {
    "settings-missing": error(
        "settings file that does not exist",
        "`--config` or `ids` names no file.",
        "Correct the path; the one of `ids` is relative to the settings file.",
    ),
    "built-missing": error(
        "folder of the finished site missing",
        "`source.built` names no folder.",
        "Build the site first, or correct the path, which is relative to the settings file.",
    ),
    "format-apart": error(
        "keys that do not go with the format",
        "`built` is for articles that have sources. With `format: html`, the pages of a built site are the articles.",
        "Take one of them out.",
    ),
    "selector-wrong": error(
        "no CSS selector",
        "`source.built.select` or `source.select` can't be read as a CSS selector.",
        "Write one such as `main .post-content`.",
    ),
    "settings-unreadable": error(
        "settings file that can't be read",
        "It is a folder, a pipe, a device or a socket, or may not be read.",
        "Name a readable file.",
    ),
    "settings-large": error(
        "settings file too large",
        "It has more than 1 MB, or 64 MB where it maps permalinks to ids, so it is probably another file.",
        "Write settings only.",
    ),
    "settings-encoding": error(
        "settings file not in UTF-8",
        "The file is in another encoding.",
        "Save it as UTF-8.",
    ),
    "settings-no-mapping": error(
        "settings that are no mapping",
        "The top level is a list or a text.",
        "Write keys such as `site: {title: …}`.",
    ),
    "settings-syntax": error(
        "Hugo settings that can't be read",
        "`hugo.toml` or `hugo.json` beside the source is not valid.",
        "Correct it.",
    ),
    "settings-control": error(
        "control character in settings",
        "A text, path or pattern holds a control character.",
        "Remove it.",
    ),
    "settings-empty": error(
        "empty text in settings",
        "A text holds nothing that a reader could see.",
        "Write a word, or leave the key out.",
    ),
    "key-unknown": error(
        "unknown key",
        "There is no setting of that name. The message names the nearest one.",
        "Correct it.",
    ),
    "url-query": error(
        "site address with query or fragment",
        "`site.url` or `site.feeds_url` holds `?` or `#`; addresses are made by adding paths to it.",
        "Cut it there.",
    ),
    "feed-id-wrong": error(
        "feed id that is no address",
        "`feeds[].id` has to be an absolute address or IRI that never changes.",
        "Write one, such as `https://example.org/feeds/`.",
    ),
    "feed-id-alike": error(
        "id without the placeholders of the path",
        "A path with placeholders stands for several feeds, so an id without them would be that of all.",
        "Write every placeholder of the path into the id, or leave the key out.",
    ),
    "feed-id-shared": error(
        "id of another feed",
        (
            "Two entries of `feeds` have one id, or would have with some values of their placeholders. Readers take"
            " feeds with one id for one feed."
        ),
        "Write another id, or leave the key out.",
    ),
    "feed-path-wrong": error(
        "path that is no plain folder",
        (
            "`feeds[].path` holds a dot, a space, a backslash, a slash too many or another sign, more than one"
            " placeholder in a segment, a segment of more than 80 bytes, or more than 8 segments. It is part of file"
            " names on every system, and of addresses."
        ),
        "Write letters, digits, `-` and `_`, with `/` between folders, such as `topics/{topic}`.",
    ),
    "feed-path-outside": error(
        "path outside of the out folder",
        "`feeds[].path` is absolute or climbs with `..`.",
        "Write a folder below the out folder.",
    ),
    "feed-path-reserved": error(
        "path that Windows can't write",
        "A segment is the name of a device, such as `con`, `nul` or `com1`.",
        "Write another name.",
    ),
    "feed-path-shared": error(
        "two feeds in one folder",
        (
            "Two entries of `feeds` have one path, or could have with some values of their placeholders, as `topics/ai`"
            " and `topics/{topic}`. One would overwrite the other as soon as an article says so."
        ),
        "Write another folder for one of them.",
    ),
    "placeholder-unknown": error(
        "unknown placeholder",
        "A word in braces is none of `{topic}`, `{provider}`, `{category}`, `{type}`, `{author}`, `{year}`, `{month}`.",
        "Correct it; `{{` and `}}` are braces in texts.",
    ),
    "placeholder-absent": error(
        "placeholder that the path lacks",
        "Title, description, copyright or id of a feed holds a placeholder that its path lacks, so it has no value.",
        "Write it into the path too, or take it out.",
    ),
    "placeholder-repeated": error(
        "placeholder twice in a path",
        "It has one value, so the second one says nothing.",
        "Write each placeholder once.",
    ),
    "brace-alone": error(
        "brace without the other",
        "`{` and `}` stand around a placeholder, and nowhere else.",
        "Close it, take it out, or write `{{` or `}}` for a brace in a text.",
    ),
    "condition-field": error(
        "condition on a field that articles don't have",
        (
            "`where` speaks of fields as the model names them, not as the front matter does: `published`, not"
            " `publishedDateTime`. Drafts and withdrawn articles are never selected."
        ),
        "Write the field that the message names; another key of the front matter is `extra.KEY`.",
    ),
    "condition-operator": error(
        "condition that its field can't have",
        "Dates have `after` and `before`, numbers `min` and `max`, texts `text`; pictures are there or not.",
        "Write one that the message names.",
    ),
    "condition-range": error(
        "condition that nothing fulfils",
        "`min` is more than `max`, or `after` is not earlier than `before`.",
        "Swap them.",
    ),
    "window-wrong": error(
        "window that is no span of time",
        "`window` takes hours, days or weeks, from 1 hour to 3650 days. Months and years have different lengths.",
        "Write it such as `7 days`; for a month `30 days`.",
    ),
    "max-bytes-wrong": error(
        "size that is none",
        "`max_bytes` takes bytes, kB (1,000 bytes) or MB (1,000,000 bytes), from 1 kB to 1000 MB.",
        "Write it such as `512 kB`.",
    ),
    "archive-apart": error(
        "key that does not go with archive",
        "An archived feed keeps every entry, newest first: no window, no bound in bytes, no other order (RFC 5005).",
        "Take one of the two out.",
    ),
    "alias-repeated": error(
        "name given twice in aliases",
        "Two names differ in case alone, but stand for different names.",
        "Keep one of them.",
    ),
    "alias-of-itself": error(
        "name that stands for itself",
        "Both sides of an alias are the same name; case does not part names.",
        "Take it out.",
    ),
    "alias-circle": error(
        "aliases in a circle",
        "`A` stands for `B` and `B` for `A`, so no name is left.",
        "Take one of them out.",
    ),
    "timezone-unknown": error(
        "unknown time zone",
        "There is no zone of that name in the IANA list.",
        "Write a name such as `Europe/Berlin`.",
    ),
    "glob-wrong": error(
        "pattern that leaves the source",
        "`include` or `exclude` holds a pattern that is absolute, climbs with `..`, or has a backslash.",
        "Write a relative pattern with `/`.",
    ),
    "ids-wrong": error(
        "id that none can be",
        "The file that `ids` names has a permalink without an id, or an id that is blank, holds control characters or "
        "is longer than 2,000 characters.",
        'Write each line as `https://example.org/a/: "the id under which it was published"`.',
    ),
    "ids-shared": error(
        "id that two permalinks have",
        "The file that `ids` names gives two articles one id, and readers would show only one of them.",
        "Give each article the id under which it was published; take out the line of an article that is gone.",
    ),
}


STARTING: Final[dict[str, DiagnosticRule]] = {
    "file-exists": error(
        "file that is there already",
        "`outfeed init` was to write a file, and something has its name. It never replaces anything.",
        "Change that file by hand; or move it away and run again, or print the new one with `--dry-run`.",
    ),
    "folder-missing": error(
        "folder that does not exist",
        "The folder that `outfeed init` was to look at does not exist, or is a file.",
        "Name the folder of the site, or of the articles.",
    ),
    "workflow-outside": error(
        "workflow outside of the repository",
        "`.github` or `.github/workflows` is a link that leads out of the repository. GitHub would not find a workflow "
        "there, and `outfeed init` writes nothing outside of it.",
        "Make it a folder, or print the workflow with `--dry-run`.",
    ),
    "feeds-elsewhere": warning(
        "feeds with an address elsewhere",
        "`feeds_url` in the settings is on another host than the address of the site, or not below it. So nobody can "
        "tell in which folder of the published site the feeds have to lie; the workflow puts them where it begins.",
        "Write a `feeds_url` below the address of the site; or correct `out` and `FEEDS` in the workflow.",
    ),
}
