"""Say in plain words why a document is no XML, and where: what is open, what is not escaped, which entity is unknown.

Spec: XML 1.0 §2 and §3; Namespaces in XML §3.
"""

import re
from collections.abc import Callable
from html.entities import html5
from typing import Final, NamedTuple
from xml.parsers import expat

from msgspec.structs import replace

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import UnreadableDocumentError, decode_xml
from exporters.diagnostics.diagnostic import quote_value

RULE: Final = "xml-not-wellformed"
_CODES: Final = expat.errors
_UTF8: Final = "utf-8"
_BEFORE: Final = 400  # characters before the fault that are looked at
_NAME: Final = re.compile(r"[^\s/>=<&;\"']+")
_REFERENCE: Final = re.compile(r"&#?\w*\Z")
_ATTRIBUTE: Final = re.compile(r"([^\s=<>\"'/]+)\s*(=?)\s*\Z")
_TAG: Final = re.compile(r"</?[^\s<>/]+(?:[^<>\"']|\"[^\"]*\"|'[^']*')*\Z")
_TAG_IN_QUOTES: Final = re.compile(r"<[^\s<>/]+[^<>]*=\s*(?:\"[^\"<]*|'[^'<]*)\Z")
_TOO_DEEP: Final = re.compile(r"not well-formed XML: Excessive depth in document: (\d+)")  # a bound of libxml2
_ESCAPE: Final = "write &amp; for & and &lt; for <"


class _OpenTag(NamedTuple):
    name: str
    line: int
    column: int

    @property
    def place(self) -> str:
        return f"{self.line}:{self.column}"


class _Fault(NamedTuple):
    """Where expat stops, and what is open there."""

    code: str  # the message of expat, which stands for its number
    line: int
    column: int
    before: str  # the text up to the fault, shortened
    after: str  # the text from the fault on, shortened
    open_tags: list[_OpenTag]


def explain_syntax(data: bytes, finding: Finding) -> Finding:
    """Return `finding`, about a document that is not well-formed, in plain words and with line and column."""
    try:
        text, _ = decode_xml(data)
    except UnreadableDocumentError as error:
        return _explain_bytes(data, error)
    if data[:4].count(0):
        return replace(finding, message="UTF-16 without a byte order mark", fix="write UTF-8", line=1, column=1)
    fault = _find_fault(text.removeprefix("\ufeff"))
    if fault is None:
        deep = _TOO_DEEP.match(finding.message)
        message = f"more than {int(deep[1]):,} elements within each other" if deep else finding.message
        return replace(finding, message=message, fix="close every element where it ends") if deep else finding
    message, fix = _describe(fault)
    return Finding(rule=RULE, message=message, fix=fix, line=fault.line, column=fault.column - _columns_back(fault))


def _explain_bytes(data: bytes, error: UnreadableDocumentError) -> Finding:
    """Return which byte does not fit the encoding; the finding as it is where the encoding is unknown."""
    cause = error.__context__
    if not isinstance(cause, UnicodeDecodeError):
        return error.finding
    start = cause.start
    column = len(data[data.rfind(b"\n", 0, start) + 1 : start].decode(cause.encoding, "replace")) + 1
    seen = "".join(f" 0x{byte:02X}" for byte in data[start : min(cause.end, start + 4)])
    message = (
        f"the bytes{seen}, which are not {cause.encoding}"
        if seen.count(" ") > 1
        else f"the byte{seen}, which is not {cause.encoding}"
    )
    fix = "write UTF-8, or declare the encoding that it is in: perhaps windows-1252"
    return replace(error.finding, message=message, fix=fix, column=column)


def _find_fault(text: str) -> _Fault | None:
    """Return where expat refuses the text, without and then with namespaces; None if it accepts what lxml refuses."""
    content = text.encode(_UTF8)
    for separator in (None, " "):
        parser = expat.ParserCreate(_UTF8, separator) if separator else expat.ParserCreate(_UTF8)
        open_tags: list[_OpenTag] = []
        if not separator:
            _follow_tags(parser, open_tags)
        try:
            parser.Parse(content, True)  # noqa: FBT003 - the only way to say that it is all
        except expat.ExpatError as error:
            end = parser.ErrorByteIndex
            before = content[max(0, end - _BEFORE) : end].decode(_UTF8, "replace")
            after = content[end : end + _BEFORE].decode(_UTF8, "replace")
            code = expat.errors.messages.get(error.code, "")
            return _Fault(code, error.lineno, error.offset + 1, before, after, open_tags)
    return None


def _follow_tags(parser: expat.XMLParserType, open_tags: list[_OpenTag]) -> None:
    """Keep in `open_tags` the elements that are open."""

    def start(name: str, _attributes: dict[str, str]) -> None:
        open_tags.append(_OpenTag(name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    def end(_name: str) -> None:
        open_tags.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end


def _describe(fault: _Fault) -> tuple[str, str]:
    """Return what is wrong, and what would be right."""
    describe = _BY_CODE.get(fault.code)
    if describe is not None:
        return describe(fault)
    return f"not well-formed XML: {fault.code}", "escape text and close every element"


def _columns_back(fault: _Fault) -> int:
    """Return how many columns before the place of expat the faulty mark begins."""
    if fault.code == _CODES.XML_ERROR_TAG_MISMATCH:
        return len("</")
    if fault.code == _CODES.XML_ERROR_INVALID_TOKEN:
        reference = _REFERENCE.search(fault.before)
        return len(reference[0]) if reference else int(fault.before.endswith("<"))
    return 0


def _mismatched(fault: _Fault) -> tuple[str, str]:
    name = _name_at(fault.after)
    innermost = fault.open_tags[-1] if fault.open_tags else None
    if innermost is None:
        return f"</{name}> closes nothing", "remove it"
    if any(tag.name == name for tag in fault.open_tags):
        message = f"<{innermost.name[:60]}>, opened at {innermost.place}, is not closed before </{name}>"
        return message, f"write </{innermost.name[:60]}>"
    if name.lower() == innermost.name.lower():
        return (
            f"</{name}> closes <{innermost.name[:60]}>, opened at {innermost.place}",
            "write both in the same letters",
        )
    message = f"</{name}> closes nothing: <{innermost.name[:60]}>, opened at {innermost.place}, is open"
    return message, f"remove it, or write </{innermost.name[:60]}>"


def _no_element(fault: _Fault) -> tuple[str, str]:
    if fault.open_tags:
        tag = fault.open_tags[-1]
        message = f"the document ends, but <{tag.name[:60]}>, opened at {tag.place}, is not closed"
        return message, "close it; perhaps the end of the document is lost"
    return "the document ends before its first element", "publish the whole document"


def _unclosed_token(fault: _Fault) -> tuple[str, str]:
    if fault.after.startswith("<!--"):
        return "a comment that never ends", "write -->"
    if fault.after.startswith("<?"):
        return "a processing instruction that never ends", "write ?>"
    if fault.after.startswith("&"):
        return f"{quote_value(fault.after)} at the end of the document", _ESCAPE
    if not fault.open_tags:
        is_tag = fault.after.startswith("<") and not fault.after.startswith("<!")
        where = f"first tag, {quote_value(fault.after)}" if is_tag else "DOCTYPE"
        return f"the document ends within its {where}", "publish the whole document"
    return f"the tag {quote_value(fault.after)} never ends", "write >; perhaps the end of the document is lost"


def _undefined_entity(fault: _Fault) -> tuple[str, str]:
    name = _name_at(fault.after[1:])
    characters = html5.get(f"{name};", "")
    if characters and characters.isprintable() and not characters.isspace():
        return f"the entity &{name};, which is of HTML, not of XML", f"write {characters} or &#{ord(characters[0])};"
    if characters:
        return f"the entity &{name};, which is of HTML, not of XML", f"write &#{ord(characters[0])};"
    return f"the unknown entity &{name};", f"write &amp;{name}; if it is text"


def _declaration_late(fault: _Fault) -> tuple[str, str]:
    if not fault.before.strip():
        return "white space before the XML declaration", "begin the document with <?xml"
    return "an XML declaration within the document", "write it once, at the very beginning"


def _junk(fault: _Fault) -> tuple[str, str]:
    found = fault.after.strip()
    what = "a second element" if found.startswith("<") else "text"
    return f"{what} after the end of the document: {quote_value(found)}", "remove it"


def _bad_token(fault: _Fault) -> tuple[str, str]:
    before, following = fault.before, fault.after[:1]
    if following and (ord(following) < 32 or following in "\ufffe\uffff") and following not in "\t\n\r":
        return f"the character U+{ord(following):04X}, which XML forbids", "remove it"
    if reference := _REFERENCE.search(before):
        return f"an & that is not escaped: {quote_value(reference[0] + fault.after[:20])}", "write &amp;"
    if before.endswith("<"):
        return f"a < that is not escaped: {quote_value('<' + fault.after[:20])}", "write &lt;"
    if before.endswith("]]") and following == ">":
        return "]]> in text", "write ]]&gt;"
    if before.endswith("--"):
        return "-- within a comment", "write - - or remove it"
    if following == "<" and _TAG_IN_QUOTES.search(before):
        return "a < in the value of an attribute", "write &lt;, or close the quotes"
    if (tag := _TAG.search(before)) and not tag[0].startswith("</"):
        return _bad_attribute(fault, tag[0])
    if not fault.open_tags and not _TAG.search(before) and before.strip():
        return f"text before the first element: {quote_value(before.strip()[-60:])}", "remove it"
    message = f"the character {quote_value(following)}, which XML does not allow here" if following else "a broken tag"
    return message, "escape text and close every element"


def _bad_attribute(fault: _Fault, tag: str) -> tuple[str, str]:
    found = _ATTRIBUTE.search(tag)
    if found and found[2]:
        return f"the value of {found[1][:60]} has no quotes: {quote_value(fault.after[:20])}", 'write name="value"'
    if found and tag.rstrip()[-len(found[1]) :] == found[1] and " " in tag.strip():
        return f"the attribute {found[1][:60]} has no value", f'write {found[1][:60]}="…", or remove it'
    if tag[-1:] in {'"', "'"}:
        return "no space between two attributes", "write a space"
    return f"a broken tag: {quote_value(tag + fault.after[:20])}", 'write <name attribute="value">'


def _duplicate_attribute(fault: _Fault) -> tuple[str, str]:
    return f"the attribute {_name_at(fault.after)} twice in one tag", "keep one"


def _bad_reference(fault: _Fault) -> tuple[str, str]:
    return f"{fault.after.partition(';')[0][:20]};, a character that XML forbids", "remove it"


def _unbound_prefix(fault: _Fault) -> tuple[str, str]:
    tag = fault.after.partition(">")[0]
    prefixes = re.findall(r"[\s<]/?([^\s:<>=\"'/]+):[^\s:<>=\"'/]+", tag[:_BEFORE])
    known = [prefix for prefix in prefixes if prefix not in {"xml", "xmlns"}]
    name = f"the prefix {known[0][:60]}" if len(set(known)) == 1 else f"a prefix in <{_name_at(tag[1:])}>"
    return f"{name} is not declared", f'write xmlns:{known[0][:60]}="…" in the first tag' if known else "declare it"


def _name_at(text: str) -> str:
    found = _NAME.match(text)
    return found[0][:60] if found else ""


def _constant(message: str, fix: str) -> Callable[[_Fault], tuple[str, str]]:
    return lambda _fault: (message, fix)


_BY_CODE: Final[dict[str, Callable[[_Fault], tuple[str, str]]]] = {
    _CODES.XML_ERROR_TAG_MISMATCH: _mismatched,
    _CODES.XML_ERROR_NO_ELEMENTS: _no_element,
    _CODES.XML_ERROR_UNCLOSED_TOKEN: _unclosed_token,
    _CODES.XML_ERROR_UNDEFINED_ENTITY: _undefined_entity,
    _CODES.XML_ERROR_MISPLACED_XML_PI: _declaration_late,
    _CODES.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: _junk,
    _CODES.XML_ERROR_INVALID_TOKEN: _bad_token,
    _CODES.XML_ERROR_DUPLICATE_ATTRIBUTE: _duplicate_attribute,
    _CODES.XML_ERROR_BAD_CHAR_REF: _bad_reference,
    _CODES.XML_ERROR_UNBOUND_PREFIX: _unbound_prefix,
    _CODES.XML_ERROR_UNCLOSED_CDATA_SECTION: _constant("a CDATA section that never ends", "write ]]>"),
    _CODES.XML_ERROR_XML_DECL: _constant("a broken XML declaration", 'write <?xml version="1.0" encoding="utf-8"?>'),
    _CODES.XML_ERROR_SYNTAX: _constant("a broken declaration before the first element", "remove it"),
    _CODES.XML_ERROR_UNDECLARING_PREFIX: _constant("a prefix with an empty namespace", "write its address"),
    _CODES.XML_ERROR_RESERVED_PREFIX_XML: _constant("another namespace for the prefix xml", "remove the declaration"),
    _CODES.XML_ERROR_RESERVED_PREFIX_XMLNS: _constant("a namespace for the prefix xmlns", "remove the declaration"),
    _CODES.XML_ERROR_RESERVED_NAMESPACE_URI: _constant("a reserved namespace", "remove the declaration"),
}
