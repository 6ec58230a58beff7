"""Cards: a text file with an article a block, such as `= A cat`, `@ 2024-01-02 /cat/`, and its text."""

from collections.abc import Iterator

from exporters import ItemContent, SourceFile, SourceItem, TextPosition, item_content, item_error


class Cards:
    """Reads files of cards."""

    name = "cards"
    suffixes = (".cards",)

    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins with `head` holds cards."""
        return head.startswith(b"= ")

    def items(self, file: SourceFile) -> Iterator[SourceItem]:
        """Each card, with the line that it begins at."""
        lines: list[bytes] = []
        with file.open() as stream:
            for number, line in enumerate(stream, start=1):
                if line.startswith(b"= ") and lines:
                    yield SourceItem(b"".join(lines), TextPosition(number - len(lines), 1))
                    lines = []
                lines.append(line)
        if lines:
            yield SourceItem(b"".join(lines), TextPosition(number - len(lines) + 1, 1))

    def content(self, item: SourceItem) -> ItemContent:
        """The fields and the body of a card."""
        title, about, *body = item.data.decode().splitlines()
        if not about.startswith("@ "):
            raise item_error("a card without date and address", "write @ 2024-01-02 /cat/ below the title", item.place)
        date, url = about.removeprefix("@ ").split()
        fields = {"title": title.removeprefix("= "), "publishedDateTime": f"{date}T00:00:00Z", "webUrl": url}
        return item_content(item, fields, body="\n".join(body), is_markdown=True)
