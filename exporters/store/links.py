"""What an article was rendered by that stands in other files: the links of its body, and where they led."""

from typing import Literal

import msgspec
from msgspec import Struct

from exporters.model.outcome import Kind

Asked = Literal["article", "file", "name", "attachment"]
TargetKind = Kind | Literal["file", "missing", "outside"]
LinkState = Literal["", "draft", "withdrawn", "rejected", "page", "file", "missing", "outside", "later", "expired"]


class LinkTarget(Struct, frozen=True, array_like=True):
    """What a link to a file leads to, by the front matter of that file alone."""

    kind: TargetKind  # file: one that no run reads as an article
    url: str = ""  # the permalink of the article
    published: int = 0  # seconds since 1970, like the next two
    opens: int | None = None  # from when on the article is public, where that is not its date
    expires: int | None = None  # from when on it is not
    dialect: str = ""  # that it was read by

    @property
    def opening(self) -> int:
        """From when on the article is public, seconds since 1970."""
        return self.published if self.opens is None else self.opens

    @property
    def public(self) -> "LinkTarget":
        """What may be stored: of a draft or a withdrawn article nothing but that it is one."""
        return LinkTarget(self.kind) if self.kind in ("draft", "withdrawn") else self


class LinkFact(Struct, frozen=True, array_like=True):
    """One answer that shaped an article. While it is the same, the article is."""

    kind: Asked  # article: where a link leads; file: whether there is one; name, attachment: which files have a name
    asked: str  # the path from the folder of the settings, or the name
    target: LinkTarget = LinkTarget("missing")
    problem: LinkState = ""  # why the link does not lead there, "" where it does
    stamp: tuple[int, int, int, int] | None = None  # of the file when it was read
    digest: bytes = b""  # of its content
    names: tuple[str, ...] = ()  # the paths of the files that have a name

    @property
    def meaning(self) -> bytes:
        """What of it shapes the article."""
        return msgspec.msgpack.encode((self.kind, self.asked, self.target, self.problem, self.names))
