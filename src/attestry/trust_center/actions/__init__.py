"""Writes of the trust center: its settings, what is shown, announced changes, and who is told of them."""
