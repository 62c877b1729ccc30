"""Writes of this room: rating a criterion, finalising an assessment."""
