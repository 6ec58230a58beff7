"""The values everything else trusts: articles, people, pictures, sites; immutable, self-checking."""
