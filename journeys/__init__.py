"""End to end in a real browser: one file for each thing a person comes to do."""
