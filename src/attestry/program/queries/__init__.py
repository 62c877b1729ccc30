"""Reads: the six steps with their conditions and closings."""
