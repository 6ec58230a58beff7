"""What stands on a page around an article: navigation, share buttons, comments, tables of contents, bylines."""

from typing import Final, NamedTuple

from lxml import etree

from exporters.sources.pages.words import is_heading, is_permalink, tokens

DROPPED: Final = frozenset(
    "base button dialog form head link menu meta nav script select style template textarea title".split()
)
_LANDMARKS: Final = frozenset("banner complementary contentinfo dialog navigation search toolbar".split())  # WAI-ARIA
_QUOTING: Final = frozenset({"blockquote", "details", "figure", "q"})  # a header or footer in these is the author's

# Class names and ids of themes, whole words only: WordPress, minima, Chirpy, PaperMod, Landscape, NexT, Material,
# Docusaurus, VitePress, notmyidea, bootblog, Ghost's Casper, and the comment services.
NAMES: Final = frozenset(
    # navigation
    """breadcrumb breadcrumbs nav-links navigation pager pagination paginav pagination-nav post-nav post-navigation
    post-pagination post-tail-wrapper posts-nav prev-next prevnext article-nav article-navigation skip-link
    skip-to-content page-navigation post-nav-links theme-doc-breadcrumbs"""
    # tables of contents
    """ toc toc-container table-of-contents tableofcontents markdown-toc post-toc article-toc toc-wrapper toc_container
    ez-toc-container theme-doc-toc-mobile sphinxsidebar"""
    # share buttons
    """ share sharing share-buttons share-links share-wrapper share-post share-article social-share social-sharing
    social-buttons social-links social-icons sharedaddy sd-sharing post-share post-sharing article-share entry-share
    article-share-link addtoany_share_save_container addthis_toolbox a2a_kit jp-sharing-title"""
    # comments
    """ comment comments comments-area comment-list commentlist comment-respond respond comment-form disqus_thread
    disqus-thread disqus-comment-count utterances giscus gitalk gitalk-container gitment remark42 isso-thread commento
    cusdis_thread valine vcomments waline webmentions h-cite p-comment article-comment-link post-comments"""
    # other articles, subscriptions, authors
    """ related related-posts related-articles related-posts-container relatedposts jp-relatedposts yarpp-related
    read-next read-more-wrap recommended-posts newsletter newsletter-signup subscribe subscribe-form subscription
    author-box author-bio author-card post-author about-author"""
    # what a page says of its article: date, author, tags
    """ post-meta entry-meta article-meta postmeta post-metadata post-info post-date post-tags post-categories
    article-category article-tag-list article-tags entry-tags entry-categories entry-date tags-list tag-list post-header
    entry-header article-header post-footer entry-footer article-footer post-meta-wrapper posted-on tags-links cat-links
    md-source-file md-sidebar post_footer post-copyright metadata"""
    # for people who do not see the page, or for editing it
    """ sr-only visually-hidden screen-reader-text edit-link edit-this-page theme-edit-this-page
    md-content__button copy-code-button clipboard-button lang-label""".split()
)


class PagePlace(NamedTuple):
    """Where an element stands."""

    is_loose: bool  # found by `<main>` or `<body>` alone: what stands aside there is the page's
    is_quoted: bool = False  # in a quotation or a figure: a header or footer there is the author's
    is_in_heading: bool = False

    def below(self, element: etree._Element) -> "PagePlace":
        """The place of what is in `element`, which stands here."""
        if element.tag in _QUOTING:
            return self._replace(is_quoted=True)
        return self._replace(is_in_heading=True) if is_heading(element) else self


def is_boilerplate(element: etree._Element, place: PagePlace) -> bool:
    """Whether an element and all in it are no part of an article."""
    tag = element.tag
    if tag in DROPPED or "hidden" in element.attrib or element.get("role") in _LANDMARKS:
        return True
    if tag in ("header", "footer"):
        return not place.is_quoted
    if tag == "aside":
        return place.is_loose or is_named(element)
    if tag == "a":
        return (place.is_in_heading and is_permalink(element)) or is_named(element)
    if tag == "noscript":
        return element.find(".//img") is None
    return is_named(element)


def is_named(element: etree._Element) -> bool:
    """Whether the classes or the id of an element say that it is something around an article."""
    identity = element.get("id")
    if identity and identity.lower() in NAMES:
        return True
    return bool(element.get("class")) and not NAMES.isdisjoint(tokens(element))


def is_around(element: etree._Element) -> bool:
    """Whether an element lies in something that is around the article of a page: a card in an `<aside>`, a comment."""
    return any(
        each.tag in ("aside", "footer", "nav", "header", "form") or is_named(each)
        for each in (element, *element.iterancestors())
    )
