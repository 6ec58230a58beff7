"""Footnotes: numbers in the text, the notes at its end, and links both ways. Spec: GitHub Flavored Markdown."""

from typing import Final

_MOST_REFERENCES: Final = 20_000  # of one body; later ones are numbers without a link
_END: Final = "</p>\n"


class Footnotes:
    """The footnotes of one body."""

    def __init__(self) -> None:
        """There are none at first."""
        self._numbers: dict[str, int] = {}  # by label, in the order of the references
        self._references: dict[str, int] = {}  # how many lead to a label
        self._count = 0
        self._texts: dict[str, list[str]] = {}

    def refer(self, label: str) -> str:
        """Return the mark that leads to the note `label`."""
        key = label.casefold()
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        count = self._references[key] = self._references.get(key, 0) + 1
        self._count += 1
        if self._count > _MOST_REFERENCES:
            return f"<sup>{number}</sup>"
        name = f"fnref{number}" if count == 1 else f"fnref{number}-{count}"
        return f'<sup id="{name}"><a href="#fn{number}">{number}</a></sup>'

    def define(self, label: str, content: str) -> None:
        """Take the HTML of the note `label`; of two, the first counts, and the second one is added to it."""
        key = label.casefold()
        self._texts.setdefault(key, []).append(content)

    def write(self) -> str:
        """Return the notes: those with a mark in the text, in its order, then the others; "" without any."""
        if not self._texts:
            return ""
        for key in self._texts:
            self._numbers.setdefault(key, len(self._numbers) + 1)
        ordered = sorted(self._texts, key=self._numbers.__getitem__)
        notes = "".join(self._write_note(key) for key in ordered)
        return f"<section>\n<hr>\n<ol>\n{notes}</ol>\n</section>\n"

    def _write_note(self, key: str) -> str:
        number, content = self._numbers[key], "".join(self._texts[key])
        back = f' <a href="#fnref{number}">↩</a>' if key in self._references else ""
        if content.endswith(_END):
            content = f"{content[: -len(_END)]}{back}{_END}"
        elif back:
            content += f"<p>{back.lstrip()}{_END}"
        return f'<li id="fn{number}">\n{content}</li>\n'
