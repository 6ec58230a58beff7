"""Rules that only `outfeed lint` applies to XML of any format."""

from typing import Final

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, error, note, warning

_XML: Final = "https://www.w3.org/TR/xml/"
_NAMES: Final = Clause("Namespaces in XML, §3", "https://www.w3.org/TR/xml-names/#ns-decl")

LINT_XML: Final[dict[str, DiagnosticRule]] = {
    "xml-encoding-differs": error(
        "declared encoding is not the real one",
        "The XML declaration names another encoding than the first bytes of the document. Parsers trust one of the "
        "two: some refuse the document, others show wrong letters.",
        "Write UTF-8, and declare it or nothing.",
        Clause("XML 1.0, §4.3.3", f"{_XML}#charencoding"),
    ),
    "xml-encoding-unusual": warning(
        "name of the encoding is unusual",
        "Parsers need to know only UTF-8 and UTF-16, and many know only registered names: `utf8` or `latin-1` is none.",
        'Write UTF-8, and `encoding="utf-8"`.',
        Clause("XML 1.0, §4.3.3", f"{_XML}#charencoding"),
    ),
    "xml-version-wrong": error(
        "XML version is not 1.0",
        "Feeds are XML 1.0. Most parsers refuse any other version.",
        'Write `<?xml version="1.0" encoding="utf-8"?>`.',
        Clause("XML 1.0, §2.8", f"{_XML}#sec-prolog-dtd"),
    ),
    "xml-control-character": warning(
        "text contains a control character",
        "The characters U+0080 to U+009F show nothing, or a box. Mostly they are letters of Windows-1252, such as "
        "curly quotes, that were declared as ISO-8859-1.",
        "Declare the real encoding, or write the letters in UTF-8.",
        Clause("XML 1.0, §2.2", f"{_XML}#charsets"),
    ),
    "text-encoded-twice": warning(
        "text seems to be encoded twice",
        "UTF-8 was read as Latin-1 or Windows-1252, and written as UTF-8 again. People read `Ã©` instead of `é`.",
        "Encode the text once, as UTF-8.",
        Clause("Unicode, §3.9", "https://www.unicode.org/versions/latest/core-spec/chapter-3/"),
    ),
    "xml-prefix-reserved": warning(
        "prefix is known for another namespace",
        "Some readers look at prefixes alone. They take the elements for those of the namespace that usually has the "
        "prefix.",
        "Use another prefix.",
        _NAMES,
    ),
    "xml-prefix-unusual": note(
        "namespace has an unusual prefix",
        "Any prefix is right, but some readers look for the usual one alone, and don't find the elements.",
        "Use the prefix that the message names.",
        _NAMES,
    ),
}
