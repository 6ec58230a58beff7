"""Bodies: what an author wrote below the fields becomes the HTML and the summary that feeds carry."""
