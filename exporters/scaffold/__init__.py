"""Write a first `outfeed.yaml` and a workflow for the site at hand."""
