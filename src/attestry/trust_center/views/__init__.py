"""Pages: those that the world sees, and those of whoever keeps them."""
