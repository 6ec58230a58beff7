"""Rules about settings files, and about the files that `outfeed init` writes."""

from typing import Final

from exporters.diagnostics.rules.rule import DiagnosticRule, error, warning

SETTINGS: Final[dict[str, DiagnosticRule]] = {
    "settings-missing": error(
        "settings file does not exist",
        "`--config` or the key `ids` names a file that does not exist.",
        "Correct the path; `ids` is relative to the settings file.",
    ),
    "media-folder-missing": error(
        "folder of media files does not exist",
        "A folder in `source.media` is not there, so Outfeed could measure none of its files.",
        "Name the folder relative to the settings file.",
    ),
    "built-missing": error(
        "folder of the built site does not exist",
        "`source.built` names a folder that does not exist, so no article would get the text of its page.",
        "Build the site first, or correct the path; it is relative to the settings file.",
    ),
    "id-rule-unknown": error(
        "unknown rule of ids",
        "Outfeed has no rule with the name that `source.ids` gives.",
        "Write one of the names in [settings](settings.md#ids-of-a-generators-feed).",
    ),
    "format-apart": error(
        "key excluded by the format",
        "`built` is for articles that have source files. With `format: html`, the pages of a built site are the "
        "articles themselves.",
        "Remove `built`, or remove `format: html`.",
    ),
    "selector-wrong": error(
        "CSS selector can't be parsed",
        "`source.built.select` or `source.select` is not a valid CSS selector.",
        "Write a selector such as `main .post-content`.",
    ),
    "settings-unreadable": error(
        "settings file can't be read",
        "The path is a folder, a pipe, a device or a socket, or permissions forbid reading it.",
        "Name a file that can be read.",
    ),
    "settings-large": error(
        "settings file is too large",
        "A settings file may have up to 1 MB, a file that `ids` names up to 64 MB. A larger one is probably wrong.",
        "Name the settings file, or write only settings into it.",
    ),
    "settings-encoding": error(
        "settings file is not in UTF-8",
        "The file is in another encoding, such as Latin-1.",
        "Save the file as UTF-8.",
    ),
    "settings-no-mapping": error(
        "settings are not a mapping",
        "The top level of the file is a list or text, so it has no keys.",
        "Write keys such as `site: {title: …}`.",
    ),
    "settings-syntax": error(
        "settings of the generator can't be parsed",
        "A settings file of the site's generator, such as `hugo.toml`, has a syntax error.",
        "Correct the line that the message names.",
    ),
    "settings-control": error(
        "control character in settings",
        "A text, path or pattern contains a control character, which feeds and file names can't carry.",
        "Remove the character.",
    ),
    "settings-empty": error(
        "text in settings is empty",
        "A value contains no visible character, so readers would show an empty line.",
        "Write some text, or remove the key.",
    ),
    "key-unknown": error(
        "unknown key",
        "No setting has this name. If Outfeed ignored the key, a typo would silently change the feeds.",
        "Correct the name; the message suggests the nearest one.",
    ),
    "url-query": error(
        "site address has a query or a fragment",
        "`site.url` or `site.feeds_url` contains `?` or `#`. Outfeed appends paths to these addresses, which "
        "does not work after either.",
        "Remove the `?` or `#` and what follows it.",
    ),
    "feed-id-wrong": error(
        "feed id is not an absolute address",
        "Readers recognise a feed by its id, so `feeds[].id` must be an absolute address or IRI that never changes.",
        "Write one, such as `https://example.org/feeds/`.",
    ),
    "feed-id-alike": error(
        "feed id lacks a placeholder of the path",
        "A path with placeholders produces several feeds. An id without those placeholders would be the same for all "
        "of them, and readers would treat them as one feed.",
        "Use every placeholder of the path in the id, or remove the key.",
    ),
    "feed-id-shared": error(
        "two feeds have the same id",
        "Two entries of `feeds` have the same id, or would have for some values of their placeholders. Readers treat "
        "feeds with the same id as one feed.",
        "Write another id, or remove the key.",
    ),
    "feed-path-wrong": error(
        "feed path has a forbidden character or is too long",
        (
            "`feeds[].path` becomes part of file names on every system, and of addresses. It must not contain a dot, a "
            "space, a backslash, an empty folder name or another special character, nor more than one placeholder in "
            "a folder name; a folder name may have 80 bytes, a path 8 folders."
        ),
        "Use letters, digits, `-` and `_`, with `/` between folders, such as `topics/{topic}`.",
    ),
    "feed-path-outside": error(
        "feed path is outside of the out folder",
        "`feeds[].path` is absolute or leaves the out folder with `..`.",
        "Write the path of a folder below the out folder.",
    ),
    "feed-path-reserved": error(
        "feed path is reserved on Windows",
        "A folder name is also the name of a Windows device, such as `con`, `nul` or `com1`. Windows can't create it.",
        "Write another name.",
    ),
    "feed-path-shared": error(
        "two feeds have the same path",
        "Two entries of `feeds` have the same path, or could have for some values of their placeholders, such as "
        "`topics/ai` and `topics/{topic}`. One feed would overwrite the other as soon as an article has that value.",
        "Write another path for one of them.",
    ),
    "placeholder-unknown": error(
        "unknown placeholder",
        "A word in braces is not a placeholder. There are `{topic}`, `{provider}`, `{category}`, `{type}`, `{author}`, "
        "`{year}` and `{month}`.",
        "Correct the name. For a literal brace write `{{` or `}}`.",
    ),
    "placeholder-absent": error(
        "placeholder is not in the path",
        "The title, description, copyright or id of a feed uses a placeholder that its path does not have. Only the "
        "path gives placeholders their values.",
        "Use the placeholder in the path too, or remove it.",
    ),
    "placeholder-repeated": error(
        "placeholder appears twice in a path",
        "A placeholder has one value for each feed, so the second one would only repeat the first.",
        "Use each placeholder once.",
    ),
    "brace-alone": error(
        "brace has no partner",
        "`{` and `}` enclose a placeholder and must come in pairs.",
        "Add the other brace or remove this one. For a literal brace write `{{` or `}}`.",
    ),
    "condition-field": error(
        "condition on an unknown field",
        (
            "`where` uses the names of Outfeed's model, not those of the front matter: `published`, not "
            "`publishedDateTime`. Conditions on drafts and withdrawn articles do not exist, since no feed contains "
            "them."
        ),
        "Write the field that the message names. For any other key of the front matter write `extra.KEY`.",
    ),
    "condition-operator": error(
        "condition does not fit its field",
        "Each type of field has its own conditions: dates `after` and `before`, numbers `min` and `max`, texts "
        "`text`, pictures only `has`.",
        "Write a condition that the message names.",
    ),
    "condition-range": error(
        "no value can meet the condition",
        "`min` is greater than `max`, or `after` is not earlier than `before`. The feed would always be empty.",
        "Swap the two values.",
    ),
    "window-wrong": error(
        "window is not a duration",
        "`window` takes hours, days or weeks, from 1 hour to 3650 days. Months and years have different lengths, so "
        "they are no fixed duration.",
        "Write a duration such as `7 days`, or `30 days` for a month.",
    ),
    "max-bytes-wrong": error(
        "max_bytes is not a size",
        "`max_bytes` takes bytes, kB (1,000 bytes) or MB (1,000,000 bytes), from 1 kB to 1000 MB.",
        "Write a size such as `512 kB`.",
    ),
    "archive-apart": error(
        "key conflicts with archive",
        "An archived feed keeps every entry, newest first, across its documents (RFC 5005). A window, a size limit or "
        "another order would lose entries or break the order.",
        "Remove either that key or `archive`.",
    ),
    "alias-repeated": error(
        "alias has two meanings",
        "Two entries of `aliases` differ only in case but map to different names. Case does not distinguish names.",
        "Keep one of them.",
    ),
    "alias-of-itself": error(
        "alias maps a name to itself",
        "Both sides of an alias are the same name; case does not distinguish names.",
        "Remove the alias.",
    ),
    "alias-circle": error(
        "aliases form a circle",
        "`A` maps to `B` and `B` maps to `A`, so there is no name to use.",
        "Remove one of these aliases.",
    ),
    "timezone-unknown": error(
        "unknown time zone",
        "The IANA list has no time zone of this name.",
        "Write a name such as `Europe/Berlin`.",
    ),
    "glob-wrong": error(
        "pattern can't be used",
        "A pattern of `include` or `exclude` is absolute, leaves the source with `..`, contains a backslash, or has "
        "too many wildcards.",
        "Write a relative pattern with `/` between folders, such as `posts/**/*.md`.",
    ),
    "ids-wrong": error(
        "permalink has no usable id",
        "In the file that `ids` names, a permalink has no id, or an id that is blank, contains control characters or "
        "is longer than 2,000 characters.",
        'Write each line as `https://example.org/a/: "the id under which the article was published"`.',
    ),
    "ids-shared": error(
        "two permalinks have the same id",
        "The file that `ids` names gives two articles the same id, and readers would show only one of them.",
        "Give each article the id under which it was published; remove the line of an article that no longer exists.",
    ),
}


STARTING: Final[dict[str, DiagnosticRule]] = {
    "file-exists": error(
        "file already exists",
        "`outfeed init` never replaces a file, and a file or folder has the name of one that it would write.",
        "Edit that file by hand, print the new one with `--dry-run`, or move the file away and run `outfeed init` "
        "again.",
    ),
    "folder-missing": error(
        "folder does not exist",
        "`outfeed init` looks at a folder to write its settings; the path does not exist, or is a file.",
        "Name the folder of the site, or of the articles.",
    ),
    "workflow-outside": error(
        "workflow would be outside of the repository",
        "`.github` or `.github/workflows` is a link out of the repository. GitHub finds no workflow there, and "
        "`outfeed init` writes nothing outside of the repository.",
        "Replace the link by a folder, or print the workflow with `--dry-run`.",
    ),
    "feeds-elsewhere": warning(
        "feeds_url is not below the site's address",
        "`feeds_url` is on another host than the site, or not below its address. So `outfeed init` can't know which "
        "folder of the published site the feeds belong in; the workflow puts them at its top.",
        "Write a `feeds_url` below the address of the site; or correct `out` and `FEEDS` in the workflow.",
    ),
}
