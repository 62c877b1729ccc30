"""Writes of this room: keeping people and teams, taking in lists, working through checklists."""
