"""Garden: the dialect of a generator that keeps its settings in garden.toml."""

from exporters import plain_dialect

DIALECT = plain_dialect(
    "garden",
    "https://garden.example/docs/",
    recognise=lambda site: site.has("garden.toml"),
    permalink="/garden/{slug}/",
    fields={"title": ("plant",), "publishedDateTime": ("sown",), "excerpt": ("note",)},
)
