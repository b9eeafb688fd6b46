"""Dropped files become articles: read, clean, add; readers/ has a module for each kind of file."""
