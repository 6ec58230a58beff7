"""Settings: flags, `outfeed.yaml`, and Jekyll's or Hugo's settings of a site, as one value."""
