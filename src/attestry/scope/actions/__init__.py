"""Writes of this room: setting up the system, choosing categories, describing the boundary."""
