"""Rules about Atom documents that anybody wrote. Spec: RFC 4287, RFC 5005, RFC 6721."""
