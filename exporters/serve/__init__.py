"""Preview a site on this machine: its feeds as a web server serves them, and a page that shows them as readers do."""
