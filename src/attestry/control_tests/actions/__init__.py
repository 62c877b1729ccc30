"""Writes: run the control tests, judge by hand, set thresholds."""
