"""The exporter protocol, the registry of formats, and one module for each built-in format."""
