BLOG_AUTHOR = "Jana Müller"
BLOG_TITLE = "Nikola"
SITE_URL = "https://nikola.example/"
BLOG_EMAIL = "jana@nikola.example"
BLOG_DESCRIPTION = "Notizen"
DEFAULT_LANG = "de"
TRANSLATIONS = {DEFAULT_LANG: "", "en": "./en"}
TIMEZONE = "Europe/Berlin"
THEME = "facts"
POSTS = (
    ("posts/*.rst", "posts", "post.tmpl"),
    ("posts/*.md", "posts", "post.tmpl"),
    ("posts/*.html", "posts", "post.tmpl"),
    ("news/*.md", "aktuell", "post.tmpl"),
)
PAGES = (("pages/*.md", "", "page.tmpl"),)
PRETTY_URLS = True
STRIP_INDEXES = True
USE_REST_DOCINFO_METADATA = True
METADATA_MAPPING = {"yaml": {"summary": "description"}}
FEED_LENGTH = 100
COMMENT_SYSTEM = None
SHOW_SOURCELINK = False
COPY_SOURCES = False
USE_TAG_METADATA = True
WARN_ABOUT_TAG_METADATA = False
SHOW_UNTRANSLATED_POSTS = False
