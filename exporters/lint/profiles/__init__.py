"""Profiles: what one reader, directory or validator asks for, as data files with the public source of each fact."""
