"""The index of the frozen site: script files that a browser fetches as it needs them."""
