"""What keeps `outfeed init` from writing first files."""

from typing import Final

from exporters.catalogue.rule import Rule, error

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
}
