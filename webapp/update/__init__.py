"""A release's signed manifest, and copies brought up to date by it. Knows files and hosts, never web or freeze."""
