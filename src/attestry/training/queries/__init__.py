"""Reads: courses, who owes them, coverage, campaigns."""
