"""Store what earlier runs read and wrote, and the articles of this run, in SQLite."""
