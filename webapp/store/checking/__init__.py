"""What is to be mended in a library, and what is alike."""
