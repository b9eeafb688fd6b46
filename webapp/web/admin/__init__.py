"""The admin pages, one module for each page; no page for readers imports from here."""
