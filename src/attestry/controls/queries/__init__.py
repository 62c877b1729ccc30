"""Reading controls: the list, one control, and what they cover."""
