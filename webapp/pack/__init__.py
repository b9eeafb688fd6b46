"""Packs: one file that carries the library. They are made of what web and search show, and know no commands."""
