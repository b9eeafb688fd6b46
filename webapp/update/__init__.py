"""A release's signed manifest, and the update of copies. Knows files and hosts, never web or freeze."""
