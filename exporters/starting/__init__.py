"""What a site begins with: its first settings, and the workflow that publishes its feeds."""
