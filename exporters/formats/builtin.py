"""Our own exporters, by what the registry has to know of them: their modules load when something is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

if TYPE_CHECKING:  # `--help` asks for names, and must not load the model for them
    from exporters.formats.parts import Parts
    from exporters.model.article import Article
    from exporters.model.feed import Feed


@dataclass(frozen=True, slots=True)
class Lazy:
    """An exporter of ours that loads when it is needed: an export that has nothing to write needs none."""

    name: str
    media_type: str
    filename: str
    module: str
    scope: Literal["feed", "site"] = "feed"

    def write(self, feed: "Feed", out: BinaryIO) -> None:
        """Write the document of `feed` to `out`."""
        self.load().write(feed, out)

    def load(self) -> Any:
        """The exporter itself."""
        return import_module(self.module).EXPORTER


class BuiltIn(Lazy):
    """One that writes feeds, entry by entry."""

    __slots__ = ()

    def parts(self, feed: "Feed") -> "Parts":
        """The document of `feed` in parts."""
        parts: Parts = self.load().parts(feed)
        return parts


class BuiltInWithCompanions(BuiltIn):
    """One that writes further files beside its document."""

    __slots__ = ()

    def companions(self, feed: "Feed") -> Mapping[str, bytes]:
        """Further files of `feed`, by file name."""
        beside: Mapping[str, bytes] = self.load().companions(feed)
        return beside


@dataclass(frozen=True, slots=True)
class BuiltInOfSite(Lazy):
    """One that writes a document of the whole site."""

    scope: Literal["feed", "site"] = "site"

    def companions(self, feed: "Feed") -> Mapping[str, bytes]:
        """Further files of `feed`, by file name, made when they are asked for."""
        beside: Mapping[str, bytes] = self.load().companions(feed)
        return beside

    def left_out(self, feed: "Feed") -> tuple[int, str]:
        """How many entries of `feed` the document must not carry, and why."""
        left: tuple[int, str] = self.load().left_out(feed)
        return left


@dataclass(frozen=True, slots=True)
class BuiltInOfNews(BuiltInOfSite):
    """One that lists what is not older than the newest article by more than a certain time."""

    def news(self, feed: "Feed") -> "list[Article]":
        """The articles that the document lists, newest first."""
        listed: list[Article] = self.load().news(feed)
        return listed
