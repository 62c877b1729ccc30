"""The arithmetic of scope: what is chosen, what belongs to the system, what is promised, what was signed."""
