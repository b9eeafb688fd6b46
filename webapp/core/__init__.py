"""Values and pure functions: no files, no Flask, no Whoosh, no Pillow."""
