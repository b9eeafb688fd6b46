"""Who has which address, kept beside content/: the record, and how a library settles it."""
