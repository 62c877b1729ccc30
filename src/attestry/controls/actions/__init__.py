"""Writes of this room: syncing the library, adopting, writing, owning and retiring controls."""
