"""The seam: what an exporter is, which there are, and one module for each of our own."""
