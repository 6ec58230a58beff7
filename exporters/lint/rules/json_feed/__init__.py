"""Rules about JSON Feeds, 1.0 and 1.1, that anybody wrote."""
