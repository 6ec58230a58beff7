"""Rules about what a server says about a document."""

from typing import Final

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, error, note, warning

_HTTP: Final = "https://www.rfc-editor.org/rfc/rfc9110.html#section-"

HTTP: Final[dict[str, DiagnosticRule]] = {
    "http-type-missing": warning(
        "a feed is sent without a media type",
        "The server sends no `Content-Type`, so browsers and readers have to guess what the document is.",
        "Configure the media type of the format, such as `application/rss+xml` for RSS.",
        Clause("RFC 9110, Content-Type", f"{_HTTP}8.3"),
    ),
    "http-type-html": warning(
        "a feed is sent as an HTML page",
        "The server says `text/html`. Browsers then show the feed as a page without line breaks, and readers that go "
        "by the "
        "type look for a link to a feed in it, find none, and give up.",
        "Configure the media type of the format, such as `application/rss+xml` for RSS.",
        Clause("RFC 9110, Content-Type", f"{_HTTP}8.3"),
    ),
    "http-type-wrong": warning(
        "a feed is sent as another media type",
        "The server sends a media type of another format, or one that means nothing, such as `text/plain` or "
        "`application/octet-stream`. Browsers offer the file for download or show its text, and strict readers "
        "refuse it.",
        "Configure the media type of the format, such as `application/atom+xml` for Atom.",
        Clause("RFC 9110, Content-Type", f"{_HTTP}8.3"),
    ),
    "http-charset-differs": error(
        "the character set of the server is not that of the document",
        "The parameter `charset` of `Content-Type` stands above what the XML declaration says. Readers that obey it "
        "show wrong "
        "letters in place of everything that is not ASCII, or reject the document. It is a warning while all of it "
        "is ASCII.",
        "Send the encoding of the document, or no `charset` at all.",
        Clause("RFC 7303, section 3.2", "https://www.rfc-editor.org/rfc/rfc7303.html#section-3.2"),
    ),
    "http-validator-missing": warning(
        "the server sends neither ETag nor Last-Modified",
        "Without one of them a reader can't ask whether the feed has changed, so each of its requests, every hour or "
        "oftener, "
        "transfers the whole document. Some readers ask more rarely then.",
        "Let the server send `ETag` or `Last-Modified`, and answer 304 to a request that names the present one.",
        Clause("RFC 9110, Validator Fields", f"{_HTTP}8.8"),
    ),
    "http-uncompressed": note(
        "documents are sent without compression",
        "The request said that it accepts gzip, and the server sent the document as it is. A feed becomes a fifth of "
        "its size, "
        "for every subscriber and every request.",
        "Configure the server to compress this media type; many know only `text/html` and `text/xml`.",
        Clause("RFC 9110, Content-Encoding", f"{_HTTP}8.4"),
    ),
    "http-redirect-permanent": warning(
        "the address redirects for good",
        "Each request of a reader that does not remember the new address costs two, and the subscribers are lost "
        "when the "
        "redirect ends.",
        'Write the new address in the site\'s `<link rel="alternate">`, in directories and wherever else it stands.',
        Clause("RFC 9110, Redirection", f"{_HTTP}15.4"),
    ),
    "http-redirect-temporary": note(
        "the address redirects for now",
        "A temporary redirect tells readers to keep the old address, so that every request costs two.",
        "Answer with the feed itself, or with 301 if it has moved for good.",
        Clause("RFC 9110, Redirection", f"{_HTTP}15.4"),
    ),
    "self-link-differs": warning(
        "the feed names another address as its own",
        'Readers and hubs take the address that a feed gives for itself (`rel="self"`, `feed_url`) as the one to '
        "subscribe to. "
        "The document came from another one, so they subscribe elsewhere, or twice.",
        "Write the address at which the feed is published; if it has moved, redirect the old one with 301.",
        Clause('RFC 4287, The "rel" Attribute', "https://www.rfc-editor.org/rfc/rfc4287.html#section-4.2.7.2"),
    ),
}
