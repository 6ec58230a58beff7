"""What concerns the files that are published."""

from typing import Final

from exporters.diagnostics.rules.rule import Rule, error, warning

PUBLISHING: Final[dict[str, Rule]] = {
    "file-foreign": error(
        "file that Outfeed did not write",
        (
            "A file stands where one of the feeds has to go, `manifest.json` does not name it, and it holds something "
            "else. `manifest.json` itself is one too where it is damaged or another program's. Nothing was published."
        ),
        (
            "Look at the files that are listed. Choose another `--out`; or export once with `--adopt`, which replaces "
            "them."
        ),
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
