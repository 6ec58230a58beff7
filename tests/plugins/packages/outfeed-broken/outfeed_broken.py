"""A plugin that can't be loaded, as after an update of something it needs."""

raise ImportError("the library it needs is gone")
