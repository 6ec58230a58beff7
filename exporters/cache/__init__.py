"""Articles that were read before, by content: what a run need not do again, and the articles of this run in order."""
