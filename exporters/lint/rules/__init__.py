"""Rules that only `outfeed lint` applies: our own documents cannot break them, or should not be judged by them."""
