"""What people read: a page beside each feed, and the list of all feeds."""
