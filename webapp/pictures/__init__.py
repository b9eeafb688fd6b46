"""From a picture file to the copies that pages show. Knows files, and nothing of articles."""
