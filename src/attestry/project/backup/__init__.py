"""Backup and restore: one file that holds a home, with a manifest of every digest in it."""
