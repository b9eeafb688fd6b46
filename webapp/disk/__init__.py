"""One safe write, one lock, one child process, and what is kept from one run to the next."""
