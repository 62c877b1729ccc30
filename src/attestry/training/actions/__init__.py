"""Writes of this room: courses, assignments, completions, campaigns."""
