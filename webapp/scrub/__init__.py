"""Cleaning: one module per rule, each a pure function ``Draft -> (Draft, findings)``."""
