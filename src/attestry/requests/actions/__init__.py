"""Acts on requests: asking, answering, judging, talking."""
