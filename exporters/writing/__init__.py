"""A feed becomes files: in every format that is wanted, checked, prepared out of sight."""
