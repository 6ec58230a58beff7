"""Read published feed documents of any generator: RSS, Atom, JSON Feed."""
