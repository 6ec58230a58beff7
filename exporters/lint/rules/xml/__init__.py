"""Rules that `outfeed lint` applies to XML of any format: encodings, syntax, prefixes."""
