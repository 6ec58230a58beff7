"""Request http and https addresses, with limits of time and size."""
