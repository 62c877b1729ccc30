"""Attestry: evidence first, conclusions after, and every conclusion re-performable."""

__version__ = "0.1.0"
