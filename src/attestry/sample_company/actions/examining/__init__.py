"""Writes: the examinations as both sides lead them, through the acts of their rooms."""
