"""Preview a site on this machine: its feeds as a web server serves them, and a page that shows them as readers do.

The addresses, all by GET or HEAD. `file` is a path below the out folder (`topics/ai/rss.xml`), `feed` the folder of a
feed ("" for that of the whole site), `key` the key of an entry in it. Moments are RFC 3339 in UTC; what is unknown is
null. JSON answers carry `Cache-Control: no-store`; an error is `{"error": "what was wrong"}` with status 400, 403, 404,
405, 421 or 503.

| address | what it is |
|---|---|
| `/` | the page: `page/index.html` |
| `/_outfeed/static/NAME` | a file of `page/`: CSS, JavaScript, SVG; no module of Python, and not `index.html` |
| `/rss.xml`, `/topics/ai/rss.xml` | every file that an export would publish, at its path below the out folder |
| `/assets/x.jpg` | a media file of the site, where a folder for its address is known |
| `/_outfeed/events` | an event stream: `data: {"version": 3}` at once and after each build; `data: {"building": true}` as one begins |
| `/_outfeed/state` | `State` |
| `/_outfeed/feed?path=` | `{"path", "entries": [EntryRow]}`, in the order of the feed |
| `/_outfeed/entry?feed=&key=` | `EntryDetails` |
| `/_outfeed/raw?file=&from=1&count=2000` | `{"file", "media_type", "from", "total", "lines": [text], "findings": [Finding]}`: lines from `from` on, at most 5,000; all findings of the file |
| `/_outfeed/plan` | the document of `outfeed plan --json`, or `{"error"}` with status 503; `?refresh=1` asks for published feeds again |
| `/_outfeed/frame?feed=&key=&view=full&images=0` | an HTML document for `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox">`; `view` is full, card, mail, text or podcast, `images=1` lets it load remote pictures, `content=excerpt` shows the summary in place of the body |

`State`:

    {"version": 3,              // of the last build that is shown; grows by one
     "building": false,
     "is_current": true,        // false: the last build failed, and an earlier one is shown
     "is_shared": false,        // true: other machines may ask, so lists, paths and source text are left out
     "shows_drafts": false,     // --drafts
     "source": "seeds",         // the sources, as messages show them; "" when shared
     "site": {"title", "url"},
     "against": "out",          // what the plan compares with
     "seconds": 0.21, "built": moment,
     "feeds": [{"path", "title", "page", "entries", "updated", "kind": "feed" | "podcast",
                "files": [{"name", "format", "media_type", "size", "entries"}]}],
     "others": [{"name", "media_type", "size"}],     // files that belong to no feed
     "problems": [{"rule", "level", "message", "fix", "path", "line", "column", "field", "help", "line_text"}],
     "problem_counts": {"error": 0, "warning": 2, "note": 18},   // `problems` has no notes, and at most 500
     "rejected": [{"path", "title", "reason"}],
     "drafts": [{"path", "title", "published", "reason"}],
     "held": [{"path", "title", "published", "reason"}]}

`EntryRow`: `{"key", "id", "title", "link", "source", "topics", "published", "updated", "summary", "image", "duration",
"file", "is_draft", "has_content"}`; `source` is the provider or the authors, `duration` is seconds, `summary` at most
200 characters, `file` the source file (null when shared).

`EntryDetails`: `{"row": EntryRow, "article": every value by its name in the model, "content_html": HTML or null,
"enclosures": [{"url", "media_type", "length", "duration", "title"}], "origins": [{"field", "value", "from", "details":
[text], "file", "line", "repairs": [{"rule", "message", "before", "after", "line"}]}], "outcome": "exported", "reading":
"Read as Jekyll has it."}`; `origins` is empty when shared.

`Finding`: `{"line", "column", "level", "rule", "message", "fix", "field"}`, line 0 for the whole document.

The document of a frame: `frames.py` writes its head, one `<style>` with a nonce (the text of `page/frame.css`), and the
policy; `page/views.py` has `view_body(article, view, *, is_excerpt, shows_remote) -> str`, the HTML inside `<body>`.
Its policy admits no script, no `style` attribute and no form; pictures and media of this server always, others with
`images=1` alone.

The page itself has the policy `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;
connect-src 'self'; frame-src 'self'`: no inline script, no inline style, no `style` attribute.
"""
