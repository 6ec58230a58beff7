"""Rules about CSV that anybody wrote, with any delimiter and in any encoding."""
