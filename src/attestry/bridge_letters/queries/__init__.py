"""Reads: what changed since a report's period, letters, and what keeps one from being signed."""
