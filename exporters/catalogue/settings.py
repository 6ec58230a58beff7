"""What is wrong in a settings file."""

from typing import Final

from exporters.catalogue.rule import Rule, error

SETTINGS: Final[dict[str, Rule]] = {
    "settings-missing": error(
        "settings file that does not exist",
        "`--config` names no file.",
        "Correct the path.",
    ),
    "settings-unreadable": error(
        "settings file that can't be read",
        "It is a folder, or may not be read.",
        "Name a readable file.",
    ),
    "settings-large": error(
        "settings file too large",
        "It has more than 1 MB, so it is probably another file.",
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
}
