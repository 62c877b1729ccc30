"""What the conditions and the closings of a step come to."""
