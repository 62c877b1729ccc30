"""Reads: people, their teams, and what they owe."""
