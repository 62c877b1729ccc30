"""Writes of this room: opening a review, deciding, closing, and noting what proves a removal."""
