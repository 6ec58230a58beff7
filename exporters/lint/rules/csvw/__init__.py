"""Rules about CSVW metadata that anybody wrote."""
