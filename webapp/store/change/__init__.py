"""Changes to the library on disk; earlier versions are kept."""
