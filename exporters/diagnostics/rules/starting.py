"""What keeps `outfeed init` from writing first files, and what it warns of."""

from typing import Final

from exporters.diagnostics.rules.rule import Rule, error, warning

STARTING: Final[dict[str, Rule]] = {
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
