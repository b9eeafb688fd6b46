"""Tests of the pages; a package, because files in other folders have the same names."""
