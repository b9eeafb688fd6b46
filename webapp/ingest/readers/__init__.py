"""From the bytes of a file to a Draft: a module for each kind, and a worker process for the heavy ones."""
