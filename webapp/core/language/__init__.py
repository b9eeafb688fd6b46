"""Text as readers know it: folding, terms, queries, ranking, sounds and words. Pure, as all of core."""
