"""Outfeed: a folder of articles becomes RSS, Atom, JSON Feed and CSV.

The names in `__all__` are the interface for programs (docs/api.md). They are loaded when they are asked for.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from exporters.api import (
        Article,
        ArticleCounts,
        ArticleError,
        Artwork,
        BodyRules,
        Chapter,
        CompanionExporter,
        Contributor,
        DeletedEntry,
        Diagnostic,
        Dialect,
        DocumentParts,
        Episode,
        ExecutorError,
        Exporter,
        ExportReport,
        Feed,
        FeedError,
        FeedExporter,
        FeedLink,
        Finding,
        Image,
        ItemContent,
        Level,
        MarkdownRules,
        MarkRules,
        NameParts,
        OnProblem,
        OnProgress,
        OutfeedError,
        OutputError,
        Person,
        Progress,
        Provider,
        PublishedFile,
        PublishError,
        RefusedError,
        Related,
        RunFailedError,
        Scope,
        SectionedExporter,
        SelectiveExporter,
        SettingsError,
        Show,
        ShowCategory,
        ShowFunding,
        ShowLicense,
        ShowLocation,
        ShowOwner,
        ShowText,
        ShowTrailer,
        Site,
        SiteExporter,
        SiteFolder,
        SitePlan,
        SiteReading,
        Soundbite,
        Source,
        SourceFile,
        SourceItem,
        TextPosition,
        TopicName,
        Transcript,
        UsageError,
        ValidationReport,
        export,
        item_content,
        item_error,
        plain_dialect,
        plan,
        render,
        render_to,
        validate,
        write_parts,
    )

__version__ = "0.1.0"

NAME: Final = "Outfeed"
PROJECT_URL: Final = "https://github.com/everyday-cc/outfeed"
EXTENSION_URL: Final = f"{PROJECT_URL}/blob/main/docs/json-feed-extension.md"

__all__ = [  # those of exporters.api
    "Article",
    "ArticleCounts",
    "ArticleError",
    "Artwork",
    "BodyRules",
    "Chapter",
    "CompanionExporter",
    "Contributor",
    "DeletedEntry",
    "Diagnostic",
    "Dialect",
    "DocumentParts",
    "Episode",
    "ExecutorError",
    "ExportReport",
    "Exporter",
    "Feed",
    "FeedError",
    "FeedExporter",
    "FeedLink",
    "Finding",
    "Image",
    "ItemContent",
    "Level",
    "MarkRules",
    "MarkdownRules",
    "NameParts",
    "OnProblem",
    "OnProgress",
    "OutfeedError",
    "OutputError",
    "Person",
    "Progress",
    "Provider",
    "PublishError",
    "PublishedFile",
    "RefusedError",
    "Related",
    "RunFailedError",
    "Scope",
    "SectionedExporter",
    "SelectiveExporter",
    "SettingsError",
    "Show",
    "ShowCategory",
    "ShowFunding",
    "ShowLicense",
    "ShowLocation",
    "ShowOwner",
    "ShowText",
    "ShowTrailer",
    "Site",
    "SiteExporter",
    "SiteFolder",
    "SitePlan",
    "SiteReading",
    "Soundbite",
    "Source",
    "SourceFile",
    "SourceItem",
    "TextPosition",
    "TopicName",
    "Transcript",
    "UsageError",
    "ValidationReport",
    "export",
    "item_content",
    "item_error",
    "plain_dialect",
    "plan",
    "render",
    "render_to",
    "validate",
    "write_parts",
]


if not TYPE_CHECKING:  # to type checkers there is no other name than those above

    def __getattr__(name: str) -> object:
        """A name of the interface, which is loaded now. Spec: PEP 562."""
        if name not in __all__:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        from exporters import api

        value = globals()[name] = getattr(api, name)
        return value


def __dir__() -> list[str]:
    """What is there, loaded or not."""
    return sorted({*globals(), *__all__})
