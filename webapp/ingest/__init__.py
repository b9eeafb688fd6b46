"""What was dropped in: one module per kind of file, each from bytes to a Draft."""
