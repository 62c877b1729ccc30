"""Replaying: every answer of a package recomputed from its sealed bytes and compared."""
