"""Inputs: each source yields what it read, article or not, and never stops at a bad one."""
