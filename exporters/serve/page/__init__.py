"""The page of the preview: its files, and the views of an entry."""
