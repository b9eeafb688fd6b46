"""Serve a frozen site to many phones at once, as a hotspot box does. Knows files and HTTP, nothing of articles."""
