"""Reads: what may be shown and what backs it, what the world sees, and what a digest is of."""
