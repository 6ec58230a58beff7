"""The formats: the exporter protocol, the registry, and one module for each built-in format."""
