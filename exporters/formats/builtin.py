"""Our own exporters, by what the registry has to know of them: their modules load when something is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

if TYPE_CHECKING:  # `--help` asks for names, and must not load the model for them
    from exporters.feeds.feed import Feed
    from exporters.formats.parts import Parts


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """An exporter of ours that loads when it is needed: an export that has nothing to write needs none."""

    name: str
    media_type: str
    filename: str
    module: str
    scope: Literal["feed", "site"] = "feed"

    def write(self, feed: "Feed", out: BinaryIO) -> None:
        """Write the document of `feed` to `out`."""
        self.load().write(feed, out)

    def parts(self, feed: "Feed") -> "Parts":
        """The document of `feed` in parts."""
        parts: Parts = self.load().parts(feed)
        return parts

    def load(self) -> Any:
        """The exporter itself."""
        return import_module(self.module).EXPORTER


class BuiltInWithCompanions(BuiltIn):
    """One that writes further files beside its document."""

    __slots__ = ()

    def companions(self, feed: "Feed") -> Mapping[str, bytes]:
        """Further files of `feed`, by file name."""
        beside: Mapping[str, bytes] = self.load().companions(feed)
        return beside
