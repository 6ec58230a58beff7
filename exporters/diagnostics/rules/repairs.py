"""Rules about repairs of articles, and about what the rules of a generator say of them."""

from typing import Final

from exporters.diagnostics.rules.rule import DiagnosticRule, note, warning

REPAIRS: Final[dict[str, DiagnosticRule]] = {
    "text-spaces": note(
        "white space tidied",
        "Text had white space at its ends, or line breaks, tabs, no-break spaces or several spaces in a row.",
        "No change needed.",
    ),
    "text-entity": note(
        "HTML entities in plain text decoded",
        (
            "Plain text contained entities such as `&#8217;` or `&amp;`. Readers would show them literally. In the "
            "prose of Markdown, these are references to Windows-1252 such as `&#146;`, which Markdown does not know."
        ),
        "Write the characters themselves.",
    ),
    "text-mojibake": note(
        "mojibake repaired",
        "A program decoded the text with the wrong encoding: `connectionsâ€”a` was `connections—a`.",
        "Fix the program that wrote the text.",
    ),
    "text-control": note(
        "control characters removed",
        (
            "Text contained characters that XML forbids, so no feed could carry them. Outfeed decoded those of "
            "Windows-1252 and removed the others."
        ),
        "Remove the characters.",
    ),
    "text-empty": note(
        "empty values ignored",
        "A field contained no visible character, so Outfeed treats it as missing.",
        "Write a value, or remove the field.",
    ),
    "yaml-comment": note(
        "comments cut texts",
        "In YAML a ` #` begins a comment, so `title: Why C # matters` is the title `Why C`.",
        'Put the value in quotes if `#` is part of it: `title: "Why C # matters"`. A real comment may stay.',
    ),
    "text-scalar": note(
        "numbers and flags read as text",
        "A text field contained a number, a date, true or false. Outfeed uses it as written: `title: 010` becomes "
        '"010".',
        "Put the value in quotes.",
    ),
    "url-relative": note(
        "relative addresses made absolute",
        "An address began with `/`. Outfeed resolved it under `site.url`, including the path of the site. The name of "
        "a picture, such as `photo.png`, is resolved beside the page of its article.",
        "No change needed while `site.url` is right.",
    ),
    "url-encoded": note(
        "addresses percent-encoded",
        "An address contained spaces, letters outside ASCII or other characters that RFC 3986 forbids. Some readers "
        "can't open such addresses.",
        "Percent-encode the address.",
    ),
    "url-entity": note(
        "HTML entities in addresses decoded",
        "An address contained `&amp;` or `&#038;`. That is how HTML writes `&`; the address itself has `&`.",
        "Write `&`.",
    ),
    "url-case": note(
        "scheme and host of addresses in small letters",
        "An address had capital letters in its scheme or host, where case means nothing. Some readers compare "
        "addresses letter by letter. An id that is the permalink keeps its letters: another id is another article.",
        "Write the address in small letters up to its path; if the article is published already, also write the old "
        "address as its `id`.",
    ),
    "url-spaces": note(
        "white space in addresses removed",
        "An address had white space at its ends, or line breaks or control characters in it.",
        "Remove them.",
    ),
    "domain-address": note(
        "host names extracted from addresses",
        "`provider.domain` contained an address or capital letters. Outfeed uses the host name in lower case.",
        "Write the host name alone, in lower case.",
    ),
    "date-quoted": note(
        "quoted dates read as dates",
        "A date was in quotes, which makes it text in YAML.",
        "Remove the quotes.",
    ),
    "date-only": note(
        "dates without a time set to midnight",
        "A date had no time of day. Outfeed uses midnight in its time zone.",
        "Write the time if the order of articles of one day matters.",
    ),
    "zone-assumed": note(
        "dates without a time zone read as UTC",
        "A date has no time zone, and neither `outfeed.yaml` nor the generator's settings name one.",
        "Set `source.timezone`, or write the zone after the date.",
    ),
    "date-zone": note(
        "dates without a time zone given that of the settings",
        "A date had no time zone, so Outfeed used `source.timezone`.",
        "No change needed; a zone after the date overrides the setting.",
    ),
    "date-leap-second": note(
        "leap seconds moved to the second before",
        "A date was a leap second, such as `2016-12-31T23:59:60Z`. Formats and programs count without leap seconds, so "
        "Outfeed uses 23:59:59.",
        "No change needed.",
    ),
    "date-order": note(
        "updates dated before publication moved",
        "`updatedDateTime` was before `publishedDateTime`, which no feed can express. Outfeed uses "
        "`publishedDateTime` for both.",
        "Correct the date that is wrong.",
    ),
    "number-text": note(
        "quoted numbers read as numbers",
        "A number was in quotes, which makes it text in YAML.",
        "Remove the quotes.",
    ),
    "flag-text": note(
        "words read as true or false",
        "`published`, `draft` or `removed` had a word in quotes, or 0 or 1.",
        "Write true or false.",
    ),
    "list-single": note(
        "single values read as lists",
        "A field that takes a list had a single value.",
        "Write a list: `[AI]`.",
    ),
    "mapping-unread": note(
        "mappings without a known key ignored",
        "A picture is a mapping without an address, or an author one without a name, so the feeds do not contain it.",
        "Write the address or the name under the key that the message names.",
    ),
    "list-of-one": note(
        "lists of one read as single values",
        "A field that takes one value had a list with one entry.",
        "Write the entry alone: `category: news`.",
    ),
    "list-repeated": note(
        "repeated list entries removed",
        "A list contained the same entry twice.",
        "Remove one of them.",
    ),
    "csv-separator": note(
        "`|` in CSV lists replaced",
        "An entry of a list contained `|`, which separates entries in the CSV. Outfeed writes `¦` there, and only "
        "there.",
        "No change needed.",
    ),
    "template-mark": note(
        "template marks left out",
        (
            "The body contained a mark that only the generator of the site can replace: a shortcode, a tag or a value "
            "of its template language, a module of MDX. Outfeed translates marks with a plain meaning, such as "
            "`figure`, `ref` and `youtube`, and leaves out the rest; the text between two marks stays. "
            "[Template marks](articles.md#template-marks) lists them. The message shows the first mark of its kind."
        ),
        "No change needed, unless something important is missing. With `source.built` the feeds carry what the "
        "generator makes of it.",
    ),
    "template-link": note(
        "links by template marks to unknown articles",
        (
            "A mark such as `{{< ref >}}`, `{% post_url %}` or `[[Note]]` names an article that is not among the "
            "articles of the site. Outfeed writes the name in place of the mark."
        ),
        "Correct the name, or write the address.",
    ),
    "template-text": note(
        "possible template marks kept as text",
        (
            "The body contained text between `{{` and `}}` or `{%` and `%}`, in a site of no known generator. It may "
            "be a mark that a template language should replace, or text about one, so Outfeed changes nothing. The "
            "same holds for a title and an excerpt, which no generator takes for a template."
        ),
        "If it is a mark, replace it by what it stands for, or name the generator with `source.dialect`. If it is "
        "text, write it as code.",
    ),
    "html-unsafe": note(
        "unsafe HTML removed",
        (
            "The body contained scripts, frames, forms or styles, which feeds must not carry. Outfeed replaced "
            "embedded videos by a link with a picture."
        ),
        "No change needed, unless something important is missing.",
    ),
    "html-hidden": note(
        "text that no browser shows left out",
        "The body contained text that a browser does not show: in an element with `hidden` or `display: none`, in a "
        "closed dialog, in a `<template>` or `<title>`, or behind a comment that nothing ends. The message says how "
        "many words it had. Of a formula that MathJax or KaTeX wrote twice, Outfeed keeps the MathML.",
        "No change needed, unless readers should see the text.",
    ),
    "html-unknown": note(
        "elements that HTML does not know replaced",
        "The body contained elements such as `<lite-youtube>` or `<amp-img>`, which a script or a component of the "
        "page would draw. Feed readers don't know them. One with an address or the id of a known video is a link or "
        "a picture now; of the others Outfeed keeps the text.",
        "No change needed, unless something important is missing. A name in angle brackets that is meant as text is "
        "safest as `&lt;name&gt;` or as code.",
    ),
    "address-local": warning(
        "address opens on the author's machine alone",
        "An address leads to `localhost`, to a name such as `mac.local`, or to an address of a private network such as "
        "`127.0.0.1` or `192.168.0.2`. It opens where the site was written, and nowhere else: often the address of a "
        "preview got into the text. Outfeed publishes it as it is.",
        "Write the public address, or begin it with `/`.",
    ),
    "file-unpublished": note(
        "picture or file is perhaps not published",
        "The body names a picture or another file that lies where the generator of the site does not publish it, or "
        "publishes it under another name. The address in the feed may lead nowhere.",
        "Put the file into a folder that the generator publishes as it is, such as `static` or `public`. With "
        "`source.built`, Outfeed takes the addresses from the built pages.",
    ),
    "page-missing": warning(
        "built page is missing",
        "`source.built` is set, but the folder has no page at the address of the article. Outfeed exports the body of "
        "the source file instead, without the output of Liquid, shortcodes and plugins.",
        "Build the site before the export. If the page has another address, correct `source.permalink`.",
    ),
    "page-older": warning(
        "built page is older than its source",
        "The source file changed after its page was built, so the page may be out of date. Outfeed exports the page "
        "anyway: modification times differ from machine to machine, so they never decide what is exported.",
        "Build the site again.",
    ),
    "page-part-missing": warning(
        "selector matches nothing in a page",
        "No element of the built page matches the selector. With `source.built.select` Outfeed exports the body of "
        "the source file instead; with `format: html` and `source.select`, the description of the page.",
        "Correct the selector; or remove it, and Outfeed finds the main part by the markup that themes use.",
    ),
    "page-unreadable": warning(
        "built page is too large",
        "The built page is empty, or has more than 8 MiB, 100,000 tags, 2,000 attributes in a tag or 256 levels. "
        "Outfeed exports the body of the source file instead. With `format: html` it is an error.",
        "Make the page smaller, or leave it out with `source.exclude`.",
    ),
    "liquid-raw": note(
        "Liquid raw tags removed",
        "The body contained `{% raw %}` or `{% endraw %}`, which tell Jekyll not to process the text between them. "
        "Outfeed keeps that text.",
        "No change needed.",
    ),
    "title-repeated": note(
        "first heading repeats the title",
        "The body begins with a heading that says the same as the title. Readers show the title above the content, so "
        "it would stand there twice. Outfeed leaves the heading out.",
        "No change needed.",
    ),
    "author-email": note(
        "e-mail addresses of authors left out",
        "The name of an author or of the provider contained an e-mail address. Feeds are public, so programs that "
        "collect addresses would find it, and the W3C Feed Validator warns of it. Outfeed leaves it out; an author "
        "without another name is left out as a whole.",
        "Write the name alone.",
    ),
    "id-apostrophe": note(
        "id contains an apostrophe",
        "RSS Guard 4.0.4 drops a whole feed if one of its ids contains `'`. The id of a published article must stay, "
        "since readers would show the article again as new.",
        "Keep the id of a published article. For a new article write the `id` that the message names.",
    ),
    "related-unlinked": note(
        "related articles without an address removed",
        "An entry of `related` has neither `webUrl` nor `originalUrl`, so a feed can't link to it.",
        "Write its `webUrl`.",
    ),
    "key-extra": note(
        "key is in no feed",
        (
            "The front matter has a key that no built-in format writes. At the top level Outfeed keeps it as `extra`, "
            "for plugins; in a nested mapping it ignores it. It reports each such key once a run, since the key may be "
            "misspelled."
        ),
        "Correct the name if it is misspelled.",
    ),
}
