"""Clean raw values, once, before the model; report every change."""
