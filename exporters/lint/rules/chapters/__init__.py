"""Rules about JSON chapters of podcasts, version 1.2."""
