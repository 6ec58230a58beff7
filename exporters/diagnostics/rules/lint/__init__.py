"""Rules that only `outfeed lint` applies."""
