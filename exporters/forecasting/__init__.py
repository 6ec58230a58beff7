"""What publishing would mean for a whole site: what is published, wherever that is, against what would be."""
