"""Reads of this room: what changed, what fails, what nobody looked at, what to do next; search."""
