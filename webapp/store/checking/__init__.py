"""Checks of a library: faults for a person to mend, and near duplicates."""
