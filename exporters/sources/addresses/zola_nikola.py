"""Generators without a language of patterns: Zola and Nikola put folders and slug together.

Spec: getzola.org/documentation/content/page/#output-paths; getnikola.com/handbook.html#posts-and-pages (POSTS).
"""

from exporters.sources.addresses import slugs
from exporters.sources.addresses.filenames import zola_name
from exporters.sources.addresses.parts import AddressError, AddressParts, PatternOptions
from exporters.sources.addresses.template import TemplatePattern, plain_path, required_placeholder


def parse_zola(text: str, options: PatternOptions) -> TemplatePattern:
    """Return the pattern of FM `path`, or of folders and slug where `text` is empty."""

    def rule(parts: AddressParts) -> str:
        is_index = parts.name == "index" and bool(parts.folders)
        name = parts.folders[-1] if is_index else parts.name
        folders = parts.folders[:-1] if is_index else parts.folders
        slug = slugs.zola(parts.slug or zola_name(name).slug, options.slug_mode)
        return "/".join(
            (*([parts.language] if parts.language else []), *folders, slugs.require_slug(slug, "file name"))
        )

    pieces = (text,) if text else (rule,)
    return TemplatePattern(pieces, lambda path: f"{plain_path(path.strip('/'))}/".replace("//", "/"))


def parse_nikola(text: str, options: PatternOptions) -> TemplatePattern:
    """Return the pattern of a destination in `POSTS`, such as `posts`."""
    if any(sign in text for sign in "*{}%"):
        raise AddressError("a destination that contains a pattern", "write the second value of POSTS, such as posts")
    slug = required_placeholder("the slug", lambda parts: parts.slug or slugs.nikola(parts.name), "write a slug")

    def rule(parts: AddressParts) -> str:
        end = "/" if options.is_pretty else ".html"
        return "/".join((*([parts.language] if parts.language else []), text, *parts.folders, slug(parts))) + end

    return TemplatePattern((rule,), plain_path)
