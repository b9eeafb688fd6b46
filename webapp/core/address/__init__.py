"""The rules of addresses: who owns which, the lines that record it, and how an owner is recognised."""
