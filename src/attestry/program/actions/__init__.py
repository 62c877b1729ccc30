"""Writes: closing a step, closing it against its conditions, and opening it again."""
