"""Documents from the web, and words to it: HTTP with bounds on time and size, over the standard library alone."""
