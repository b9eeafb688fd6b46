"""Which article has which address: the book beside content/, and how a library settles it."""
