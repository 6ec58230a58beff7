"""What an export refuses for the sake of those who subscribe, and what keeps it from knowing."""

from typing import Final

from exporters.diagnostics.rules.rule import Rule, error

GUARD: Final[dict[str, Rule]] = {
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
