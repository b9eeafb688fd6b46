"""Shuwu: a library of articles for villages, live, searchable and frozen to files."""
