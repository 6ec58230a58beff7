"""HtmlWriter: the events of Markdown become HTML."""

import html
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from exporters.bodies.html.markup import Markup
from exporters.bodies.markdown.alerts import split_alert
from exporters.bodies.markdown.attributes import add_attributes
from exporters.bodies.markdown.escaping import escape, escape_value, normalise, value_of
from exporters.bodies.markdown.events import HTML_END, HTML_START, html_length
from exporters.bodies.markdown.footnotes import Footnotes
from exporters.bodies.markdown.heading_ids import HeadingIdMaker
from exporters.bodies.markdown.html_output import HtmlOutput
from exporters.bodies.markdown.inline_text import InlineText, split_markers
from exporters.bodies.markdown.rules import MarkdownRules
from exporters.bodies.markdown.verbatim import MARK, VerbatimParts
from exporters.support.lazy_regex import lazy_regex

_BLOCKS: Final = {  # by the name of an event: the start tag, and the end tag
    "Paragraph": ("<p>", "</p>\n"),
    "Item": ("<li>", "</li>\n"),
    "DefinitionList": ("<dl>\n", "</dl>\n"),
    "DefinitionListTitle": ("<dt>", "</dt>\n"),
    "DefinitionListDefinition": ("<dd>", "</dd>\n"),
    "TableHead": ("<thead>\n<tr>\n", "</tr>\n</thead>\n<tbody>\n"),
    "TableRow": ("<tr>\n", "</tr>\n"),
}
_INLINE: Final = {
    "Emphasis": ("<em>", "</em>"),
    "Strong": ("<strong>", "</strong>"),
    "Strikethrough": ("<s>", "</s>"),
}
_TILDES: Final = {True: ("<s>", "</s>"), False: ("~", "~")}  # whether one tilde strikes text through
_MOST_ELEMENTS: Final = 100_000  # 3 s; HTML with half as many is refused, too
_ALIGNMENTS: Final = {"None": "", "Left": ' align="left"', "Center": ' align="center"', "Right": ' align="right"'}
_CELLS: Final = {name: {key: f"<{name}{value}>" for key, value in _ALIGNMENTS.items()} for name in ("th", "td")}
_TAG: Final = lazy_regex(r"<[^>]*>")
_ID: Final = lazy_regex(r' id="([^"]*)"')
_COMMENT: Final = lazy_regex(r"<!--(?!-?>)(?>[^-]+|-(?!->))*-->")
_ANCHOR: Final = lazy_regex(r"<(/?)a(?=[\s>/])", re.IGNORECASE)
_SIGNS: Final = {"SoftBreak": "\n", "HardBreak": "<br>\n", "Rule": "<hr>\n"}


class HtmlWriter(HtmlOutput):
    """Writes one body."""

    def __init__(self, rules: MarkdownRules, parts: VerbatimParts, wanted_ids: frozenset[str]) -> None:
        """`parts` were put aside before parsing; `wanted_ids` are those that links in the body lead to."""
        super().__init__()
        self._has_html = False  # whether the author wrote tags or attributes, which may be anything
        self._rules = rules
        self._parts = parts
        self._text = InlineText(rules, parts)
        has_ids = rules.heading_ids and (rules.has_all_heading_ids or wanted_ids)
        self._ids = HeadingIdMaker(rules.heading_ids) if has_ids else None
        self._wanted_ids = wanted_ids
        self._notes = Footnotes()
        self._links = 0  # how many are open
        self._pictures = 0
        self._columns: tuple[str, ...] = ()
        self._column = 0
        self._cell = "td"
        self._attribute_cell = -1  # where the start tag is of the last cell that begins with attributes
        self._quotes: list[bool] = []  # whether each open quote may begin with the mark of an alert
        self._begins_with_html = False
        self._is_title = False  # whether the title of an alert is open
        self._code: list[str] | None = None  # the text of the open block of code
        self._code_tag = ""
        self._has_plain_text = self._text.is_escaped_alone and not rules.has_marks
        self._inline = {**_INLINE, "Subscript": _TILDES[rules.has_single_tildes]}
        self._signs = {**_SIGNS, "SoftBreak": "<br>\n"} if rules.has_hard_breaks else _SIGNS
        self._leaves: dict[str, Callable[[Any], None]] = {
            "Text": self._write_text,
            "Code": self._write_code,
            "Html": self._write_html,
            "InlineHtml": self._write_inline_html,
            "FootnoteReference": lambda label: self._add(self._notes.refer(label)),
            "TaskListMarker": lambda is_done: self._add("☑ " if is_done else "☐ "),
        }
        self._starts: dict[str, Callable[[Any], None]] = {
            "Heading": lambda value: self._start_block(f"<{value['level'].lower()}>"),
            "BlockQuote": self._start_quote,
            "List": lambda first: self._start_block(
                "<ul>\n" if first is None else "<ol>\n" if first == 1 else f'<ol start="{first}">\n'
            ),
            "Table": self._start_table,
            "Link": self._start_link,
            "Image": self._start_picture,
            "FootnoteDefinition": self._start_apart,
        }
        self._ends: dict[str, Callable[[Any], None]] = {
            "Heading": self._end_heading,
            "BlockQuote": self._end_quote,
            "List": lambda is_ordered: self._end_block("</ol>\n" if is_ordered else "</ul>\n"),
            "Table": self._end_table,
            "CodeBlock": self._end_code,
            "Link": self._end_link,
            "Image": self._end_picture,
            "FootnoteDefinition": self._end_footnote,
            "HtmlBlock": lambda _value: None,
        }

    def write(self, events: Iterable[Any]) -> str:
        """Return the HTML of all events of a text. Raises ValueError where it has too many elements."""
        previous: Any = None
        elements = 0
        for event in events:
            if previous is None:
                self._begins_with_html = event == HTML_START
            if event.__class__ is str:
                self._write_sign(event)
            else:
                (kind,) = event
                value = event[kind]
                if kind == "Start":
                    elements += 1
                    if elements > _MOST_ELEMENTS:
                        raise ValueError(f"more than {_MOST_ELEMENTS:,} elements in Markdown")
                    self._start(value, previous)
                elif kind == "End":
                    self._end(value)
                else:
                    self._leaves[kind](value)
            previous = event
        written = "".join((*self._out, self._notes.write()))
        if self._has_html:
            return written
        return normalise(_COMMENT.sub("", written) if "<!--" in written else written)

    @property
    def markup(self) -> Markup:
        """What is known of the HTML that was written."""
        return Markup.ANY if self._has_html else Markup.SETTLED if self._is_settled else Markup.NORMAL

    def _start(self, tag: Any, previous: Any) -> None:
        """Begin what the event of a start has; `previous` is the event before it."""
        if tag.__class__ is dict:
            (kind,) = tag
            if kind == "CodeBlock":
                self._start_code(tag[kind], is_after_html=self._begins_with_html and previous == HTML_END)
            else:
                self._starts[kind](tag[kind])
        elif tag == "TableCell":
            alignment = self._columns[self._column] if self._column < len(self._columns) else "None"
            self._column += 1
            self._start_block(_CELLS[self._cell][alignment])
        elif tag in self._inline:
            self._open_element(self._inline[tag][0])
        elif tag == "HtmlBlock":
            self._start_line()
        else:
            self._column = 0
            self._start_block(_BLOCKS[tag][0], is_paragraph=tag == "Paragraph")

    def _end(self, tag: Any) -> None:
        if tag.__class__ is dict:
            (kind,) = tag
            self._ends[kind](tag[kind])
        elif tag == "TableCell":
            self._end_block("</td>\n" if self._cell == "td" else "</th>\n")
        elif tag in self._inline:
            if self._out[self._open[-1]]:
                self._out.append(self._inline[tag][1])
            self._end_inline()
        elif tag in self._ends:
            self._ends[tag](None)
        else:
            if tag == "Paragraph" and self._is_title:
                self._is_title = False
                self._add("</strong>")
            elif tag == "TableHead":
                self._cell = "td"
            elif (tag == "Paragraph" and self._open[-1] == len(self._out) - 1) or (
                tag == "TableRow" and self._is_attribute_row()
            ):  # it had nothing but attributes
                del self._out[self._open.pop() :]
                return
            self._end_block(_BLOCKS[tag][1])

    # What holds nothing else.

    def _write_sign(self, sign: str) -> None:
        if self._is_title and sign != "Rule":
            self._is_title = False
            self._out.append("</strong></p>\n<p>")
            return
        if sign == "Rule":
            self._start_line()
        self._out.append(self._signs[sign])

    def _write_code(self, code: str) -> None:
        self._open.append(len(self._out))
        self._out += ("<code>", escape(code), "</code>")
        self._end_inline()

    def _write_html(self, source: str) -> None:
        source = self._parts.restore(source)
        if not _COMMENT.fullmatch(source.strip(" \n")):
            self._has_html = True
        elif self._pictures:
            return  # the text for a picture would keep a part of it
        self._add(source)

    def _write_inline_html(self, source: str) -> None:
        if self._rules.has_bare_links and not source.startswith("<!--"):
            for found in _ANCHOR.finditer(source):
                self._links = max(0, self._links - 1) if found[1] else self._links + 1
        self._write_html(source)

    def _write_text(self, text: str) -> None:
        if self._code is not None:
            self._code.append(text)
            return
        if self._quotes and self._quotes[-1]:
            self._quotes[-1] = False
            if self._rules.has_alerts and self._out[-1:] == ["<p>"]:
                text = self._start_alert(text)
        if self._has_plain_text and MARK not in text:
            self._add(escape(text))
        elif MARK in text:
            self._is_settled = False
            for piece, values in self._text.split_attributes(text):
                self._write_piece(piece, values)
        else:
            self._write_words(text)

    def _start_alert(self, text: str) -> str:
        """Write the title of the alert that `text` begins; return the rest of `text`."""
        name, rest = split_alert(text)
        if name:
            self._is_title = True
            self._is_settled = False  # elements may begin in it and end below it
            self._out += ("<strong>", "" if rest.strip() else name)
        return rest

    def _write_piece(self, piece: str, values: dict[str, str] | None) -> None:
        """Write a piece of text, and give `values`, which stand behind it, to the element that they are of."""
        if values is None:
            self._write_words(piece)
            return
        target = self._ended[0] if not piece and self._ended[1] == len(self._out) else -1
        before, span = self._text.split_span(piece)
        self._write_words(before)
        if span:
            target = len(self._out)
            self._out.append("<span>")
            self._write_words(span)
            self._out.append("</span>")
        if target < 0:
            target = self._open[-1] if self._open else -1
            if not before and 0 <= target == len(self._out) - 1 and self._out[target].startswith("<td"):
                self._attribute_cell = target
            if self._out and self._out[-1] in (_SIGNS["SoftBreak"], self._signs["SoftBreak"]):
                self._out.pop()
            if self._out and self._out[-1].endswith(" "):
                self._out[-1] = self._out[-1].rstrip(" ")
        if values and 0 <= target < len(self._out) and self._out[target].startswith("<"):
            self._has_html = True
            self._out[target] = add_attributes(self._out[target], values)

    def _write_words(self, text: str) -> None:
        if not (self._rules.has_marks and "==" in text):
            self._add(self._text.write(text, is_linked=self._links > 0))
            return
        pieces = split_markers(text)
        for index, piece in enumerate(pieces):
            if index:
                self._write_marker(pieces[index - 1], piece)
            self._add(self._text.write(piece, is_linked=self._links > 0))

    def _write_marker(self, before: str, after: str) -> None:
        """Write ==, which ends <mark> after a word, and may begin one before a word."""
        depth = len(self._open)
        if self._marked and self._marked[1] == depth and not before[-1:].isspace():
            self._out[self._marked[0]] = "<mark>"
            self._out.append("</mark>")
            self._marked = None
            self._is_settled = False  # it may end in another element
            return
        if not after[:1].isspace():
            self._marked = (len(self._out), depth)
        self._out.append("==")

    # Blocks.

    def _start_block(self, tag: str, *, is_paragraph: bool = False) -> None:
        if self._quotes and not is_paragraph:
            self._quotes[-1] = False
        self._marked = None
        self._links = 0
        self._start_line()
        self._open_element(tag)

    def _end_heading(self, level: str) -> None:
        start = self._open[-1]
        if self._ids:
            own = _ID.search(self._out[start])
            if own:
                self._ids.take(html.unescape(own[1]))
            else:
                text = html.unescape(_TAG.sub("", "".join(self._out[start + 1 :])))
                found = self._ids.make(" ".join(text.split()))
                if found and (self._rules.has_all_heading_ids or found in self._wanted_ids):
                    self._out[start] = add_attributes(self._out[start], {"id": found})
        self._end_block(f"</{level.lower()}>\n")

    def _start_quote(self, _kind: Any) -> None:
        self._start_block("<blockquote>\n")
        self._quotes.append(True)

    def _end_quote(self, _kind: Any) -> None:
        self._quotes.pop()
        self._end_block("</blockquote>\n")

    def _start_table(self, columns: tuple[str, ...]) -> None:
        self._columns = columns
        self._cell = "th"
        self._start_block("<table>\n")

    def _end_table(self, _value: Any) -> None:
        if self._out[-1].endswith("<tbody>\n"):
            self._out[-1] = self._out[-1].removesuffix("<tbody>\n")
            self._end_block("</table>\n")
        else:
            self._end_block("</tbody>\n</table>\n")

    def _is_attribute_row(self) -> bool:
        """Return whether the open row is a line of attributes below a table, which the parser takes for a row."""
        start = self._open[-1]
        return self._attribute_cell == start + 1 and not _TAG.sub("", "".join(self._out[start:])).strip()

    def _start_code(self, kind: Any, *, is_after_html: bool) -> None:
        self._start_line()
        self._code = []
        self._code_tag = "" if kind == "Indented" and is_after_html else "<pre><code>"

    def _end_code(self, _value: Any) -> None:
        code = "".join(self._code or ())
        self._code = None
        if not self._code_tag:
            self._has_html = True
            source = code.encode()
            length = html_length(code)
            self._add(re.sub(r"(?m)^(?=.*\S)", "    ", source[:length].decode()).replace("\n\n", "\n"))
            code = source[length:].decode()
        if code or self._code_tag:
            self._out += (self._code_tag or "<pre><code>", escape(code), "</code></pre>\n")

    # Links, pictures and footnotes.

    def _start_link(self, link: Any) -> None:
        if self._links:
            self._is_settled = False
        scheme = "mailto:" if link["link_type"] == "Email" else ""
        title = f' title="{self._value(link["title"])}"' if link["title"] else ""
        self._links += 1
        self._open.append(len(self._out))
        self._out.append(f'<a href="{scheme}{self._value(link["dest_url"])}"{title}>')

    def _end_link(self, _value: Any) -> None:
        self._links = max(0, self._links - 1)
        self._out.append("</a>")
        self._end_inline()

    def _value(self, source: str) -> str:
        """Return the value of an attribute, escaped."""
        return escape_value(self._parts.restore(source))

    def _start_picture(self, image: Any) -> None:
        self._pictures += 1
        self._start_apart(image)

    def _end_picture(self, _value: Any) -> None:
        content, image = self._end_apart()
        self._pictures -= 1
        text = _TAG.sub("", content)  # escaped as it is, for text
        if self._pictures:
            self._add(text)
            return
        address = self._value(image["dest_url"])
        title = f' title="{self._value(image["title"])}"' if image["title"] else ""
        self._open.append(len(self._out))
        self._out.append(f'<img src="{address}" alt="{value_of(text)}"{title}>')
        self._end_inline()

    def _end_footnote(self, _value: Any) -> None:
        content, label = self._end_apart()
        self._notes.define(label, content)
