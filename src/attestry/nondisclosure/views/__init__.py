"""Pages of the agreement: for the reader who signs, and for management."""
