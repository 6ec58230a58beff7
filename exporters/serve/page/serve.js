// The page of the preview.
