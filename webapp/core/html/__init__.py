"""Markdown and HTML: what is made of them, and what stands in them."""
