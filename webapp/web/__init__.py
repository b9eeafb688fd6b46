"""Pages: one blueprint per module; a view looks up, a template prints."""
