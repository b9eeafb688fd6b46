"""From the bytes of a file to a Draft: a module for each kind, and the worker process that runs the heavy ones."""
