"""Settings: flags, `outfeed.yaml`, and what Jekyll's or Hugo's settings tell about a site, as one value."""
