"""Small helpers without knowledge of articles or feeds: paths, files, threads, worker processes."""
