"""Rules about articles: their fields, their bodies, and several articles together."""

from typing import Final

from exporters.diagnostics.rules.rule import DiagnosticRule, error, warning

ARTICLES: Final[dict[str, DiagnosticRule]] = {
    "flag-misspelled": error(
        "flag is misspelled",
        (
            "An unknown key has the value yes or no, and its name is close to `published`, `draft` or `removed`, such "
            "as `Draft` or `isDraft`; or the key withholds an article in other programs, such as `status: draft`, "
            "`visibility: private`, `wip: true` or a `password`. Exporting the article could publish a draft."
        ),
        "Write `published: false`, `draft: true` or `removed: true`, in lower case; or remove the key.",
    ),
    "key-repeated": error(
        "key appears twice",
        "A mapping has the same key twice. Most parsers silently drop one of the two values.",
        "Keep the right one.",
    ),
    "field-missing": error(
        "required field is missing",
        (
            "Every article needs `title`, `publishedDateTime`, and `webUrl` or `originalUrl`. The one that the message "
            "names is missing or empty."
        ),
        "Write the field. If the article has a key with a similar name, the message names it.",
    ),
    "type-wrong": error(
        "value has the wrong type",
        "The field expects another type: for example, it has a list where text belongs, or a number where a mapping "
        "belongs.",
        "Write the type that the message names; `outfeed schema` describes every field.",
    ),
    "value-wrong": error(
        "value is out of bounds",
        (
            "The value is too long, too small or too large, or is not one of the allowed values; or a list has more "
            "than 2,000 entries."
        ),
        "Write a value within the bounds that the message names.",
    ),
    "schema": error(
        "value violates the schema",
        "The value breaks the JSON Schema in a way that no other rule describes.",
        "See `outfeed schema`.",
    ),
    "url-wrong": error(
        "address can't be used",
        (
            "The address is relative, is not http or https, has no host, a port above 65535, or a user name or "
            "password, or is longer than 8,000 characters. Readers could not open it, or would see the password."
        ),
        (
            "Write an absolute address, such as `https://example.org/page`. A root-relative address (`/page`) is "
            "resolved under `site.url`."
        ),
    ),
    "date-unreadable": error(
        "date can't be read",
        "The value does not give year, month and day in that order. `08/09/2021` can mean August or September, so "
        "Outfeed does not guess.",
        "Write `2021-08-24T07:30:00Z`, or `2021-08-24 07:30:00 +02:00`.",
    ),
    "date-unreal": error(
        "date does not exist",
        "The calendar has no such day, or the day has no such hour, as in 2021-02-30.",
        "Correct the date.",
    ),
    "date-without-zone": error(
        "date has no time zone",
        "The date names no time zone and the settings name none, so the moment is unknown by up to 26 hours.",
        "Add the zone (`Z`, `+02:00`), or set `source.timezone` in `outfeed.yaml`.",
    ),
    "date-out-of-range": error(
        "date is out of range",
        "The date is before 1900 or after 9990, which is almost certainly a typo.",
        "Correct the date.",
    ),
    "body-wrong": error(
        "body can't be exported",
        "The body is too large or too deeply nested: it would take too much time to clean it, and readers would not "
        "show it.",
        "Shorten or simplify it.",
    ),
    "link-file-missing": warning(
        "link leads to no file",
        "A link in the body names a Markdown file that is not there, or lies outside of the site. Readers get what a "
        "browser would get: an address below the permalink, where there is no page.",
        "Correct the path, write the address of the page, or remove the link.",
    ),
    "link-no-article": warning(
        "link leads to no exported article",
        "A link in the body names a source file of which no article is exported: a draft, a withdrawn article, one "
        "that waits or has expired, one with errors, a page, or a file without front matter. Outfeed doesn't know its "
        "address, or nothing is there yet. Readers get what a browser would get.",
        "Write the address of the page instead of its file, publish the article first, or remove the link.",
    ),
    "no-articles": error(
        "no article to export",
        "The source has no article files, or every article is a draft, held back or rejected. Empty feeds would look "
        "like a success, so Outfeed publishes nothing. If the last articles are withdrawn, it writes the feeds "
        "without entries.",
        "Name the folder of the articles. Depending on what the message says: correct the rejected articles, give "
        "`--drafts` to export drafts, give a later `--as-of` or SOURCE_DATE_EPOCH, or remove `source.future: hold`.",
    ),
    "enclosure-length-missing": warning(
        "enclosure has no length",
        (
            "RSS requires the length of an `enclosure`, and nothing says how many bytes the file has. So RSS has it as "
            "`media:content`, which podcast players do not play."
        ),
        "Write `length:` with the number of bytes, or name the folder of the files in `source.media`.",
    ),
    "enclosure-type-missing": warning(
        "enclosure has no media type",
        (
            "Neither the article nor the suffix of the address says what kind of file it is. RSS has it as "
            "`media:content`, and JSON Feed, which requires the type, leaves it out."
        ),
        "Write `type:`, such as `type: audio/mpeg`.",
    ),
    "media-missing": warning(
        "media file is missing",
        (
            "`source.media` says in which folder the files below an address lie, and the file of this address is not "
            "there. Readers may get an error where the picture or the recording should be."
        ),
        "Put the file there, or correct its address.",
    ),
    "media-pointer": warning(
        "media file is kept elsewhere",
        (
            "Git LFS or git-annex keeps the file elsewhere, and a pointer stands in its place. Its length would be "
            "that of the pointer, so Outfeed measures nothing."
        ),
        "Fetch the file before the export, with `git lfs pull` or `git annex get`.",
    ),
    "media-unreadable": warning(
        "media file can't be measured",
        (
            "The file is empty, is no regular file, can't be opened, or is a link out of the folder that it should lie "
            "in. Outfeed takes nothing from it."
        ),
        "Put a regular file there.",
    ),
    "date-old": warning(
        "date is before 1990",
        "The date is older than the Web, and feed validators warn about it. It is often a default such as 1970-01-01.",
        "Correct the date, or ignore the warning if the article really is that old.",
    ),
    "date-future": warning(
        "date is in the future",
        "Readers disagree about such articles: some show them at once, some keep them at the top, some never show "
        "them. A `window`, an `archive` and the news sitemap count from the newest article, so one wrong year can "
        "empty them. A second message then names each feed, and the sitemap, that loses articles: how many of the "
        "articles dated up to now it contains, and how many it would contain otherwise.",
        "Correct the date, or hold the article back with `--as-of` or `source.future: hold`.",
    ),
    "id-repeated": warning(
        "two articles have the same id",
        (
            "Two files have the same `id`, or have no `id` and the same permalink. Readers treat them as one entry, so "
            "Outfeed exports only one: the one updated last, else the one published last, else the first by path."
        ),
        "Remove one of the files, or give one of them another `id`.",
    ),
    "date-missing": error(
        "article has no date",
        "Neither the front matter nor the file name says when the article was published, and feeds need a date.",
        "Write `date`. Outfeed never uses the modification time of a file, git or the clock: they differ from machine "
        "to machine.",
    ),
    "address-unknown": error(
        "article has no address",
        (
            "Neither the article nor the settings of its generator say where it is published, or the permalink pattern "
            "needs a value that the article does not have. Without an address readers can't link to it."
        ),
        "Set `source.permalink` in `outfeed.yaml`, such as `/blog/{slug}/`, or correct what the message names.",
    ),
    "address-shared": error(
        "two articles have the same address",
        "The permalink pattern produces the same address for two articles, so one would hide the other.",
        "Give one of them another slug, date or address.",
    ),
}
