"""YAML and JSON Schema with real positions: what settings and articles are both read with."""
