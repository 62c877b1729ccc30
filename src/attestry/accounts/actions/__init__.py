"""Writes of this room: users, passwords, and signing in."""
