"""Finding articles: the Whoosh index, its queries, and the frozen shards."""
