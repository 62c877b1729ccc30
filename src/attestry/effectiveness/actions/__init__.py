"""Writes: excusals of what did not come, and telling owners whose control has no data any more."""
