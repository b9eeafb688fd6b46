"""The index of the live site: Whoosh, with a codec of flat arrays."""
