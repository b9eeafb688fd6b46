"""One safe write, one lock, one child process, and one cache from run to run."""
