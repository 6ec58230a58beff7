"""Repair what has one right answer, by patches of the text: nothing else of a document changes."""
