"""Build every document of a run: in all formats, in sections, checked, in the staging folder."""
