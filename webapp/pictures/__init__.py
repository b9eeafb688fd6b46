"""From a picture file to the copies of it that pages show. Knows files, and nothing of articles."""
