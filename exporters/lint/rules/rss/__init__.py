"""Rules that `outfeed lint` applies to RSS of all versions: a module for each part of the format."""
