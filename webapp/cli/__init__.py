"""The command ``shuwu``: each command parses, calls one function and prints."""
