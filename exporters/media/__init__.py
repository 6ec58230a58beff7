"""Media files of a site: what a file on disk says of length, media type, sides and playing time."""
