"""Changes to the library on disk; what was before is kept."""
