"""Asking, deciding, granting, revoking and signing in."""
